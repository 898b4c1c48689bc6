"""Upstream's other parameters as ours, and the table of all components."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from tests.design.upstream_fields import a_date, boxed, choice, choices, legend_of
from tests.design.upstream_options import FIXTURES, DiffersError, Options, only, words


def rows(options: Options) -> Options:
    made = only(options, rows="rows", classes="classes", card="card")
    if "card" in made:
        title = only(made.pop("card"), title="title")["title"]
        made["title"] = words(only(title, text="text"))
    made["rows"] = [a_row(row) for row in made["rows"]]
    return made


def a_row(row: Options) -> Options:
    made = only(row, key="key", value="value", actions="actions")
    made = {"key": words(made["key"]), "value": shown(made["value"])} | (
        {"actions": made["actions"].get("items", [])} if "actions" in made else {}
    )
    if "actions" in made:
        made["actions"] = [
            only(one, href="href", text="text", visuallyHiddenText="about")
            for one in made["actions"]
        ]
    return made


def shown(thing: Options) -> Any:
    """A value may be HTML that another macro made."""
    return Markup(thing["html"]) if "html" in thing else thing["text"]


def tasks(options: Options) -> Options:
    return {"items": [a_task(item) for item in options["items"]]} | (
        {"id": options["idPrefix"]} if "idPrefix" in options else {}
    )


def a_task(item: Options) -> Options:
    if not item:
        raise DiffersError("a list has no empty places here")
    made = only(item, title="title", hint="hint", href="href", status="status")
    status = only(made.pop("status"), tag="tag", text="text")
    only(made["title"], text="text")
    tag = status.get("tag", {})
    return {
        "title": words(made["title"]),
        "href": made.get("href", ""),
        "hint": words(made.get("hint", "")),
        "status": status.get("text") or words(tag),
    } | ({"colour": tag.get("classes", "").removeprefix("govuk-tag--")} if tag else {})


def links(options: Options) -> Options:
    made = only(options, items="items", previous="previous", next="next", landmarkLabel="label")
    made["items"] = [
        only(i, number="number", href="href", current="current", ellipsis="ellipsis")
        for i in made.get("items", [])
    ]
    for way in ("previous", "next"):
        if way in made:
            made[way] = only(made[way], href="href", text="text", labelText="label")
    return made


def a_button(options: Options) -> Options:
    made = only(
        options,
        text="text",
        href="href",
        classes="classes",
        disabled="disabled",
        type="type",
        name="name",
        value="value",
        isStartButton="start",
        id="id",
    )
    if "start" in made and "href" not in made:
        raise DiffersError("a first step goes somewhere, so it is a link")
    return made


def navigation(options: Options) -> Options:
    made = only(options, navigation="items", collapseNavigationOnMobile="", navigationLabel="label")
    made["items"] = [
        only(i, href="href", text="label", current="current", active="active")
        for i in made["items"]
    ]
    if any("active" in i or "href" not in i for i in made["items"]):
        raise DiffersError("each entry is a page")
    return made


def listed_tabs(options: Options) -> Options:
    return {"items": [a_tab(item) for item in options["items"]]}


def a_tab(item: Options) -> Options:
    panel = item["panel"]
    content = Markup(panel.get("html", "")) or Markup('<p class="govuk-body">{}</p>').format(
        panel.get("text", "")
    )
    return {"id": item["id"], "label": item["label"], "content": content}


def a_table(options: Options) -> Options:
    """Only the head: rows are written by the page, so the caller gives upstream's."""
    made = only(
        options,
        caption="caption",
        captionClasses="caption_classes",
        head="head",
        rows="rows",
        firstCellIsHeader="",
    )
    head = [only(cell, text="text", format="numeric") for cell in made["head"]]
    body = next(
        f["html"]
        for f in json.loads((FIXTURES / "table.json").read_text())["fixtures"]
        if f["options"] == options
    )
    start = body.index('<tbody class="govuk-table__body">') + len(
        '<tbody class="govuk-table__body">'
    )
    inside = Markup(body[start : body.index("</tbody>")])
    del made["rows"]
    return made | {"head": head, "caller": lambda: inside}


def said_in(name: str) -> Callable[[Options], Options]:
    """A macro whose first parameter is the words."""

    def adapt(options: Options) -> Options:
        return only(options, text=name, classes="classes", id="id", href="href")

    return adapt


# Component → (file, macro, how to put its parameters).
COMPONENTS: dict[str, tuple[str, str, Callable[[Options], Options]]] = {
    "button": ("buttons", "button", a_button),
    "exit-this-page": ("buttons", "exit_this_page", lambda o: {"href": o["redirectUrl"]}),
    "input": (
        "inputs",
        "text_input",
        lambda o: boxed(
            o,
            prefix="prefix",
            suffix="suffix",
            type="type",
            spellcheck="spellcheck",
            inputmode="inputmode",
        ),
    ),
    "textarea": ("inputs", "textarea", lambda o: boxed(o, rows="rows")),
    "character-count": (
        "inputs",
        "character_count",
        lambda o: boxed(
            o, rows="rows", maxlength="max_length", maxwords="max_words", threshold="threshold"
        ),
    ),
    "radios": ("inputs", "radios", choices),
    "checkboxes": ("inputs", "checkboxes", choices),
    "select": (
        "inputs",
        "select",
        lambda o: boxed(o, items="items") | {"items": [choice(i) for i in o["items"]]},
    ),
    "date-input": ("inputs", "date_input", a_date),
    "password-input": ("inputs", "password_input", boxed),
    "file-upload": ("inputs", "file_upload", lambda o: boxed(o, multiple="multiple")),
    "fieldset": ("inputs", "fieldset", lambda o: legend_of({"fieldset": only(o, legend="legend")})),
    "hint": ("inputs", "hint", said_in("text")),
    "label": (
        "inputs",
        "label",
        lambda o: (
            only(o, text="text", classes="classes", isPageHeading="page_heading")
            | {"for": o.get("for", "")}
        ),
    ),
    "error-message": ("inputs", "error_message", said_in("text")),
    "error-summary": (
        "inputs",
        "error_list",
        lambda o: (
            {"items": []}
            | only(o, titleText="title", descriptionText="description", errorList="items")
        ),
    ),
    "details": (
        "text",
        "details",
        lambda o: only(o, summaryText="summary", text="text", open="open", id="id"),
    ),
    "tag": ("text", "tag", lambda o: only(o, text="text", classes="classes")),
    "inset-text": ("text", "inset", said_in("text")),
    "warning-text": ("text", "warning", lambda o: only(o, text="text", iconFallbackText="prefix")),
    "notification-banner": (
        "text",
        "notification_banner",
        lambda o: only(o, text="text", type="type", titleText="title"),
    ),
    "panel": (
        "text",
        "panel",
        lambda o: (
            only(o, titleText="title", html="text", text="text", headingLevel="heading_level")
            | ({"text": Markup(o["html"])} if "html" in o else {})
        ),
    ),
    "summary-list": ("lists", "summary_list", rows),
    "task-list": ("lists", "task_list", tasks),
    "breadcrumbs": (
        "navigation",
        "breadcrumbs",
        lambda o: only(o, items="items", collapseOnMobile="collapse"),
    ),
    "back-link": (
        "navigation",
        "back_link",
        lambda o: {"href": "#"} | only(o, href="href", text="text"),
    ),
    "skip-link": ("navigation", "skip_link", said_in("text")),
    "pagination": ("navigation", "pagination", links),
    "phase-banner": (
        "navigation",
        "phase_banner",
        lambda o: {"label": o["tag"]["text"], "text": Markup(o["html"])},
    ),
    "service-navigation": ("navigation", "service_navigation", navigation),
    "tabs": ("navigation", "tabs", listed_tabs),
    "table": ("tables", "table", a_table),
}
