"""One part of an entry, as it is written: the words, whom they are about, whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from safehome.families.models import FamilyMember


@dataclass(frozen=True)
class Part:
    """belongs_to: the child whose own it is. staff_only: never on a carer's side."""

    text: str
    about: tuple[FamilyMember, ...]
    belongs_to: FamilyMember | None = None
    staff_only: bool = False
