"""Where each box of this room's forms is used: what it costs to fill in must be worth something.

A house test holds this to the forms, and each use to the files that are named for it: see
kit/boxes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from safehome.journeys.rules import STANCE, Asked, SessionRecord, what_is_missing
from safehome.kit.boxes import FIGURE, Box, ReadIn, Register, key_of

# Places where what was written is used. A figure of the report has the indicator's id.
SESSION = "the session’s own page"
PREPARE = "preparing and recording the next session"
CHRONOLOGY = "the chronology"
PICTURE = "the picture of the journey"
SUMMARY = "the summary for the carer"
JOURNEY = "the journey’s page"
HOME = "the home page"
PLAN = "when the safety plan is looked at"

_ANY_DAY = date.max  # only whether a day is missing is asked


_PAGES = "journeys/templates/journeys"
# The files that read what was written for each of these uses.
READ_IN: ReadIn = {
    SESSION: (f"{_PAGES}/session.html", f"{_PAGES}/_record.html", "journeys/queries/signed.py"),
    PREPARE: (
        f"{_PAGES}/prepare_session.html", f"{_PAGES}/record_session.html",
        "journeys/queries/prepare.py", "journeys/queries/last_time.py",
    ),
    CHRONOLOGY: ("workspace/queries/chronology.py",),
    PICTURE: ("journeys/queries/picture.py",),
    SUMMARY: ("journeys/queries/summary.py", f"{_PAGES}/summary.typ"),
    JOURNEY: (
        f"{_PAGES}/journey.html", "journeys/queries/story.py", "journeys/actions/starting.py",
    ),
    HOME: ("workspace/queries/home.py", "workspace/queries/home_lists.py"),
    PLAN: ("journeys/actions/recording.py", "plans/queries/standing.py"),
}  # fmt: skip


CARER, CHILD, COMPONENT, RATING = "carer", "child", "component", "question"
# By the name of the box, or by its beginning where there is one for each.
RECORD: Mapping[str, Box] = {
    "held_on": Box("The day you met", (SESSION, PREPARE, CHRONOLOGY)),
    "minutes": Box("Minutes", (SESSION,)),
    "setting": Box("Where", (SESSION,)),
    "attendance_": Box(
        "Who came",
        (SESSION, CHRONOLOGY, PICTURE, f"{FIGURE}attendance"),
        CARER,
        kept_as=("outcome", "attended"),
    ),
    "without_": Box(
        "How it came about without an agreement",
        (SESSION,),
        CARER,
        kept_as=("without_agreement",),
    ),
    "wellbeing": Box("How were they?", (SESSION, PREPARE)),
    "component_": Box("What was done", (SESSION,), COMPONENT),
    "how_": Box("How it was adapted, and why", (SESSION,), COMPONENT),
    "keeps_": Box("Does it still keep to the model?", (SESSION,), COMPONENT),
    "why_": Box("Why it was left out", (SESSION,), COMPONENT),
    "words_": Box("The carer’s words", (SESSION, PREPARE, SUMMARY), CARER),
    "line_": Box("A line for the child", (SESSION, PREPARE, CHRONOLOGY), CHILD),
    "no_line_": Box("Why there is no line", (SESSION, PREPARE, PICTURE), CHILD),
    "support_challenge": Box("Support and challenge", (SESSION,)),
    "support_challenge_note": Box("A word about the balance", (SESSION,)),
    "home_activity": Box("Until next time", (SESSION, PREPARE)),
    "next_step": Box("The next step", (SESSION, PREPARE, CHRONOLOGY)),
    "worries": Box("Anything that worries you?", (SESSION,)),
    "sign": Box("Is a child’s safety in it?", (SESSION, PLAN)),
    "rating_": Box("How I was", (SESSION,), RATING, kept_as=("self_rating",)),
}
FORMS: Register = {
    "RecordForm": RECORD,
    "StartJourneyForm": {
        "carers": Box(
            "Who takes part", (JOURNEY, f"{FIGURE}attendance", f"{FIGURE}answered"), required=True
        ),
        "lead": Box("Who leads", (JOURNEY, HOME, f"{FIGURE}journeys"), required=True),
        "pack_version": Box("Which programme", (JOURNEY, PREPARE), required=True),
        "first_session_at": Box(
            "The first session", (JOURNEY, HOME), required=True, kept_as=("planned_for",)
        ),
        "every_days": Box("How often", (JOURNEY,), required=True),
        "setting": Box("Where", (PREPARE, HOME, SESSION), required=True),
    },
    "JoinForm": {
        "carer": Box("Who joins", (JOURNEY, f"{FIGURE}attendance"), required=True),
        "on": Box(
            "From when", (JOURNEY, f"{FIGURE}attendance"), required=True, kept_as=("joined_on",)
        ),
    },
    "WhenAndWhereForm": {
        "planned_for": Box("When", (JOURNEY, HOME, PREPARE), required=True),
        "setting": Box("Where", (PREPARE, HOME, SESSION), required=True),
    },
    "AdditionForm": {
        "text": Box("What is added", (SESSION, CHRONOLOGY), required=True),
        "sign": Box("Is a child’s safety in it?", (SESSION, PLAN)),
    },
    "EndJourneyForm": {
        "reason": Box(
            "Why it ended",
            (JOURNEY, CHRONOLOGY, f"{FIGURE}journeys"),
            required=True,
            kept_as=("ending",),
        ),
        "carers_reflection": Box("What the carers say", (JOURNEY, SUMMARY)),
        "reflection": Box("What you say", (JOURNEY,), required=True),
        "what_next": Box("What comes next", (JOURNEY, CHRONOLOGY, SUMMARY), required=True),
    },
}
TITLES = {
    "RecordForm": "The record of a session", "StartJourneyForm": "Starting a journey",
    "JoinForm": "Joining a journey", "WhenAndWhereForm": "Moving a session",
    "AdditionForm": "Adding to a record", "EndJourneyForm": "Ending a journey",
}  # fmt: skip


def one_of_each(components: Iterable[str]) -> Asked:
    """What a record would ask with one carer and one child."""
    someone, child = UUID(int=1), UUID(int=2)
    return Asked({someone: "a carer"}, {child: "a child"}, {one: one for one in components})


def boxes_in(components: int, *, carers: int = 1, children: int = 1) -> int:
    """How many boxes a record has."""
    times = {"": 1, CARER: carers, CHILD: children, COMPONENT: components, RATING: len(STANCE)}
    return sum(times[box.each] for box in RECORD.values())


def required_in_record() -> frozenset[str]:
    """Lines of the register that an empty record lacks, by the rules that refuse to sign it."""
    asked = one_of_each(["component"])
    lacks = what_is_missing(SessionRecord(), asked, today=_ANY_DAY)
    return frozenset(key_of(one.field, RECORD) for one in lacks)


def must_be_filled(components: int) -> int:
    """How many boxes must be filled in, with one carer and one child, before it is signed."""
    asked = one_of_each(str(place) for place in range(components))
    return len(what_is_missing(SessionRecord(), asked, today=_ANY_DAY))
