"""A Django form field, taken apart into what a component needs to draw it.

Templates should not reason about widgets; this does, once, and hands over a
frozen description. The widget alone decides which component is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField

from safehome.design.widgets import PARTS, DayMonthYear

# Widget → component. The order matters: a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayMonthYear, "date"),
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)
TYPES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.DateInput, "date"),
    (forms.DateTimeInput, "datetime-local"),
    (forms.TimeInput, "time"),
    (forms.EmailInput, "email"),
    (forms.URLInput, "url"),
    (forms.TelInput, "tel"),
    (forms.SearchInput, "search"),
)


class Hinted(str):
    """The words of a choice, with a hint to stand beneath them.

    >>> choice = ("home", Hinted("At home", hint="We come to you"))
    """

    hint: str

    def __new__(cls, words: str, *, hint: str = "") -> Hinted:
        self = super().__new__(cls, words)
        self.hint = hint
        return self


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    hint: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Parts:
    kind: str
    id: str
    name: str
    label: str
    hint: str = ""
    error: str = ""
    value: Any = ""
    type: str = "text"
    inputmode: str = ""
    classes: str = ""
    disabled: bool = False
    multiple: bool = False
    max_length: int | None = None
    rows: int = 5
    items: tuple[Option, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def parts_of(bound: BoundField) -> Parts:
    """Describe one bound field. Never shows a password back."""
    widget = bound.field.widget
    kind = _first(KINDS, widget) or "input"
    attributes = _attributes(bound)
    size = (attributes.pop("rows", "5"), attributes.pop("cols", None))
    rows = "5" if size == ("10", "40") else size[0]  # Django's default is nobody's wish
    max_length = attributes.pop("maxlength", None)
    if max_length and kind == "input":
        attributes["maxlength"] = max_length
    return Parts(
        kind=kind,
        id=_id(bound),
        name=bound.html_name,
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        error=str(bound.errors[0]) if bound.errors else "",
        value=_value(bound, kind),
        type=_first(TYPES, widget) or "text",
        inputmode=_inputmode(bound.field),
        classes=attributes.pop("class", ""),
        disabled=bool(bound.field.disabled),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)),
        max_length=int(max_length) if max_length and kind == "textarea" else None,
        rows=int(rows),
        items=_items(bound) if isinstance(widget, forms.widgets.ChoiceWidget) else (),
        attributes=attributes,
    )


@dataclass(frozen=True)
class Wrong:
    text: str
    href: str = ""


def errors_of(form: forms.BaseForm) -> tuple[Wrong, ...]:
    """All that is wrong with a form, in the order of its fields; the form's own first."""
    whole = [Wrong(str(error)) for error in form.non_field_errors()]
    for bound in form:
        place = _id(bound) + ("-day" if isinstance(bound.field.widget, DayMonthYear) else "")
        whole += [Wrong(str(error), f"#{place}") for error in bound.errors]
    return tuple(whole)


def _id(bound: BoundField) -> str:
    return bound.auto_id or bound.html_name


def _first(table: Iterable[tuple[type[forms.Widget], str]], widget: forms.Widget) -> str:
    return next((name for kind, name in table if isinstance(widget, kind)), "")


def _attributes(bound: BoundField) -> dict[str, str]:
    """The widget's own attributes, without those a component sets itself.

    ``required`` is left out on purpose: the server's own sentence is kinder than
    the browser's bubble, and the browser's cannot be translated or tested.
    """
    built = bound.build_widget_attrs({}, bound.field.widget) | bound.field.widget.attrs
    own = {"required", "aria-describedby", "aria-invalid", "id", "disabled", "type"}
    return {k: "" if v is True else str(v) for k, v in built.items() if k not in own and v}


def _value(bound: BoundField, kind: str) -> Any:
    if kind in {"password", "file"}:
        return ""
    value = bound.value()
    if kind == "date":
        return dict(zip(PARTS, _day_month_year(value), strict=True))
    return bool(value) if kind == "checkbox" else _as_text(value)


def _as_text(value: object) -> str:
    """As the browser's own boxes want it: they understand no dates but ISO 8601."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def _day_month_year(value: object) -> list[str]:
    widget = DayMonthYear()
    return ["" if part is None else str(part) for part in widget.decompress_any(value)]


def _inputmode(field: forms.Field) -> str:
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return "decimal"
    return "numeric" if isinstance(field, forms.IntegerField) else ""


def _items(bound: BoundField) -> tuple[Option, ...]:
    widget = bound.field.widget
    assert isinstance(widget, forms.widgets.ChoiceWidget)
    value = bound.value()
    given = value if isinstance(value, list | tuple | set) else [value]
    chosen = {"" if one is None else str(one) for one in given}
    options = []
    for key, text in _flat(widget.choices):
        words = "" if key is None else str(key)
        hint = getattr(text, "hint", "")
        options.append(Option(words, str(text), str(hint), words in chosen))
    return tuple(options)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Choices with any groups opened out: our components draw no groups."""
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield from text
        else:
            yield key, text
