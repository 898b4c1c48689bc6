"""Which forms keep drafts, and which record each one is about.

Drafts lie below the rooms whose forms they keep, so those rooms say so here
when they start: `draftable("session-record", about="journeys.Session")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.apps import apps


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
    model = apps.get_model(kind.about)
    whose = "pk" if kind.about == "families.Family" else "family_id"
    where = {whose: family, **kind.whilst}
    return bool(model._default_manager.filter(pk=about, **where).exists())
