"""Reads of feedback that goes to supervision first."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from safehome.measures.models import Answers, AnswerWords, ForSupervision, SupervisionFirst
from safehome.people.access import Actor
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument


def first_in(journey: UUID, organisation: UUID) -> SupervisionFirst | None:
    """Whether feedback of a journey goes to supervision first, and by whose word."""
    return (
        SupervisionFirst.objects.filter(
            organisation_id=organisation, journey_id=journey, ended_at=None
        )
        .select_related("set_by")
        .first()
    )


def kept_in(journey: UUID, organisation: UUID) -> QuerySet[ForSupervision]:
    """Feedback of a journey that was kept for supervision, opened or not, the newest first."""
    return ForSupervision.objects.filter(
        organisation_id=organisation, journey_id=journey
    ).select_related("carer", "opened_by")


def kept_unopened(journey: UUID, organisation: UUID) -> frozenset[UUID]:
    """Answers of a journey that are kept for supervision and were not talked about yet."""
    return frozenset(
        kept_in(journey, organisation)
        .filter(opened_at=None)
        .order_by()
        .values_list("answers_id", flat=True)
    )


def kept_for(person: Actor, pk: UUID) -> ForSupervision:
    """One such set, or 404."""
    return get_object_or_404(
        ForSupervision.objects.select_related("carer", "about", "opened_by"),
        pk=pk, organisation_id=person.organisation_id,
    )  # fmt: skip


def answers_kept(kept: ForSupervision) -> tuple[Answers, list[AnswerWords]] | None:
    """What was answered; None for whoever may not read it yet. The family must be open."""
    answers = (
        Answers.objects.filter(organisation_id=kept.organisation_id, pk=kept.answers_id)
        .select_related("pack_version")
        .defer("pack_version__files")
        .first()
    )
    if answers is None:
        return None
    words = AnswerWords.objects.filter(
        organisation_id=kept.organisation_id, answers_id=kept.answers_id
    )
    return answers, list(words)


def readable_answers(organisation: UUID, found: list[UUID]) -> frozenset[UUID]:
    """Which of these answers the person who asks may read: row security says so."""
    if not found:
        return frozenset()
    return frozenset(
        Answers.objects.filter(organisation_id=organisation, pk__in=found)
        .order_by()
        .values_list("pk", flat=True)
    )


def kept_from_in(
    journey: UUID, organisation: UUID, asked: Questionnaire | Instrument
) -> UUID | None:
    """From whom answers to a questionnaire are kept in a journey now; None where they are not."""
    if isinstance(asked, Instrument) or not asked.about_the_work:
        return None
    first = first_in(journey, organisation)
    return first.about_id if first else None
