"""The lines of a list: named, and each leading to what it is about. No score and no ranking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from safehome.design.words import short_day
from safehome.evaluation.listing.places import CAME, JOURNEYS, REFERRALS, TITLES, WAITED, Sought
from safehome.evaluation.listing.statements import statement_for
from safehome.evaluation.rules.indicators import GROUNDS
from safehome.evaluation.rules.whole import LATER
from safehome.evaluation.rules.words import rule_of
from safehome.families.models import Family, FamilyMember
from safehome.families.models.members import called
from safehome.people.access import Actor
from safehome.vault.fields import open_apart
from safehome.vault.keyring import open_families

ON_A_PAGE = 200
# By the sign of a change; 0 also where it is too small to be called one.
SINCE = {
    1: "Higher than at the start",
    0: "About the same as at the start",
    -1: "Lower than at the start",
}
AGAIN = {"end": "At the end", "mid": "Half-way"}
NEVER = "–"


@dataclass(frozen=True)
class Behind:
    """What stands behind a figure: a line leads to its family, its referral or its picture."""

    title: str
    about: str  # of what it is, where the title alone does not say
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # where a line leads, and its cells
    of: tuple[str, str]  # what a line is, one and several
    whole: int  # lines, on all pages
    # Of attendance, where one line stands for several: how many times in all.
    times: int | None = None
    page: int = 1

    @property
    def more(self) -> bool:
        return self.page * ON_A_PAGE < self.whole


def behind(person: Actor, sought: Sought) -> Behind:
    """What is behind a figure, newest first, a page of it. One statement, and the families' keys.

    Each family that is named leaves an event.
    """
    rows = rows_behind(person, sought)
    if not rows and sought.page > 1:  # there are fewer by now
        sought = replace(sought, page=1)
        rows = rows_behind(person, sought)
    _open(row[0] for row in rows if row[0])
    whole = rows[0][-1] if rows else 0
    title, about, page = TITLES[sought.place], _about(sought), sought.page
    if sought.place in REFERRALS:
        heads: tuple[str, ...] = ("Referral", "Family", "Came on")
        of = ("referral", "referrals")
        return Behind(title, about, heads, _referrals(rows), of, whole, page=page)
    if sought.place in JOURNEYS or sought.place in CAME:
        counted = sought.place in CAME
        heads = ("Family", "Reference", "Team", "Begun on", *(["How often"] if counted else []))
        times = (int(rows[0][-2]) if rows else 0) if counted else None
        of = ("journey", "journeys")
        return Behind(title, about, heads, _journeys(rows, counted), of, whole, times, page)
    heads = _heads(sought)
    carers = ("carer", "carers")
    return Behind(title, about, heads, _carers(rows, len(heads)), carers, whole, page=page)


def rows_behind(person: Actor, sought: Sought) -> Sequence[tuple[Any, ...]]:
    """A page of the rows behind a figure, as the reader may see them; names still sealed.

    The last of each row is how many rows there are on all pages.
    """
    statement, given = statement_for(sought)
    with connection.cursor() as cursor:
        cursor.execute(statement, given | {
            "organisation": person.organisation_id, "team": sought.scope.team,
            "year": sought.scope.year, "lead": sought.scope.lead,
            "limit": ON_A_PAGE, "skip": (sought.page - 1) * ON_A_PAGE,
        })  # fmt: skip
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _open(families: Iterable[UUID]) -> None:
    named = list(families)
    if named:
        open_families(named, purpose="outcomes")


def _about(sought: Sought) -> str:
    told = []
    if sought.of is not None:
        told.append(f"“{sought.of.title}”: {dict(sought.of.parts)[sought.part]}.")
        if sought.place not in WAITED:
            told.append(f"The start, compared with {LATER[sought.later]}. {rule_of(sought.of)}")
            if not sought.of.higher_is_better:
                told.append("A lower answer is the better one.")
    if sought.ground:
        ground = GROUNDS[sought.ground]
        told.append(f"{ground.title}: {ground.bands[sought.band]}.")
    return " ".join(told)


def _journeys(
    rows: Sequence[tuple[Any, ...]], counted: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for family, reference, name, team, began, n, *_ in rows:
        cells = [_name(family, name, reference), reference, team, short_day(began)]
        href = reverse("workspace:family", args=[family])
        found.append((href, tuple([*cells, str(n)] if counted else cells)))
    return tuple(found)


def _referrals(rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for family, family_reference, name, pk, reference, at, _ in rows:
        whose = _name(family, name, family_reference) if family else NEVER
        href = reverse("referrals:referral", args=[pk])
        found.append((href, (reference, whose, short_day(at))))
    return tuple(found)


def _heads(sought: Sought) -> tuple[str, ...]:
    """The two days and which way it went, where a figure is about them."""
    heads = ("Carer", "Family", "Reference", "Team")
    if sought.place in WAITED:
        return (*heads, "While waiting", "At the start")
    if sought.place == "not-again":
        return (*heads, "At the start")
    return (*heads, "At the start", AGAIN[sought.later], "Since then")


def _carers(
    rows: Sequence[tuple[Any, ...]], width: int
) -> tuple[tuple[str, tuple[str, ...]], ...]:  # fmt: skip
    """A line for each carer, which leads to their picture; before a journey, to what they said."""
    found = []
    for (
        family,
        reference,
        sealed,
        team,
        carer,
        name,
        known_as,
        journey,
        first,
        again,
        way,
        _,
    ) in rows:
        opened = [
            open_apart(FamilyMember, column, one, pk=carer, family=family)
            for column, one in (("name", name), ("known_as", known_as))
        ]
        whose = (called(*opened), _name(family, sealed, reference), reference, team)
        cells = (*whose, short_day(first), _day(again), SINCE.get(way, NEVER))[:width]
        href = (
            reverse("measures:together", args=[journey, carer]) if journey
            else reverse("measures:while-waiting", args=[family])
        )  # fmt: skip
        found.append((href, cells))
    return tuple(found)


def _day(on: date | None) -> str:
    return short_day(on) if on else NEVER


def _name(family: UUID, sealed: bytes, reference: str) -> str:
    return open_apart(Family, "name", sealed, pk=family, family=family) or reference
