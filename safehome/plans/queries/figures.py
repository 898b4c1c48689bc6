"""How plans stand, in numbers, for each team: for whoever answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Figures:
    """One team. A number is None where it is so small that it would point at somebody.

    families: those that somebody works with; agreed: with a whole plan that is
    current; for_now: with a plan for now and no whole one; overdue: with a look
    that is late; happened, answered: what did not work, and what a version answers.
    """

    team_id: UUID | None  # None for all of them together
    team: str
    reads: bool  # whether the lists behind the numbers are theirs to see
    families: int | None
    agreed: int | None
    for_now: int | None
    overdue: int | None
    happened: int | None
    answered: int | None


def plan_figures(*, today: date) -> list[Figures]:
    """The teams that the person acting answers for, and all of them where there are several."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.plan_figures(%s)", [today])
        teams = [Figures(*row) for row in cursor.fetchall()]
    return [*teams, _together(teams)] if len(teams) > 1 else teams


def _together(teams: list[Figures]) -> Figures:
    """The sums; none where a team's number is not said, or it could be worked out."""

    def total(name: str) -> int | None:
        numbers = [getattr(one, name) for one in teams]
        return None if None in numbers else sum(numbers)

    names = ("families", "agreed", "for_now", "overdue", "happened", "answered")
    reads = all(one.reads for one in teams)
    return Figures(None, "All teams", reads, *(total(name) for name in names))
