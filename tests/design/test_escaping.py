"""Whatever somebody writes is shown as they wrote it and never becomes part of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import html as parser

import safehome.design

TEMPLATES = Path(safehome.design.__file__).parent / "templates"
X = object()  # stands where a person's words go
ITEMS = [{"text": X, "value": X, "href": "#", "label": X, "hint": X, "title": X, "status": X}]
BOX = {"name": "n", "text": X, "value": X, "help": X, "error": X}

CALLS: dict[str, dict[str, Any]] = {
    "buttons.button": {"text": X, "value": X, "name": X, "attributes": {"title": X}},
    "buttons.link_button": {"text": X, "href": "#"},
    "buttons.button_group": {},
    "buttons.exit_this_page": {"href": "/", "text": X},
    "buttons.print_button": {"text": X},
    "cards.card": {"title": X, "meta": X, "href": "#"},
    "cards.cards": {},
    "cards.aside": {"title": X},
    "cards.banner": {"title": X, "lines": [X], "chips": [{"text": X}], "rule": X, "label": X},
    "cards.who_it_is_about": {
        "about": {
            "title": X,
            "lines": [X],
            "chips": [{"text": X}],
            "href": X,
            "rule": X,
            "flags": [],
        },
        "closed": True,
    },
    "inputs.label": {"text": X, "for": "n"},
    "inputs.hint": {"text": X},
    "inputs.error_message": {"text": X},
    "inputs.fieldset": {"legend": X},
    "inputs.text_input": {**BOX, "prefix": X, "suffix": X, "attributes": {"data-words": X}},
    "inputs.textarea": BOX,
    "inputs.character_count": {**BOX, "max_length": 9},
    "inputs.radios": {"name": "n", "legend": X, "items": ITEMS, "help": X, "error": X},
    "inputs.checkboxes": {"name": "n", "legend": X, "items": ITEMS, "help": X, "error": X},
    "inputs.select": {"name": "n", "text": X, "items": ITEMS, "help": X, "error": X},
    "inputs.date_input": {"id": "d", "legend": X, "values": {"day": X}, "help": X, "error": X},
    "inputs.password_input": {"name": "n", "text": X, "help": X, "error": X},
    "inputs.file_upload": {"name": "n", "text": X, "help": X, "error": X},
    "inputs.error_list": {"items": ITEMS, "title": X, "description": X},
    "lists.summary_list": {
        "rows": [{"key": X, "value": X, "actions": [{"text": X, "href": "#", "about": X}]}],
        "title": X,
    },
    "lists.task_list": {"items": ITEMS},
    "lists.timeline": {"entries": [{"when": X, "title": X, "text": X, "href": "#", "kind": X}]},
    "lists.missing_list": {"items": ITEMS, "title": X},
    "lists.filter_chips": {"items": ITEMS, "label": X},
    "lists.progress_steps": {"items": ITEMS, "at": 1},
    "navigation.breadcrumbs": {"items": ITEMS},
    "navigation.back_link": {"href": "#", "text": X},
    "navigation.skip_link": {"text": X},
    "navigation.pagination": {
        "items": [{"number": X, "href": "#", "label": X}],
        "next": {"href": "#", "text": X, "label": X},
    },
    "navigation.service_navigation": {"items": ITEMS},
    "navigation.tab_links": {"items": [{"label": X, "href": "#", "count": X}]},
    "navigation.tabs": {"items": [{"id": "t", "label": X, "content": X}]},
    "navigation.phase_banner": {"text": X, "label": X},
    "navigation.footer": {"items": ITEMS, "text": X},
    "pictures.layouts": {
        "both": {"wide": X, "tall": X, "headings": [X], "rows": [[X]]},
        "label": X,
    },
    "tables.table": {"head": [X, {"text": X, "href": "#"}], "caption": X},
    "text.tag": {"text": X},
    "text.inset": {"text": X},
    "text.warning": {"text": X},
    "text.details": {"summary": X, "text": X},
    "text.notification_banner": {"text": X, "title": X},
    "text.panel": {"title": X, "text": X},
    "text.empty_state": {"title": X, "text": X},
    "text.stat_line": {"items": [{"figure": X, "text": X}]},
    "text.save_status": {"text": X},
    "text.quote": {"text": X, "who": X},
}
# These take a Django field or form; their words are tried in test_forms and below.
OF_FORMS = {"forms.field", "forms.fields", "forms.error_summary"}


def public_macros() -> set[str]:
    env, found = engines["jinja2"].env, set()
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        text = path.read_text()
        module = env.get_template(f"components/{path.name}").module
        names = [line.split()[2].split("(")[0] for line in text.splitlines() if "{% macro " in line]
        assert all(hasattr(module, name) or name.startswith("_") for name in names)
        found |= {f"{path.stem}.{name}" for name in names if not name.startswith("_")}
    return found


def test_every_macro_is_tried() -> None:
    assert public_macros() == set(CALLS) | OF_FORMS


def filled(thing: Any, words: str) -> Any:
    if thing is X:
        return words
    if isinstance(thing, dict):
        return {key: filled(value, words) for key, value in thing.items()}
    return [filled(one, words) for one in thing] if isinstance(thing, list) else thing


def rendered(macro: str, words: str) -> str:
    file, name = macro.split(".")
    module = engines["jinja2"].env.get_template(f"components/{file}.html").module
    return str(getattr(module, name)(**filled(CALLS[macro], words)))


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
]


@pytest.mark.parametrize("macro", sorted(CALLS))
@pytest.mark.parametrize("words", HOSTILE)
def test_words_never_become_markup(macro: str, words: str) -> None:
    page = parser.fragment_fromstring(rendered(macro, words), create_parent="main")
    tags = {element.tag for element in page.iter()}
    assert not tags & {"script", "img"}
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a == "autofocus"]
    assert "49" not in page.text_content()


@given(
    macro=st.sampled_from(sorted(CALLS)),
    words=st.text(st.sampled_from("<>\"'&;/= \naboné{}%#"), min_size=1, max_size=30),
)
def test_the_shape_of_a_component_does_not_depend_on_the_words(macro: str, words: str) -> None:
    def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
        page = parser.fragment_fromstring(html, create_parent="main")
        return [(str(e.tag), tuple(sorted(e.attrib))) for e in page.iter()]

    assert shape(rendered(macro, words)) == shape(rendered(macro, "words"))


def test_no_template_of_this_room_switches_escaping_off() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        for way in ("| safe", "|safe", "autoescape", "Markup", "style="):
            assert way not in text, (path, way)
        assert "<script>" not in text


def test_a_hole_in_a_page_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        engines["jinja2"].env.from_string("{{ nobody_set_this }}").render()
    with pytest.raises(UndefinedError):
        engines["jinja2"].env.from_string("{{ thing.missing }}").render(thing={})
