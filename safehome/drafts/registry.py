"""Which forms keep drafts, and which record each one is about.

Drafts lie below the rooms whose forms they keep, so those rooms say so here
when they start: `draftable("session-record", about="journeys.Session")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import QuerySet

from safehome.kit.together import spell_once


@dataclass(frozen=True)
class Draftable:
    """A form, the kind of record it is about, and when that record still takes a draft."""

    about: str
    whilst: Mapping[str, object] = field(default_factory=dict)
    own: bool = False


_forms: dict[str, Draftable] = {}


def draftable(
    form: str, *, about: str = "", whilst: Mapping[str, object] | None = None, own: bool = False
) -> None:
    """Let a form keep drafts. about: the model of its record, as "journeys.Session".

    whilst: what must still hold of the record, as {"signed_at": None}. A form
    about the family itself names "families.Family". own: each writer has one of
    their own with each family, and it is about nothing that is there yet.
    """
    _forms[form] = Draftable(about, whilst or {}, own)


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


def _taking(form: str, family: object, about: object) -> QuerySet[Any]:
    kind = _forms[form]
    whose = "pk" if kind.about == "families.Family" else "family_id"
    where = {whose: family, **kind.whilst}
    found: QuerySet[Any] = apps.get_model(kind.about)._default_manager.filter(pk=about, **where)
    return found
