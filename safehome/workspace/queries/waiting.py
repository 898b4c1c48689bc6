"""The waiting list: families that nobody works with and whose journey has not begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from safehome.families.models import Assignment, Family
from safehome.families.together import folded_away
from safehome.journeys.models import Journey
from safehome.people.access import Actor
from safehome.referrals.models import CheckIn, Interim, Level, Priority, Referral
from safehome.referrals.waits import LONG, Age, Due, age_of, check_in_due
from safehome.vault.keyring import open_families

FILTERS = {
    "long": f"Waits {LONG} weeks or more", "late": "Check-in late", "no-plan": "No plan for now",
    "first": "First or sooner",
}  # fmt: skip
SORTS = {"turn": "By turn", "age": "By how long they wait", "due": "By next check-in"}
TURN = {Level.FIRST: 0, Level.SOONER: 1, Level.IN_TURN: 2}
COLOURS = {Level.FIRST: "red", Level.SOONER: "yellow", Level.IN_TURN: "grey"}


@dataclass(frozen=True)
class Asked:
    """What somebody asked to see of the list."""

    filters: frozenset[str] = frozenset()
    sort: str = "turn"

    @classmethod
    def of(cls, query: Any) -> Asked:
        return cls(
            frozenset(query.getlist("show")) & FILTERS.keys(),
            query.get("sort") if query.get("sort") in SORTS else "turn",
        )


@dataclass(frozen=True)
class Waits:
    """One waiting family."""

    pk: UUID
    name: str
    reference: str
    team: str
    age: Age
    level: str
    level_colour: str
    because: str
    last: date | None
    due: Due
    interim: str
    has_plan: bool
    order: tuple[int, int, int]  # turn, days waited, days to the next check-in


def waiting(person: Actor) -> QuerySet[Family]:
    """The families that wait, of those that this person sees; with the newest check-in's facts."""
    ours = {"organisation_id": OuterRef("organisation_id"), "family_id": OuterRef("pk")}
    newest = CheckIn.objects.filter(**ours).order_by("-happened_on", "-written_at")
    turn = Priority.objects.filter(**ours).order_by("-set_at", "-id")
    begun = Referral.objects.filter(
        organisation_id=OuterRef("organisation_id"), became_id=OuterRef("pk")
    )
    return (
        Family.objects.filter(
            ~Exists(Assignment.objects.filter(**ours, ended_at=None)),
            ~Exists(Journey.objects.filter(**ours)),
            ~folded_away(),
            organisation_id=person.organisation_id,
        )
        .annotate(
            next_on=Subquery(newest.values("next_on")[:1]),
            last_on=Subquery(newest.values("happened_on")[:1]),
            interim=Subquery(newest.values("interim_plan")[:1]),
            level=Subquery(turn.values("level")[:1]),
            turn_pk=Subquery(turn.values("pk")[:1]),
            referred_at=Subquery(
                begun.values("became_id").annotate(first=Min("handed_in_at")).values("first")[:1]
            ),
        )
        .select_related("team")
        .order_by("opened_at")
    )  # fmt: skip


def waiting_list(person: Actor, asked: Asked) -> list[Waits]:
    """The list as it was asked for. Three statements."""
    families: list[Any] = list(waiting(person))
    if not families:
        return []
    open_families([one.pk for one in families], purpose="waiting list")
    turns = Priority.objects.in_bulk([one.turn_pk for one in families if one.turn_pk])
    rows = [_waits(one, turns.get(one.turn_pk)) for one in families]
    rows = [row for row in rows if all(_fits(row, name) for name in asked.filters)]
    place = {"turn": (0, 1), "age": (1, 0), "due": (2, 0)}[asked.sort]
    return sorted(rows, key=lambda row: tuple(row.order[at] for at in place))


def how_it_waits(person: Actor, family: UUID) -> Waits | None:
    """How one family waits; None once somebody works with it. It must be open."""
    found: Any = waiting(person).filter(pk=family).first()
    if found is None:
        return None
    return _waits(found, Priority.objects.filter(pk=found.turn_pk).first())


def _waits(family: Any, turn: Priority | None) -> Waits:
    today = timezone.localdate()
    since = timezone.localdate(family.referred_at or family.opened_at)
    age, due = age_of(since, today=today), check_in_due(family.next_on, today=today)
    level = Level(family.level) if family.level else Level.IN_TURN
    interim = Interim(family.interim) if family.interim else Interim.NONE
    ahead = (family.next_on - today).days if family.next_on else -9999
    return Waits(
        family.pk, family.name, family.reference, family.team.name, age, level.label,
        COLOURS[level], turn.because if turn else "",
        family.last_on, due, interim.label,
        interim != Interim.NONE, (TURN[level], -age.days, ahead),
    )  # fmt: skip


def _fits(row: Waits, name: str) -> bool:
    return {
        "long": row.age.colour == "red", "late": row.due.late, "no-plan": not row.has_plan,
        "first": row.order[0] < TURN[Level.IN_TURN],
    }[name]  # fmt: skip
