"""Which forms keep drafts, and which record each one is about.

Drafts lie below the rooms whose forms they keep, so those rooms say so here
when they start: `draftable("session-record", about="journeys.Session")`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from safehome.kit.together import spell_once


@dataclass(frozen=True)
class Draftable:
    """A form, the kind of record it is about, and when that record still takes a draft."""

    about: str
    whilst: Mapping[str, object] = field(default_factory=dict)
    own: bool = False
    called: str = "something begun"
    at: str = ""
    adds: str = ""
    says: Callable[[UUID], Callable[[str], str]] | None = None
    never: tuple[str, ...] = ()


_forms: dict[str, Draftable] = {}


def draftable(
    form: str, *, about: str = "", whilst: Mapping[str, object] | None = None, own: bool = False,
    called: str = "something begun", at: str = "", adds: str = "",
    says: Callable[[UUID], Callable[[str], str]] | None = None, never: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Let a form keep drafts. about: the model of its record, as "journeys.Session".

    whilst: what must still hold of the record, as {"signed_at": None}. A form
    about the family itself names "families.Family". own: each writer has one of
    their own with each family, and it is about nothing that is there yet.
    called: what it is to its writer. at: the name of the form's address, by the
    record, or by the family where each has their own. adds: where words that came too
    late are added to the record. says: the words on each box, for a record. never:
    how the names of boxes begin that are no draft, such as a signature.
    """
    _forms[form] = Draftable(about, whilst or {}, own, called, at, adds, says, never)


def form_of(form: str) -> Draftable:
    """What is known of a form by its name; a form that is no more is something begun."""
    return _forms.get(form, Draftable(""))


def address_of_form(form: str, *, family: UUID, about: UUID) -> str:
    """Where the form is filled in; "" when it has no address of its own."""
    kind = form_of(form)
    try:
        return reverse(kind.at, args=[family if kind.own else about]) if kind.at else ""
    except NoReverseMatch:
        return ""


def own_draft(family: UUID, person: UUID) -> UUID:
    """What somebody's own draft with a family is about: the two of them."""
    return uuid5(family, str(person))


def takes_a_draft(form: str, *, family: UUID, about: UUID, by: UUID) -> bool:
    """Whether this form, family and record belong together and can be seen."""
    kind = _forms.get(form)
    if kind is None:
        return False
    if kind.own:
        return about == own_draft(family, by)
    return bool(_taking(form, family, about).exists())


def took_a_draft(form: str, *, family: UUID, about: UUID) -> bool:
    """Whether this record takes none any more, although it is there and can be seen."""
    kind = _forms.get(form)
    if kind is None or kind.own or not kind.whilst:
        return False
    return bool(_taking(form, family, about, whilst={}).exists())


@lru_cache(maxsize=100)
def takes_a_draft_sql(form: str) -> tuple[str, list[Any]] | None:
    """The same as a condition, to be filled with the facts `family` and `about`.

    None for a form that is not known, and for one of which each writer has their own.
    """
    if form not in _forms or _forms[form].own:
        return None
    return spell_once(
        lambda facts: _taking(form, facts["family"], facts["about"]).values("pk"),
        {"family": UUID(int=0), "about": UUID(int=0)},
    )


def _taking(
    form: str, family: object, about: object, whilst: Mapping[str, object] | None = None
) -> QuerySet[Any]:
    kind = _forms[form]
    whose = "pk" if kind.about == "families.Family" else "family_id"
    where = {whose: family, **(kind.whilst if whilst is None else whilst)}
    found: QuerySet[Any] = apps.get_model(kind.about)._default_manager.filter(pk=about, **where)
    return found
