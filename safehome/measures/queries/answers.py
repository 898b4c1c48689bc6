"""Reads of answers: what was asked, and the picture of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from safehome.design.pictures import Answers as Line
from safehome.design.pictures import Drawn, change_picture
from safehome.families.models import FamilyMember
from safehome.measures.models import Answers, ForSupervision, Point
from safehome.measures.rules import in_words, order_of, point_in_words
from safehome.people.access import Actor
from safehome.programme.shapes import Questionnaire


@dataclass(frozen=True)
class Change:
    """One subscale: its scores in order of the points asked, and the change in words."""

    title: str
    scores: tuple[float | None, ...]
    words: str


@dataclass(frozen=True)
class Together:
    """What a carer and practitioner look at together."""

    carer: FamilyMember
    points: tuple[str, ...]
    changes: tuple[Change, ...]
    picture: Drawn | None


def carer_for(person: Actor, pk: UUID) -> FamilyMember:
    """One carer, or 404."""
    return get_object_or_404(
        FamilyMember.objects.select_related("family"),
        pk=pk,
        organisation_id=person.organisation_id,
        is_child=False,
    )


def answers_of(person: Actor, journey: UUID, carer: UUID, questionnaire: str) -> list[Answers]:
    """A carer's answers to one questionnaire in a journey, from start to end."""
    found = Answers.objects.filter(
        organisation_id=person.organisation_id,
        journey_id=journey,
        carer_id=carer,
        questionnaire=questionnaire,
    )
    return sorted(found, key=lambda one: (one.given_on, order_of(one.point)))


def answered_in(organisation: UUID, *, journey: UUID) -> list[tuple[UUID, str, str]]:
    """Carer, questionnaire and point of everything that was answered in a journey.

    Feedback that is kept for supervision counts, though who asks may not read it yet.
    """
    return [
        key
        for model in (Answers, ForSupervision)
        for key in model._default_manager.filter(
            organisation_id=organisation, journey_id=journey
        ).order_by().values_list("carer_id", "questionnaire", "point")
    ]  # fmt: skip


def is_answered(carer: FamilyMember, *, journey: UUID, questionnaire: str, point: str) -> bool:
    """Whether a set was answered, whoever may read it."""
    return any(
        model._default_manager.filter(
            organisation_id=carer.organisation_id, journey_id=journey, carer=carer,
            questionnaire=questionnaire, point=point,
        ).exists()
        for model in (Answers, ForSupervision)
    )  # fmt: skip


def answers_in(organisation: UUID, *, journey: UUID, questionnaire: str) -> list[Answers]:
    """Every carer's answers to one questionnaire in a journey, in the order they were given."""
    return list(
        Answers.objects.filter(
            organisation_id=organisation, journey_id=journey, questionnaire=questionnaire
        ).order_by("given_on", "entered_at")
    )


def answered_at_start(journey: UUID, carers: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these carers were asked anything at their start of a journey."""
    asked = Answers.objects.filter(
        journey_id=journey, carer_id__in=list(carers), point=Point.BASELINE
    )
    return frozenset(asked.values_list("carer_id", flat=True))


def together(
    carer: FamilyMember, answers: list[Answers], asked: Questionnaire,
    titles: Mapping[str, str] | None = None,
) -> Together:  # fmt: skip
    """The picture of a carer's answers over time, words first. titles: of the pack's points."""
    points = tuple(point_in_words(each.point, titles) for each in answers)
    changes = tuple(
        Change(part.title, scores, in_words(scores[0], scores[-1]) if len(scores) > 1 else "")
        for part in asked.subscales
        if (scores := tuple(each.scores.get(part.id) for each in answers))
    )
    picture = None
    if answers:
        picture = change_picture(
            [Line(change.title, change.scores) for change in changes],
            occasions=points,
            title=asked.title,
            key=f"change-{carer.pk.hex[:8]}",
            says=" ".join(f"{change.title}: {change.words}." for change in changes if change.words),
            scale=(asked.scale.lowest, asked.scale.highest),
            scale_words={float(value): words for value, words in asked.scale.labels.items()},
        )
    return Together(carer, points, changes, picture)
