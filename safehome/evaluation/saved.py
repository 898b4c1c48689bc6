"""Reads of reports that were saved under a name, and of those that made themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from safehome.design.words import day
from safehome.evaluation import queries
from safehome.evaluation.asked import Asked, asked_by, query_of
from safehome.evaluation.models import Chosen, MadeReport, Part, SavedReport
from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.schedule import year_meant
from safehome.people.access import Actor

OF_PERSONS = ("team_id", "lead_id")  # identifiers among what was counted


@dataclass(frozen=True)
class AsMade(Asked):
    """A report as of the day on which it made itself."""

    pk: UUID | None = None
    made_on: date | None = None

    @property
    def noted(self) -> str:
        return f"{self.query or '?'}{'&' if self.query else ''}made={self.pk}"

    @property
    def moment(self) -> str:
        return f"As counted on {day(self.made_on)}." if self.made_on else ""


def saved_by(person: Actor) -> QuerySet[SavedReport]:
    """What this person has saved, by name."""
    return SavedReport.objects.filter(
        organisation_id=person.organisation_id, person_id=person.pk, removed_at=None
    ).select_related("team", "lead")


def saved_of(person: Actor, pk: UUID) -> SavedReport:
    """One of them, or 404."""
    found = saved_by(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def made_by(person: Actor) -> QuerySet[MadeReport]:
    """The reports that made themselves for this person, newest first; without what was counted."""
    return (
        MadeReport.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk,
            report__removed_at=None,
        )
        .select_related("report", "team", "lead")
        .annotate(has_figures=Q(tallies__isnull=False))
        .defer("tallies")
    )  # fmt: skip


def made_of(person: Actor, pk: UUID) -> MadeReport:
    """One of them with what was counted; 404 where there is none, or its figures are gone."""
    found = made_by(person).defer(None).filter(pk=pk, tallies__isnull=False).first()
    if found is None:
        raise Http404
    return found


def in_words(one: Chosen) -> str:
    """What a report is on.

    >>> in_words(MadeReport(part="this-year", year=2026)), in_words(SavedReport(part="last-year"))
    ('Journeys begun in 2026', 'Journeys begun last year, whichever it then is')
    """
    if one.part == Part.TEAM:
        return f"Team {one.team.name}"
    if one.part == Part.LEAD:
        return f"Journeys that {one.lead.name} leads"
    if one.year is not None:
        return f"Journeys begun in {one.year}"
    return Part(one.part).label


def query_for(one: Chosen, *, on: date) -> str:
    """The end of an address that asks for it, as its span is meant on a day."""
    scope = Scope(
        team=one.team.name if one.part == Part.TEAM else None,
        lead=str(one.lead_id) if one.part == Part.LEAD else None,
        year=one.year or year_meant(one.part, on),
    )
    return query_of(scope, one.later)


def opened_now(person: Actor, one: SavedReport) -> Asked | None:
    """The report of now that was saved; None where there is nothing of it, or it is not theirs.

    Raises TooLong.
    """
    query = query_for(one, on=timezone.localdate())
    asked = asked_by(person, QueryDict(query.removeprefix("?")))
    return asked if asked.query == query else None


def opened_as_made(person: Actor, made: MadeReport) -> AsMade | None:
    """The report of its day. Whose reports somebody reads is asked of now: roles change."""
    counts = counts_of(made.tallies or {}, queries.team_names(person), later=made.later)
    query = query_for(made, on=made.due_on)
    live = asked_by(person, QueryDict(query.removeprefix("?")), counts=counts)
    asked = AsMade(
        live.later, live.counts, live.scope, live.names, pk=made.pk,
        made_on=timezone.localdate(made.made_at),
    )  # fmt: skip
    # What is not there is never another part instead: not all of it, nor one's own.
    return asked if asked.query == query else None


def counts_of(
    kept: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[UUID, str], *, later: str
) -> Counts:
    """The counts of a day, from what the database kept of them."""

    def rows(name: str) -> list[tuple[Any, ...]]:
        columns = queries.COUNTED[name]
        return [
            tuple(_value(column, one[column]) for column in columns) for one in kept.get(name, ())
        ]

    return queries.counts_from(rows, names, later=later)


def _value(column: str, held: Any) -> Any:
    return UUID(held) if column in OF_PERSONS and held else held
