"""A Django form field becomes the component that its widget asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import engines
from lxml import html as parser
from lxml.html import HtmlElement

from safehome.design.fields import Hinted
from safehome.design.gallery import WORDS, GalleryForm
from safehome.design.widgets import DayMonthYear

PAGE = "{% from 'components/forms.html' import field, error_summary %}"


def drawn(form: forms.Form, name: str) -> HtmlElement:
    template = engines["jinja2"].env.from_string(PAGE + "{{ field(form[name]) }}")
    return parser.fromstring(template.render(form=form, name=name))


def one(element: HtmlElement, path: str) -> Any:
    found = element.xpath(path)
    assert len(found) == 1, (path, parser.tostring(element))
    return found[0]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("name", "//input[@type='text'][@value='Ada']"),
        ("email", "//input[@type='email']"),
        ("age", "//input[@type='text'][@inputmode='numeric'][contains(@class,'width-2')]"),
        ("summary", "//textarea[@rows='5']"),
        ("note", "//div[@data-maxlength='200']//textarea[not(@maxlength)]"),
        ("place", "//input[@type='radio'][@checked][@value='home']"),
        ("needs", "//input[@type='checkbox'][@checked][@value='print']"),
        ("team", "//select/option[text()='North']"),
        ("on", "//input[@type='date'][@value='2026-06-04']"),
        ("at", "//input[@type='time'][@value='16:05']"),
        ("born", "//input[@name='born_month'][@value='3']"),
        ("password", "//input[@type='password'][not(@value)]"),
        ("letter", "//input[@type='file']"),
        ("understood", "//input[@type='checkbox'][@value='on']"),
    ],
)
def test_the_widget_decides(name: str, path: str) -> None:
    one(drawn(GalleryForm(initial=WORDS), name), path)


def test_help_and_error_are_tied_to_the_box() -> None:
    form = GalleryForm({})
    box = one(drawn(form, "name"), "//input")
    assert box.get("aria-describedby") == "id_name-hint id_name-error"
    assert "required" not in box.attrib


def test_a_group_of_choices_is_described_as_one() -> None:
    place = drawn(GalleryForm({}), "place")
    assert one(place, "//fieldset").get("aria-describedby") == "id_place-error"
    assert one(place, "//legend").text_content().strip() == "Where shall we meet?"
    assert one(place, "//input[1]/@aria-describedby") == "id_place-item-hint"


def test_every_line_of_the_summary_leads_to_a_box_on_the_page() -> None:
    form = GalleryForm({})
    template = engines["jinja2"].env.from_string(
        PAGE + "<main>{{ error_summary(form) }}"
        "{% for bound in form %}{{ field(bound) }}{% endfor %}</main>"
    )
    page = parser.fromstring(template.render(form=form))
    links = page.xpath("//a/@href")
    assert len(links) == len(form.fields)
    for link in links:
        assert one(page, f"//*[@id='{link[1:]}']").tag in {"input", "textarea", "select"}


def test_what_was_typed_comes_back_even_when_it_is_wrong() -> None:
    form = GalleryForm({"born_day": "31", "born_month": "2", "born_year": "1984", "name": " x"})
    assert one(drawn(form, "born"), "//input[@name='born_day']").get("value") == "31"
    assert "born" in form.errors


def test_a_password_is_never_shown_back() -> None:
    form = GalleryForm({"password": "hunter2"})
    assert "hunter2" not in parser.tostring(drawn(form, "password"), encoding="unicode")


class Birth(forms.Form):
    born = forms.DateField(widget=DayMonthYear, required=False)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (("27", "3", "1984"), date(1984, 3, 27)),
        ((" 27 ", "03", "1984"), date(1984, 3, 27)),
        (("", "", ""), None),
    ],
)
def test_three_boxes_make_one_date(typed: tuple[str, str, str], understood: object) -> None:
    form = Birth(dict(zip(("born_day", "born_month", "born_year"), typed, strict=True)))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == understood


def test_half_a_date_is_refused_and_not_dropped() -> None:
    assert not Birth({"born_day": "27"}).is_valid()


def test_a_text_that_begins_with_an_empty_line_keeps_it() -> None:
    """Browsers drop the first line feed of a text box; ours puts one there to be dropped."""
    form = GalleryForm({"summary": "\nsecond line"})
    template = engines["jinja2"].env.from_string(PAGE + "{{ field(form.summary) }}")
    assert ">\n\nsecond line</textarea>" in template.render(form=form)


def test_choices_with_hints_survive_the_copying_of_forms() -> None:
    form = GalleryForm()
    (_, label), *_rest = form.fields["place"].choices
    assert isinstance(label, Hinted)
    assert label.hint == "We come to you"


def test_a_text_that_is_too_long_is_told_what_to_do() -> None:
    """Also by a form that says nothing of it itself."""

    class Short(forms.Form):
        title = forms.CharField(max_length=3)

    assert Short({"title": "Long"}).errors["title"] == ["Use 3 characters or fewer"]
