"""What the demonstration's evaluations recommended, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from safehome.config.demonstration.seeding import worker
from safehome.people.access import acting_as
from safehome.people.models import Person
from safehome.recommendations.actions import go_on, recommend
from safehome.recommendations.queries import recommendation

type Steps = tuple[tuple[str, str, str], ...]
MADE: tuple[tuple[dict[str, Any], str, int, int, Steps], ...] = (
    (
        {
            "found": "Fewer than half of the carers answered the questions again at the end.",
            "recommends": "Ask the questions in the last session itself, aloud where it helps",
            "source": "report", "from_whom": "Report of the spring, read by the board",
            "indicator": "answered", "area": "both", "modules": ["practitioner/the-session"],
            "to_do": "Half an hour in the next team day, and a line in the preparation.",
        },
        "Ben Carter", 120, 40,
        (
            ("under-way", "The team practised asking aloud. Two practitioners try it.", ""),
            ("done", "All of North ask in the last session now.",
             "More answer again; the next report will say how many."),
        ),
    ),
    (
        {
            "found": "Families with an interpreter waited longer for their first session.",
            "recommends": "Book the interpreter when the family is allocated, not afterwards",
            "source": "external", "from_whom": "Northern Evaluation, visit of the summer",
            "indicator": "needs", "area": "implementation", "modules": [],
            "to_do": "Agree with the agency that they keep a morning free for us.",
        },
        "Mo Brennan", 60, 30, (("under-way", "The agency has been asked; they answer next month.", ""),),
    ),
    (
        {
            "found": "Several sessions had no line about a brother or sister at home.",
            "recommends": "Look at the module on every child again before the next family",
            "source": "supervision", "from_whom": "Supervision in the North team",
            "indicator": "", "area": "training", "modules": ["practitioner/every-child"],
            "to_do": "Each practitioner goes through the module and talks it over.",
        },
        "Ben Carter", 30, -3, (),
    ),
    (
        {
            "found": "Two carers would rather have met in the evening.",
            "recommends": "Open the house on one evening a week",
            "source": "report", "from_whom": "Report of the spring, read by the board",
            "indicator": "attendance", "area": "implementation", "modules": [],
            "to_do": "Ask the team what one evening a week would need.",
        },
        "Mo Brennan", 120, 20,
        (("not-taken", "Nobody can be there beside the practitioner in the evening, and we do not "
          "meet alone in the house. Video is offered instead.", ""),),
    ),
)  # fmt: skip


def write_recommendations() -> None:
    """Each as the manager wrote it down, and its steps."""
    today = timezone.localdate()
    for said, owner, ago, ahead, steps in MADE:
        with acting_as(worker("Mo Brennan")) as by:
            who = Person.objects.get(organisation_id=by.organisation_id, name=owner).pk
            due = today + timedelta(days=ahead)
            made = recommend(
                made_on=today - timedelta(days=ago), owner=who, due_on=due, by=by, **said
            )
        for state, words, outcome in steps:
            with acting_as(worker("Mo Brennan")) as by:
                one = recommendation(by, made.pk)
                go_on(
                    one, state=state, to_do=one.last.to_do, owner=who, due_on=due, words=words,
                    outcome=outcome, by=by,
                )  # fmt: skip
