"""The answers of a referral in words: for checking them, and for whoever takes it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms

from safehome.design.words import day
from safehome.referrals.body import Body, Part
from safehome.referrals.forms.sections import SECTIONS, Section
from safehome.referrals.writing import SEVERAL, fingerprint

NOTHING = "Not said"


@dataclass(frozen=True)
class Answer:
    """One answer. page: where it was asked."""

    label: str
    words: str
    page: str
    is_said: bool = True


@dataclass(frozen=True)
class ReadPart:
    """One section, or one of its several. seen: tells it from another in the same place."""

    number: int
    title: str
    answers: tuple[Answer, ...]
    seen: str


@dataclass(frozen=True)
class ReadSection:
    slug: str
    key: str
    title: str
    parts: tuple[ReadPart, ...]


def read(body: Body, *, blanks: bool) -> list[ReadSection]:
    """Every section in order. blanks: with those questions that have no answer."""
    return [
        ReadSection(slug, section.key, section.title, tuple(_parts(body, section, blanks)))
        for slug, section in SECTIONS.items()
    ]


def _parts(body: Body, section: Section, blanks: bool) -> Iterable[ReadPart]:
    held = getattr(body, section.key)
    for number, part in enumerate(held if section.key in SEVERAL else [held], start=1):
        yield ReadPart(
            number,
            (part.name or f"{section.one.capitalize()} {number}") if section.one else section.title,
            tuple(_answers(part, section, blanks)),
            fingerprint(part.model_dump(mode="json")),
        )


def _answers(part: Part, section: Section, blanks: bool) -> Iterable[Answer]:
    for name, page in section.pages.items():
        given = page.of(part)
        for field_name, field in page.base_fields.items():
            text = shown(field, given[field_name])
            if text or blanks:
                yield Answer(str(field.label), text or NOTHING, name, bool(text))


def _names(field: forms.ChoiceField) -> dict[str, str]:
    choices = cast("Iterable[tuple[str, object]]", field.choices)
    return {key: str(text) for key, text in choices}


def shown(field: forms.Field, value: Any) -> str:
    """A value in words. A code that the form does not know is shown as it came."""
    if isinstance(field, forms.MultipleChoiceField):
        names = _names(field)
        return ", ".join(names.get(one, str(one)) for one in value or [])
    if isinstance(field, forms.ChoiceField):
        names = _names(field)
        return names.get(value, str(value)) if value else ""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else ""
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)
