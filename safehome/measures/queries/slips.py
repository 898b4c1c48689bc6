"""Reads of slips: one set of answers in all its versions, and why earlier ones do not stand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from safehome.families.models import FamilyMember
from safehome.measures.models import Answers, AnswerWords, GoalRating, Slip
from safehome.people.access import Actor


@dataclass(frozen=True)
class Version:
    """One version of a set, and the slip that was found in it, if any."""

    answers: Answers
    slip: Slip | None

    @property
    def stands(self) -> bool:
        return self.slip is None


def set_for(person: Actor, pk: UUID) -> Answers:
    """Any version of a set of answers, or 404."""
    return get_object_or_404(_whole(), pk=pk, organisation_id=person.organisation_id)


def versions_of(answers: Answers) -> list[Version]:
    """All that was ever entered in the place of a set, the first one first."""
    found = list(_alike(answers).order_by("version"))
    slips = {
        one.answers_id: one
        for one in Slip.objects.filter(
            organisation_id=answers.organisation_id, answers_id__in=[one.pk for one in found]
        ).select_related("found_by")
    }
    return [Version(one, slips.get(one.pk)) for one in found]


def standing_of(answers: Answers) -> Answers | None:
    """The version that counts in the place of this one; None where all were set aside."""
    last = versions_of(answers)[-1]
    return last.answers if last.stands else None


def written_in(answers: Answers) -> tuple[dict[str, str], dict[str, str]]:
    """Of one version: what was written to open items, and the goal that each number is of.

    The family must be open.
    """
    of = {"organisation_id": answers.organisation_id, "answers_id": answers.pk}
    words = {one.item: str(one.words) for one in AnswerWords.objects.filter(**of)}
    rated = GoalRating.objects.filter(**of).select_related("wording")
    return words, {one.item: str(one.wording.words) for one in rated}


def slip_of(answers: Answers) -> Slip | None:
    """The slip that was found in one version, if any."""
    return Slip.objects.filter(
        organisation_id=answers.organisation_id, answers_id=answers.pk
    ).select_related("found_by").first()  # fmt: skip


def slip_in() -> Subquery:
    """What was done about a slip in each of some answers, as a column; NULL where they stand."""
    slips = Slip.objects.filter(
        organisation_id=OuterRef("organisation_id"), answers_id=OuterRef("pk")
    )
    return Subquery(slips.order_by().values("done"))


def place_after(
    carer: FamilyMember, *, journey: UUID, questionnaire: str, point: str
) -> tuple[int, UUID | None]:
    """The version of a set that is entered now, and what was set aside before it."""
    last = (
        Answers.every.filter(
            organisation_id=carer.organisation_id, journey_id=journey, carer=carer,
            questionnaire=questionnaire, point=point,
        )
        .order_by("-version")
        .only("version")
        .first()
    )  # fmt: skip
    return (last.version + 1, last.pk) if last else (1, None)


def _alike(answers: Answers) -> QuerySet[Answers]:
    return _whole().filter(
        organisation_id=answers.organisation_id, journey_id=answers.journey_id,
        carer_id=answers.carer_id, questionnaire=answers.questionnaire, point=answers.point,
    )  # fmt: skip


def _whole() -> QuerySet[Answers]:
    return Answers.every.select_related(
        "family", "carer", "pack_version", "entered_by"
    ).defer("pack_version__files")  # fmt: skip
