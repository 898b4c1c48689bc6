"""Questions that are to be asked now: a line for each carer, the late ones first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from safehome.design.words import counted, listed
from safehome.families.models import Assignment
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.queries.asking import due_of, held_of
from safehome.kit.together import Facts
from safehome.measures.models import Answers, CheckInAsked, ForSupervision
from safehome.measures.policies import ENTERS
from safehome.measures.rules import number_in, when_in_words
from safehome.people.access import Actor
from safehome.programme.queries import pack_of


def carers_to_ask(person: Actor, facts: Facts) -> QuerySet[JourneyCarer]:
    """Carers of my families on a journey, or after one that is not long over.

    Each with `held`, the sessions whose day has come, and `answered`. facts: `long_ago`,
    before which a journey that ended asks nothing more.
    """
    if not person.has(*ENTERS):
        return JourneyCarer.objects.none()
    org = person.organisation_id
    mine = Assignment.objects.filter(
        organisation_id=org, family_id=OuterRef("family_id"), person_id=person.pk, ended_at=None
    )
    held = Session.objects.filter(
        Q(signed_at__isnull=False) | Q(planned_for__lte=facts["now"]),
        organisation_id=org, journey_id=OuterRef("journey_id"),
    ).order_by("number").values(
        row=JSONObject(number="number", pack="pack_session", held="held_on",
                       planned="planned_for__date")
    )  # fmt: skip
    answered = Answers.objects.filter(
        organisation_id=org, journey_id=OuterRef("journey_id"), carer_id=OuterRef("carer_id")
    ).order_by().values(row=JSONObject(name="questionnaire", point="point"))  # fmt: skip
    kept = ForSupervision.objects.filter(
        organisation_id=org, journey_id=OuterRef("journey_id"), carer_id=OuterRef("carer_id")
    ).order_by().values(row=JSONObject(name="questionnaire", point="point"))  # fmt: skip
    return (
        JourneyCarer.objects.filter(
            Exists(mine), Q(journey__ended_at=None) | Q(journey__ended_at__gte=facts["long_ago"]),
            organisation_id=org,
        )
        .annotate(
            held=ArraySubquery(held), answered=ArraySubquery(answered), kept=ArraySubquery(kept)
        )
        .select_related("carer", "journey__family", "journey__pack_version")
        .defer("journey__pack_version__files", "journey__what_next")
        .order_by("joined_on", "id")
    )  # fmt: skip


def told_of_asking(found: list[JourneyCarer]) -> list[tuple[str, str, date, bool]]:
    """A sentence, where it leads, since when, and whether it is late."""
    latest = {(one.journey_id, one.carer_id): one for one in found}  # once, if they came back
    lines = [line for part in latest.values() for line in _of_carer(part)]
    return sorted(lines, key=lambda line: (not line[3], line[2]))


def _of_carer(part: JourneyCarer) -> Iterator[tuple[str, str, date, bool]]:
    journey, pack = part.journey, pack_of(part.journey.pack_version)
    rows: list[Mapping[str, Any]] = part.held  # type: ignore[attr-defined]
    given: list[Mapping[str, str]] = part.answered + part.kept  # type: ignore[attr-defined]
    held = [
        held_of(
            pack,
            row["number"],
            row["pack"],
            date.fromisoformat(row["held"] or row["planned"]),
            written=row["held"] is not None,
        )
        for row in rows
        if row["held"] or journey.ended_at is None
    ]
    due = due_of(part, journey, held, [(one["name"], one["point"]) for one in given], pack)
    now = [one for one in due if one.is_open and number_in(one.point) is None]
    if now:
        points = list(dict.fromkeys(one.title.lower() for one in now))
        words = (
            f"{journey.family.name}: {part.carer.called}, {listed(points)},"
            f" {counted(len(now), 'set')} of questions"
        )
        since = min(one.since or timezone.localdate() for one in now)
        late = any(one.state == "late" for one in now)
        yield words, reverse("measures:ask", args=[journey.pk]), since, late


def told_of_check_ins(found: list[CheckInAsked]) -> Iterator[tuple[str, str, date, bool]]:
    """Low answers that ask a person to check in: a sentence, where it leads, since when, late."""
    today = timezone.localdate()
    for one in found:
        asked_on = timezone.localdate(one.asked_at)
        words = (
            f"{one.family.name}: check in with {one.carer.called}"
            f" {when_in_words(asked_on, today=today)}"
        )
        yield words, reverse("checking:check-in", args=[one.pk]), asked_on, asked_on < today
