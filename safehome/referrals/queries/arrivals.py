"""What has arrived, what is considered, and what is being taken down; one referral as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.agreements.models import Purpose
from safehome.agreements.queries import is_agreed
from safehome.families.queries import colleagues
from safehome.people.access import Actor
from safehome.people.models import Organisation
from safehome.referrals.body import Body
from safehome.referrals.models import (
    Arrival,
    Following,
    Referral,
    ReferralText,
    ReferrerKind,
    Stage,
    Urgency,
    WhatBecame,
)
from safehome.referrals.policies import ANSWERS, may_tell_step
from safehome.referrals.writing import Writing
from safehome.vault.keyring import open_families, open_family

URGENT_FIRST = {Urgency.TODAY: 0, Urgency.SOON: 1, Urgency.ORDINARY: 2}


@dataclass(frozen=True)
class Waiting:
    """An arrival that nobody has taken in yet. answer_by: what was promised."""

    pk: UUID
    reference: str
    arrived_at: datetime
    urgency: str
    is_urgent: bool
    answer_by: date | None
    is_late: bool


@dataclass(frozen=True)
class Considered:
    """A referral in one line. of: whose children, by the carers' names."""

    pk: UUID
    reference: str
    of: str
    children: int
    referrer: str
    urgency: str
    is_urgent: bool
    handed_in_at: datetime | None
    by_telephone: bool
    entered_by: str
    stage: str
    answer_by: date | None
    is_late: bool


def arrivals(person: Actor) -> list[Waiting]:
    """Those waiting to be taken in: whoever should be rung today first, then as they came."""
    return in_turn(arrived(person))


def arrived(person: Actor) -> QuerySet[Arrival]:
    """Those nobody has taken in, their boxes left closed. answer_by: what was promised."""
    promised = Following.objects.filter(
        organisation_id=person.organisation_id, reference=OuterRef("reference")
    )
    return (
        Arrival.objects.filter(organisation_id=person.organisation_id, taken_at=None)
        .annotate(answer_by=Subquery(promised.values("answer_by")))
        .defer("box")
    )


def in_turn(found: Iterable[Arrival]) -> list[Waiting]:
    """Those of `arrived`: whoever should be rung today first, then as they came."""
    waiting = [_waiting(one, timezone.localdate()) for one in found]
    return sorted(waiting, key=lambda one: (not one.is_urgent, one.arrived_at))


def _waiting(one: Arrival, today: date) -> Waiting:
    answer_by: date | None = one.answer_by  # type: ignore[attr-defined]
    return Waiting(
        one.pk, one.reference, one.arrived_at, Urgency(one.urgency).label,
        one.urgency == Urgency.TODAY, answer_by, answer_by is not None and answer_by < today,
    )  # fmt: skip


def who_hears(person: Actor) -> list[str]:
    """Those who are told by e-mail that something arrived: whoever may take it in."""
    return [one.name for one in colleagues(person, roles=ANSWERS).order_by("name")]


def arrival_for(person: Actor, pk: UUID) -> Arrival:
    """One arrival, or 404."""
    return get_object_or_404(Arrival, pk=pk, organisation_id=person.organisation_id)


def considered(person: Actor) -> list[Considered]:
    """Handed in, and no family's yet. Opens each, because a list without names helps nobody."""
    return _lines(person, _referrals(person).filter(became=None, handed_in_at__isnull=False))


def being_taken_down(person: Actor) -> list[Considered]:
    """Begun by telephone and not handed in."""
    return _lines(person, _referrals(person).filter(handed_in_at=None))


def referral_for(person: Actor, pk: UUID, *, purpose: str, to_write: bool = False) -> Referral:
    """One referral, opened for reading; or 404. to_write: others wait meanwhile."""
    found = _referrals(person)
    if to_write:
        found = found.select_for_update(of=("self",))
    referral = get_object_or_404(found, pk=pk)
    open_family(referral.pk, purpose=purpose)
    return referral


def text_of(referral: Referral) -> ReferralText | None:
    """Its words; None while its family has somebody of whom the person may not know."""
    return getattr(referral, "text", None)


def body_of(referral: Referral) -> Body:
    """What it says, or 404 where that is hidden. The referral must be open."""
    return writing_of(referral).body


def writing_of(referral: Referral) -> Writing:
    """What was taken down so far; for one that was handed in, what it says."""
    text = text_of(referral)
    if text is None:
        raise Http404
    if referral.handed_in_at is None:
        return Writing.model_validate_json(text.body)
    return Writing(body=Body.model_validate_json(text.body))


def following_of(referral: Referral) -> Following | None:
    """What its referrer can see, with the steps in order."""
    return (
        Following.objects.filter(
            organisation_id=referral.organisation_id, reference=referral.reference
        )
        .prefetch_related("steps__said_by")
        .first()
    )


def is_telling_agreed(referral: Referral) -> bool:
    """Whether it is agreed today that the referrer is told how far the work is."""
    return referral.became_id is not None and is_agreed(
        referral.became_id, Purpose.TELL_REFERRER, on=timezone.localdate()
    )


def steps_to_tell(referral: Referral) -> list[tuple[str, str]]:
    """The steps that its referrer may be told today."""
    agreed = is_telling_agreed(referral)
    return [
        (stage.value, str(stage.label))
        for stage in Stage
        if stage != Stage.RECEIVED and may_tell_step(referral, stage, agreed=agreed)
    ]


def organisation_of(person: Actor) -> Organisation:
    """One's own organisation."""
    return Organisation.objects.get(pk=person.organisation_id)


def _referrals(person: Actor) -> QuerySet[Referral]:
    return Referral.objects.filter(organisation_id=person.organisation_id).select_related(
        "entered_by", "text"
    )


def _promised(person: Actor) -> dict[str, date]:
    return dict(
        Following.objects.filter(organisation_id=person.organisation_id).values_list(
            "reference", "answer_by"
        )
    )


def _lines(person: Actor, referrals: Iterable[Referral]) -> list[Considered]:
    found = list(referrals)
    open_families([one.pk for one in found], purpose="list of referrals")
    promised, stages = _promised(person), _stages(person)
    today = timezone.localdate()
    lines = []
    for one in found:
        body = body_of(one)
        stage = stages.get(one.reference, "")
        answer_by = promised.get(one.reference)
        lines.append(
            Considered(
                pk=one.pk, reference=one.reference,
                of=", ".join(carer.name for carer in body.carers if carer.name),
                children=len(body.children), referrer=ReferrerKind(one.referrer_kind).label,
                urgency=Urgency(one.urgency).label, is_urgent=one.urgency == Urgency.TODAY,
                handed_in_at=one.handed_in_at, by_telephone=one.by_telephone,
                entered_by=one.entered_by.name, stage=stage, answer_by=answer_by,
                is_late=not stage and answer_by is not None and answer_by < today,
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (not line.is_urgent, line.handed_in_at or today_start()))


def today_start() -> datetime:
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)


def _stages(person: Actor) -> dict[str, str]:
    """The last step that each referrer was told, by reference."""
    steps = WhatBecame.objects.filter(organisation_id=person.organisation_id).select_related(
        "following"
    )
    return {step.following.reference: step.get_stage_display() for step in steps}
