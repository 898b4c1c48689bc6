"""What a room above lends to the pages of this one: forms sent once, words kept as they are typed.

Drafts lie above families, because a draft is sealed with a family's key. So they say
here, when they start, how a form is kept (`safehome/drafts/apps.py`).
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from django import forms

from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.people.endpoints import Request


class Kept(Protocol):
    """One form whose words are kept as they are typed."""

    @property
    def url(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def said(self) -> str: ...

    def show(self, request: Request, form: forms.Form) -> None: ...

    def done(self) -> None: ...


class Lender(Protocol):
    """Whoever keeps forms."""

    def new_key(self) -> UUID: ...

    def was_sent(self, request: Request, there: str) -> bool: ...

    def keeping(
        self, form: str, *, family: Family, by: Actor, about: UUID | None = None
    ) -> Kept: ...


_lender: list[Lender] = []


def lend(lender: Lender) -> None:
    """Say who keeps this room's forms. Called once, when the room above starts."""
    _lender[:] = [lender]


def lent() -> Lender:
    """Whoever keeps this room's forms."""
    return _lender[0]
