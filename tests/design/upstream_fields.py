"""Upstream's parameters of boxes, choices and dates, as ours."""

from __future__ import annotations

from markupsafe import Markup

from tests.design.upstream_options import DiffersError, Options, only, words

FIELD = {
    "id": "id",
    "name": "name",
    "label": "label",
    "hint": "hint",
    "errorMessage": "errorMessage",
    "classes": "classes",
    "value": "value",
    "disabled": "disabled",
    "autocomplete": "autocomplete",
}


def boxed(options: Options, **more: str) -> Options:
    """The parameters that all boxes share."""
    made = only(options, **FIELD, **more)
    label = made.pop("label", {}) or {}
    only(label, text="", classes="", isPageHeading="", html="html") if label else None
    made["text"] = words(label)
    made["label_classes"] = label.get("classes", "")
    made["page_heading"] = label.get("isPageHeading", False)
    for affix in ("prefix", "suffix"):
        if affix in made:
            made[affix] = words(made[affix])
    return said(made)


def said(made: Options) -> Options:
    for theirs, ours in (("hint", "help"), ("errorMessage", "error")):
        if theirs in made:
            made[ours] = words(made.pop(theirs))
    return made


def legend_of(made: Options) -> Options:
    fieldset = made.pop("fieldset", None) or {}
    only(fieldset, legend="legend")
    legend = fieldset.get("legend", {})
    made["legend"] = words(legend)
    made["legend_classes"] = legend.get("classes", "")
    made["page_heading"] = legend.get("isPageHeading", False)
    return said(made)


def choice(item: Options) -> Options:
    if not item:
        raise DiffersError("a list has no empty places here")
    made = only(
        item,
        value="value",
        text="text",
        hint="hint",
        checked="checked",
        disabled="disabled",
        divider="divider",
        conditional="reveal",
        behaviour="behaviour",
        selected="checked",
        id="",
        name="name",
    )
    if "id" in item:
        raise DiffersError("ids are given out in order")
    if "hint" in made:
        made["hint"] = words(made["hint"])
    if "reveal" in made:
        made["reveal"] = Markup(made["reveal"]["html"])
    return made


def choices(options: Options) -> Options:
    made = only(
        options,
        name="name",
        idPrefix="id",
        fieldset="fieldset",
        hint="hint",
        errorMessage="errorMessage",
        items="items",
        classes="classes",
        value="value",
        values="values",
    )
    made["items"] = [choice(item) for item in made["items"]]
    return legend_of(made)


def a_date(options: Options) -> Options:
    made = only(
        options,
        id="id",
        namePrefix="name",
        fieldset="fieldset",
        hint="hint",
        errorMessage="errorMessage",
        items="items",
        values="values",
        day="day",
        month="month",
        year="year",
    )
    parts = {p: made.pop(p) for p in ("day", "month", "year") if p in made}
    parts |= {item["name"]: item for item in made.pop("items", [])}
    values = {p: v["value"] for p, v in parts.items() if "value" in v}
    prefix = f"{made['name']}-" if made.get("name") else ""
    values |= {k.removeprefix(prefix): v for k, v in made.pop("values", {}).items()}
    marked = [p for p, v in parts.items() if v.get("error") or "--error" in v.get("classes", "")]
    if marked:
        made["wrong"] = marked
        if not made.get("errorMessage"):
            raise DiffersError("a box is never marked wrong without saying why")
    return legend_of(made | {"values": values})
