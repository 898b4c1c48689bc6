"""Reads of frozen sets: by the staff who answer for them, and by an evaluator.

An evaluator's context shows them no row of any table, so theirs come from the database's own
function, which gives the sets of the organisation that they evaluate and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from safehome.evaluation.models import FrozenSet, RowsOf
from safehome.evaluation.rules.counts import Counts
from safehome.evaluation.rules.frozen import NotAsFrozen, thaw
from safehome.evaluation.rules.report import Asked
from safehome.evaluation.rules.rows import HEADS
from safehome.people.access import Actor
from safehome.people.models import Role


@dataclass(frozen=True)
class Held:
    """A frozen set. files: of each of its files with rows, its name, how many, and its SHA-256."""

    pk: UUID
    name: str
    method: str
    digest: str
    tallies: bytes | None
    files: tuple[tuple[str, int, str], ...]
    made_at: datetime
    made_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def rows(self) -> int:
        return sum(n for _, n, _ in self.files)

    def thawed(self) -> tuple[dict[str, Counts], list[Asked], str]:
        """Counts by later point, what was asked, and the digest. Raises NotAsFrozen."""
        found = thaw(self.tallies or b"")
        if found[2] != self.digest:
            raise NotAsFrozen("This set was changed since it was frozen.")
        return found


def sets_of(person: Actor, *, only: UUID | None = None) -> list[Held]:
    """The sets that somebody may look at, newest first; an evaluator sees none withdrawn.

    only: this one alone, and then with its tallies.
    """
    if person.has(Role.EVALUATOR):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ctx.sets_to_evaluate(%s)", [only])
            return [_evaluated(row) for row in cursor.fetchall()]
    found = FrozenSet.objects.filter(organisation_id=person.organisation_id)
    found = found.filter(pk=only) if only else found.defer("tallies")
    return [
        Held(
            one.pk, one.name, one.method, one.digest,
            bytes(one.tallies) if only and one.tallies is not None else None,
            _files(one.carers, one.carers_digest, one.answers, one.answers_digest),
            one.made_at, one.made_by.name, one.withdrawn_at,
        )
        for one in found.select_related("made_by")
    ]  # fmt: skip


def set_of(person: Actor, pk: UUID) -> Held:
    """One of them; 404 where there is none that this person may look at, or it was withdrawn."""
    for one in sets_of(person, only=pk):
        if one.withdrawn_at is None:
            return one
    raise Http404


def pieces_of(held: Held, file: str) -> Iterator[bytes]:
    """A file of rows, piece by piece: its head, then a thousand lines at a time."""
    yield f"{HEADS[file]}\n".encode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.rows_of_set(%s, %s)", [held.pk, file])
        while found := cursor.fetchmany(20):
            yield from (content.encode() for (content,) in found)


def _evaluated(row: tuple[object, ...]) -> Held:
    pk, name, method, digest, tallies, carers, of_carers, answers, of_answers, made_at = row
    assert isinstance(pk, UUID)
    assert isinstance(made_at, datetime)
    files = _files(int(str(carers)), str(of_carers), int(str(answers)), str(of_answers))
    kept = bytes(tallies) if isinstance(tallies, bytes | memoryview) else None
    return Held(pk, str(name), str(method), str(digest), kept, files, made_at)


def _files(
    carers: int, of_carers: str, answers: int, of_answers: str
) -> tuple[tuple[str, int, str], ...]:
    both = ((RowsOf.CARERS.value, carers, of_carers), (RowsOf.ANSWERS.value, answers, of_answers))
    return tuple(one for one in both if one[2])
