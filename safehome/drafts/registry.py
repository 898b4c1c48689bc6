"""Which forms keep drafts, and which record each one is about.

Drafts lie below the rooms whose forms they keep, so those rooms say so here
when they start: `draftable("session-record", about="journeys.Session")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import Exists, QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from safehome.kit.together import spell_once
from safehome.people.access import Actor


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
    place: str = ""

    @property
    def is_word(self) -> bool:
        """Whether its places are words of an address, or it has none."""
        return self.place.startswith("?") or not self.place


_forms: dict[str, Draftable] = {}
_private: dict[str, Callable[[Actor, UUID], object]] = {}


def draftable(
    form: str, *, about: str = "", whilst: Mapping[str, object] | None = None, own: bool = False,
    called: str = "something begun", at: str = "", adds: str = "",
    says: Callable[[UUID], Callable[[str], str]] | None = None, never: tuple[str, ...] = (),
    place: str = "",
) -> None:  # fmt: skip
    """Let a form keep drafts. about: the model of its record, as "journeys.Session".

    whilst: what must still hold of the record, as {"signed_at": None}. A form
    about the family itself names "families.Family". own: each writer has one of
    their own with each family, and it is about nothing that is there yet.
    called: what it is to its writer. at: the name of the form's address, by the
    record, or by the family where each has their own. adds: where words that came too
    late are added to the record. says: the words on each box, for a record. never:
    how the names of boxes begin that are no draft, such as a signature. place: where a
    record has this form several times, what tells them apart: a model of the family, or
    a word of the address, as "?section"; each place keeps its own draft (`form_at`).
    """
    _forms[form] = Draftable(about, whilst or {}, own, called, at, adds, says, never, place)


def private_draftable(form: str, *, opens: Callable[[Actor, UUID], object]) -> None:
    """Let a form keep a private draft (`safehome/drafts/private.py`).

    opens: opens the form's record for whoever may fill it in; else raises 404 or a refusal.
    """
    _private[form] = opens


def is_private(form: str) -> bool:
    return form in _private


def open_record(form: str, record: UUID, by: Actor) -> None:
    """Open the record of a form with a private draft; 404 for a form that nobody knows."""
    if form not in _private:
        raise Http404
    _private[form](by, record)


def form_at(form: str, place: UUID | str) -> str:
    """The name under which a form keeps its draft at one of its places, such as a section.

    >>> form_at("plan-section", "SP4")
    'plan-section_SP4'
    """
    return f"{form}_{place.hex if isinstance(place, UUID) else place}"


def _known(form: str) -> tuple[Draftable, UUID | None] | None:
    """A form and the record that is its place, if any. None for what nobody keeps."""
    name, cut, place = form.partition("_")
    kind = _forms.get(name)
    if kind is None or bool(cut) != bool(kind.place):
        return None
    if not cut:
        return kind, None
    if kind.is_word:
        return (kind, None) if re.fullmatch(r"[A-Za-z0-9-]{1,12}", place) else None
    return (kind, UUID(hex=place)) if re.fullmatch(r"[0-9a-f]{32}", place) else None


def form_of(form: str) -> Draftable:
    """What is known of a form by its name; a form that is no more is something begun."""
    return _forms.get(form.partition("_")[0], Draftable(""))


def address_of_form(form: str, *, family: UUID, about: UUID) -> str:
    """Where the form is filled in; "" when it has no address of its own."""
    known = _known(form)
    if known is None or not known[0].at:
        return ""
    kind, place = known
    try:
        there = reverse(kind.at, args=[family if kind.own else about, *([place] if place else [])])
    except NoReverseMatch:
        return ""
    return f"{there}{kind.place}={form.partition('_')[2]}" if kind.place.startswith("?") else there


def own_draft(family: UUID, person: UUID) -> UUID:
    """What somebody's own draft with a family is about: the two of them."""
    return uuid5(family, str(person))


def takes_a_draft(form: str, *, family: UUID, about: UUID, by: UUID) -> bool:
    """Whether this form, family and record belong together and can be seen."""
    known = _known(form)
    if known is None:
        return False
    kind, place = known
    if kind.own:
        return about == own_draft(family, by)
    return bool(_taking(kind, family, about, place).exists())


def took_a_draft(form: str, *, family: UUID, about: UUID) -> bool:
    """Whether this record takes none any more, although it is there and can be seen."""
    known = _known(form)
    if known is None or known[0].own or not known[0].whilst:
        return False
    kind, place = known
    return bool(_taking(kind, family, about, place, whilst={}).exists())


def takes_a_draft_sql(form: str) -> tuple[str, list[Any], UUID | None] | None:
    """The same as a condition, to be filled with the facts `family`, `about` and `place`.

    The place comes last. None for a form that is not known, and for one of which each
    writer has their own.
    """
    known = _known(form)
    if known is None or known[0].own:
        return None
    return (*_spelt(form.partition("_")[0]), known[1])


@lru_cache(maxsize=100)
def _spelt(name: str) -> tuple[str, list[Any]]:
    kind, none = _forms[name], UUID(int=0)
    return spell_once(
        lambda facts: _taking(kind, facts["family"], facts["about"], facts["place"]).values("pk"),
        {"family": none, "about": none, "place": none},
    )


def _taking(
    kind: Draftable, family: object, about: object, place: object,
    whilst: Mapping[str, object] | None = None,
) -> QuerySet[Any]:  # fmt: skip
    whose = "pk" if kind.about == "families.Family" else "family_id"
    where = {whose: family, **(kind.whilst if whilst is None else whilst)}
    # Also what does not stand any more: words on it are kept, and its writer is told.
    found: QuerySet[Any] = apps.get_model(kind.about)._base_manager.filter(pk=about, **where)
    if kind.is_word:
        return found
    # Somebody whom the writer may not know of is no place for them either.
    there = apps.get_model(kind.place)._default_manager.filter(pk=place, family_id=family)
    return found.filter(Exists(there))
