"""The measures tab: who answered what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safehome.families.models import Family, FamilyMember
from safehome.measures.models import Answers, Mode, Point


@dataclass(frozen=True)
class Given:
    """A carer's answers on one day."""

    carer: str
    questionnaire: str
    point: str
    how: str
    on: date
    scores: str


def answers_of(family: Family, members: Iterable[FamilyMember]) -> list[Given]:
    """All answers of a family's carers, newest first."""
    called = {member.pk: member.called for member in members}
    found = Answers.objects.filter(
        organisation_id=family.organisation_id, family_id=family.pk
    ).order_by("-given_on", "-id")
    return [
        Given(
            called.get(one.carer_id, ""),
            one.questionnaire.replace("-", " ").capitalize(),
            Point(one.point).label,
            Mode(one.mode).label,
            one.given_on,
            ", ".join(
                f"{name.replace('-', ' ')} {'too few to say' if score is None else f'{score:g}'}"
                for name, score in one.scores.items()
            ),
        )
        for one in found
    ]
