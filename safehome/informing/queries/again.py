"""A letter that was called back, to be taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from safehome.informing.models import Letter
from safehome.informing.queries.letters import Addressee
from safehome.people.access import Actor


def called_back(person: Actor, to: Addressee, pk: str) -> Letter | None:
    """A letter to this addressee that was called back, to take up again; None if there is none."""
    try:
        wanted = UUID(pk)
    except ValueError:
        return None
    return Letter.objects.filter(
        pk=wanted, organisation_id=person.organisation_id, family=to.family, member=to.member,
        professional=to.professional, recalled_at__isnull=False,
    ).first()  # fmt: skip


def words_of(letter: Letter, *, ways: Sequence[str]) -> dict[str, str]:
    """What a letter said and how it was to go, to begin from; by a way that is open now."""
    words = {name: getattr(letter, name) for name in (
        "title", "body", "matter", "basis", "language", "format")}  # fmt: skip
    if letter.channel in ways:
        words["channel"] = letter.channel
    return words
