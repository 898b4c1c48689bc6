"""What a carer said of themselves, as lines over the sessions on one time axis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from safehome.design.pictures import (
    AxisMark,
    AxisSeries,
    AxisStep,
    AxisWords,
    Drawn,
    MarkKind,
    time_axis,
)
from safehome.journeys.models import Journey, JourneyCarer
from safehome.journeys.queries.picture import SessionRow, day_of, state_of, words_of_states
from safehome.measures.queries import answers_in
from safehome.plans.queries import breach_days_of, versions_that_held
from safehome.programme.queries import pack_of

CONFIDENCE = "kuc"  # the questionnaire asked at the start and at the end


@dataclass(frozen=True)
class Story:
    """What one carer said of themselves over time."""

    name: str
    drawn: Drawn


def lines_over_time(
    journey: Journey, rows: Sequence[SessionRow], carers: Iterable[JourneyCarer]
) -> tuple[Story, ...]:
    """One picture for each carer who has answered: their scores above the sessions.

    rows, carers: all of the journey. Empty for whoever may not read answers.
    """
    asked = pack_of(journey.pack_version).questionnaires.get(CONFIDENCE)
    given = defaultdict(list)
    answered = answers_in(journey.organisation_id, journey=journey.pk, questionnaire=CONFIDENCE)
    for one in answered:
        given[one.carer_id].append(one)
    if asked is None or not given:
        return ()
    steps = [AxisStep(day_of(row.session), str(row.session.number), state_of(row)) for row in rows]
    words = AxisWords(
        values=f"{asked.scale.lowest} to {asked.scale.highest}", steps="Session",
        states=words_of_states(), marks="Safety plan",
        kinds={MarkKind.SHEET: "A version agreed", MarkKind.POINT: "Something did not work"},
    )  # fmt: skip
    marks = _of_plans(journey)
    called = {one.carer_id: one.carer.called for one in carers}
    return tuple(
        Story(
            name := called.get(carer, "A carer"),
            time_axis(
                steps,
                [
                    AxisSeries(
                        part.title,
                        tuple(
                            (one.given_on, score)
                            for one in answers
                            if (score := one.scores.get(part.id)) is not None
                        ),
                    )
                    for part in asked.subscales
                ],
                marks,
                title=f"{name}: {asked.title}",
                key=f"story-{carer.hex[:8]}",
                scale=(asked.scale.lowest, asked.scale.highest),
                today=timezone.localdate(),
                words=words,
            ),
        )
        for carer, answers in given.items()
    )


def _of_plans(journey: Journey) -> list[AxisMark]:
    """When versions of the family's plans came into force, and when something did not work."""
    versions = versions_that_held(journey.family_id, journey.organisation_id)
    days = breach_days_of(journey.family_id, journey.organisation_id)
    return [
        *(
            AxisMark(timezone.localdate(at), f"Version {number}", MarkKind.SHEET)
            for number, at in versions
        ),
        *(AxisMark(day, "Did not work", MarkKind.POINT) for day in days),
    ]
