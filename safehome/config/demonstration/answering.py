"""What the demonstration's carers answered, and what a few of them were never asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.utils import timezone

from safehome.config.demonstration.hoping import Hoping
from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey, Session
from safehome.journeys.queries.asking import goals_point, moments_in
from safehome.measures.actions import give_answers, write_check_in
from safehome.measures.models import Answers, CheckInAsked, Help, Mode, Point
from safehome.measures.rules import GOALS, session_point
from safehome.people.access import Actor
from safehome.programme.packs import Pack

# About how people answer at each point, of ten.
ABOUT = {
    "baseline": 3, "early": 4, "mid": 5, "after-the-middle": 6, "nine": 6, "end": 7,
}  # fmt: skip
FEEDBACK = "feedback"
WANTED = (
    "A shorter talk at the beginning. I was tired today.",
    "More of the drawing. It helped me to say it.",
    "Please ring before you come, not only text.",
    "Nothing. It was good to be believed.",
    "A break in the middle would help.",
)
STILL_LOW = "Tina Haywood"  # whose low answers still ask somebody to check in
CHECKED_IN = (
    "Rang the same afternoon. A bad week at work; sleeping again since Sunday.",
    "Stayed ten minutes after the session. Her sister comes on Fridays now.",
    "Could not be reached; tried twice. Rang next morning: tired, and glad to be asked.",
)
SEEN = ("I went quickly past the hard part. I want to talk about that in supervision.",)


@dataclass
class Answering:
    """Writes what the carers of one journey answer, point by point."""

    pack: Pack
    journey: Journey
    draw: Random
    by: Actor
    last_for_supervision: int = 0  # the session whose feedback goes another way
    hoping: Hoping = field(init=False)

    def __post_init__(self) -> None:
        # A draw of its own, so that goals change nothing of what else is invented.
        own = Random(f"goals {self.journey.started_on}")  # noqa: S311
        self.hoping = Hoping(self.pack, self.journey, self.by, own)

    def after(self, session: Session, carers: Sequence[FamilyMember]) -> None:
        """What is asked in a session, and what is asked of it."""
        on = timezone.localdate(session.planned_for)
        for moment in moments_in(self.pack):
            if moment.session == session.pack_session and moment.session != 1:
                self.at_point(moment.code, carers, on)
        for carer in carers:
            if (point := goals_point(session)) and point != Point.BASELINE:
                self.hoping.at(point, carer, min(on, timezone.localdate()))
        if self.draw.random() < 0.85 and session.number != self.last_for_supervision:
            for carer in carers[:1]:
                self._give(carer, FEEDBACK, session_point(session.number), on, about=7)

    def at_point(self, point: str, carers: Sequence[FamilyMember], on: date) -> None:
        """Each set of questions of a point; now and then one is left for later."""
        (moment,) = (one for one in moments_in(self.pack) if one.code == point)
        for carer in carers:
            if point == Point.BASELINE:
                self.hoping.at(point, carer, min(on, timezone.localdate()))
            for name in moment.measures:
                low = name == "home" and point == "early" and carer.name == STILL_LOW
                left = name != "kuc" and not low and self.draw.random() < 0.08
                if name == GOALS or left:
                    continue
                self._give(carer, name, point, on, about=1 if low else ABOUT[point])

    def _give(self, carer: FamilyMember, name: str, point: str, on: date, *, about: int) -> None:
        asked, draw = self.pack.questionnaire(name), self.draw
        given = {
            item.id: min(10, max(0, about + draw.randint(-2, 2)))
            for item in asked.items
            if draw.random() > 0.03
        }
        own = asked.for_ == "practitioner"
        words = {}
        if asked.open and draw.random() < 0.3:
            words = {asked.open[0].id: draw.choice(SEEN if own else WANTED)}
        needs = carer.needs or []
        help = Help.INTERPRETER if "interpreter" in needs and not own else Help.NONE
        answers = give_answers(
            carer, asked, given, journey=self.journey.pk, pack_version=self.journey.pack_version,
            point=point, mode=Mode.OWN if own else Mode.TOGETHER, help=help,
            on=min(on, timezone.localdate()), words=words, by=self.by,
        )  # fmt: skip
        if carer.name != STILL_LOW:
            self._checked_in(answers)

    def _checked_in(self, answers: Answers) -> None:
        """Low answers of long ago: somebody asked how they were, and wrote it down."""
        for ask in CheckInAsked.objects.filter(answers=answers):
            write_check_in(
                ask, who=self.by.name, on=answers.given_on, by=self.by,
                found=CHECKED_IN[answers.given_on.day % len(CHECKED_IN)],
            )  # fmt: skip
