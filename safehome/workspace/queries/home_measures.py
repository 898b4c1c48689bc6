"""Questions to ask now, answers that came by a link, and feedback that waits for supervision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from safehome.design.words import counted, listed
from safehome.families.queries import assigned_to
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.queries.asking import open_of
from safehome.kit.addresses import address_of
from safehome.kit.together import Facts
from safehome.measures.models import (
    Answers,
    CheckInAsked,
    ForSupervision,
    InstrumentAsked,
    PrivateLink,
)
from safehome.measures.policies import ENTERS, SUPERVISES
from safehome.measures.queries.licences import chosen_to_ask, further_of
from safehome.measures.rules import Due, Held, when_in_words
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.programme.instruments import known_as
from safehome.programme.queries import pack_of
from safehome.workspace.asking.by_link import may_go_by_link, where_asked

SHOWN = 30
OF_POINTS = ~Q(point__startswith="session-")  # what a session asks for itself is not chased
NAMES = ("family__name", "carer__name", "carer__known_as", "carer__family_id")  # for a sentence


def carers_to_ask(person: Actor, facts: Facts) -> QuerySet[JourneyCarer]:
    """Carers of my families on a journey, or after one that is not long over.

    Each with `held`, the sessions whose day has come, and what was `answered` at points
    of the schedule, `kept` for supervision or has `come` by a private link. Of who has left
    nothing is asked. facts: `long_ago`, before which a journey that ended asks nothing more.
    """
    if not person.has(*ENTERS):
        return JourneyCarer.objects.none()
    org = person.organisation_id
    held = Session.objects.filter(
        Q(signed_at__isnull=False) | Q(planned_for__lte=facts["now"]),
        organisation_id=org, journey_id=OuterRef("journey_id"),
    ).order_by("number").values(
        row=JSONObject(pack="pack_session", held="held_on", planned="planned_for__date")
    )  # fmt: skip
    answered = Answers.objects.filter(
        OF_POINTS, organisation_id=org, journey_id=OuterRef("journey_id"),
        carer_id=OuterRef("carer_id"),
    ).order_by().values(row=JSONObject(name="questionnaire", point="point"))  # fmt: skip
    kept = ForSupervision.objects.filter(
        OF_POINTS, organisation_id=org, journey_id=OuterRef("journey_id"),
        carer_id=OuterRef("carer_id"),
    ).order_by().values(row=JSONObject(name="questionnaire", point="point"))  # fmt: skip
    come = PrivateLink.objects.filter(
        OF_POINTS, organisation_id=org, journey_id=OuterRef("journey_id"),
        carer_id=OuterRef("carer_id"), sent_at__isnull=False, taken_in_at=None,
    ).order_by().values(row=JSONObject(names="to_answer", point="point"))  # fmt: skip
    return (
        JourneyCarer.objects.filter(
            assigned_to(person),
            Q(journey__ended_at=None) | Q(journey__ended_at__gte=facts["long_ago"]),
            Q(left_on=None) | Q(left_on__gt=facts["today"]),
            organisation_id=org,
        )
        .annotate(
            held=ArraySubquery(held), answered=ArraySubquery(answered), kept=ArraySubquery(kept),
            come=ArraySubquery(come),
        )
        .select_related("carer", "family", "journey__pack_version")
        .only(
            "joined_on", "left_on", "journey__ended_at", "journey__ending",
            "journey__pack_version__fingerprint", *NAMES,
        )
        .order_by("joined_on", "id")
    )  # fmt: skip


def links_to_take_in(person: Actor, _: Facts) -> QuerySet[PrivateLink]:
    """Answers that came by a private link, the oldest first: mine; a supervisor's teams'."""
    if not person.has(*ENTERS):
        return PrivateLink.objects.none()
    wanted = Q(assigned_to(person))
    if person.has(Role.SUPERVISOR) and not person.has(Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER):
        wanted = Q()  # row security shows a supervisor the teams they lead, and no more
    return (
        PrivateLink.objects.filter(
            wanted, organisation_id=person.organisation_id, sent_at__isnull=False,
            taken_in_at=None,
        )
        .select_related("family", "carer")
        .only("family_id", "carer_id", "journey_id", "sent_at", *NAMES)
        .order_by("sent_at")[:SHOWN]
    )  # fmt: skip


def feedback_to_open(person: Actor, _: Facts) -> QuerySet[ForSupervision]:
    """Feedback kept for supervision and not talked about yet, the oldest first.

    For supervisors and safeguarding leads, and never for whoever it is about. Row
    security draws the line.
    """
    if not person.has(*SUPERVISES):
        return ForSupervision.objects.none()
    return (
        ForSupervision.objects.filter(
            ~Q(about_id=person.pk), organisation_id=person.organisation_id, opened_at=None
        )
        .select_related("family", "carer")
        .only("family_id", "carer_id", "kept_at", *NAMES)
        .order_by("kept_at")[:SHOWN]
    )


def asked_besides(person: Actor, facts: Facts) -> QuerySet[InstrumentAsked]:
    """What the organisation chose to ask besides the pack, for who asks."""
    if not person.has(*ENTERS):
        return InstrumentAsked.objects.none()
    return chosen_to_ask(person.organisation_id, on=facts["today"])


# Read together with the other lists of the page.
OF_ANSWERS = {
    "to_ask": carers_to_ask,
    "asked_besides": asked_besides,
    "to_take_in": links_to_take_in,
    "feedback": feedback_to_open,
}


def told_of_links(found: list[PrivateLink]) -> Iterator[tuple[str, str, datetime]]:
    """Answers to take in: a sentence, where it leads, and since when."""
    for one in found:
        words = f"{one.family.name}: answers of {one.carer.called} have come by a link"
        assert one.sent_at is not None
        yield words, where_asked(one), one.sent_at


def told_of_feedback(found: list[ForSupervision]) -> Iterator[tuple[str, str, datetime]]:
    """Feedback to talk about: a sentence, where it leads, and since when."""
    for one in found:
        words = f"{one.family.name}: feedback of {one.carer.called} waits for supervision"
        yield words, address_of("measures:feedback", one.pk), one.kept_at


@dataclass(frozen=True)
class AskNow:
    """A carer who can be asked something now. No name is opened for it yet."""

    part: JourneyCarer
    due: tuple[Due, ...]

    @property
    def is_late(self) -> bool:
        return any(one.state == "late" for one in self.due)

    @property
    def since(self) -> date:
        return min(one.since or timezone.localdate() for one in self.due)


def to_ask_now(found: list[JourneyCarer], chosen: list[InstrumentAsked]) -> list[AskNow]:
    """Who can be asked something now, the late ones first. Needs no family to be open."""
    latest = {(one.journey_id, one.carer_id): one for one in found}  # once, if they came back
    further, today = further_of(chosen), timezone.localdate()
    rows = [
        AskNow(part, tuple(due))
        for part in latest.values()
        if (due := open_of(part, part.journey, _held(part), _answered(part), today=today,
                           further=further))
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (not one.is_late, one.since))


def _held(part: JourneyCarer) -> list[Held]:
    rows: list[Mapping[str, Any]] = part.held  # type: ignore[attr-defined]
    goes_on = part.journey.ended_at is None
    return [
        # A place in the journey and a session's own questions are not asked for here.
        Held(0, row["pack"], date.fromisoformat(row["held"] or row["planned"]),
             written=row["held"] is not None)
        for row in rows
        if row["held"] or goes_on
    ]  # fmt: skip


def _answered(part: JourneyCarer) -> list[tuple[str, str]]:
    given: list[Mapping[str, str]] = part.answered + part.kept  # type: ignore[attr-defined]
    come: list[Mapping[str, Any]] = part.come  # type: ignore[attr-defined]
    # What has come by a link is to be taken in, and is not asked again.
    return [(one["name"], one["point"]) for one in given] + [
        (name, one["point"]) for one in come for name in one["names"]
    ]


def told_of_asking(found: list[AskNow]) -> Iterator[tuple[str, str, date, bool]]:
    """A sentence, where it leads, since when, and whether it is late."""
    for one in found:
        points = list(dict.fromkeys(due.title.lower() for due in one.due))
        words = (
            f"{one.part.family.name}: {one.part.carer.called}, {listed(points)},"
            f" {counted(len(one.due), 'set')} of questions"
        )
        href = address_of("measures:ask", one.part.journey_id)
        if point := _by_link(one):
            # Nobody meets them any more: straight to where a link is made and sent.
            words += ": ask by a private link"
            href = reverse(
                "measures:make-link", args=[one.part.journey_id, one.part.carer_id, point]
            )
        yield words, href, one.since, one.is_late


def _by_link(one: AskNow) -> str:
    """The one point after a journey's end at which a private link can ask; "" for none or more."""
    journey = one.part.journey
    if journey.ended_at is None:
        return ""
    of_pack = pack_of(journey.pack_version).questionnaires
    points = {due.point for due in one.due if may_go_by_link(known_as(due.questionnaire, of_pack))}
    return points.pop() if len(points) == 1 else ""


def told_of_check_ins(found: list[CheckInAsked]) -> Iterator[tuple[str, str, date, bool]]:
    """Low answers that ask a person to check in: a sentence, where it leads, since when, late."""
    today = timezone.localdate()
    together: dict[tuple[UUID, date], list[CheckInAsked]] = {}
    for one in found:
        together.setdefault((one.carer_id, timezone.localdate(one.asked_at)), []).append(one)
    for (_, asked_on), same in together.items():
        # One talk with one person; each set of answers is still looked at by itself.
        one = same[0]
        words = f"{one.family.name}: check in with {one.carer.called}"
        if asked_on < today:
            words += f" {when_in_words(asked_on, today=today)}"
        if len(same) > 1:
            words += f", after {counted(len(same), 'set')} of answers"
        yield words, address_of("checking:check-in", one.pk), asked_on, asked_on < today
