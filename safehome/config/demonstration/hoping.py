"""What the demonstration's carers hope for, and how close it felt each time. Invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.measures.actions import give_answers, put_differently, turn_goal
from safehome.measures.models import Help, Mode, Turn
from safehome.measures.queries import current_goals
from safehome.measures.rules import GOALS
from safehome.people.access import Actor
from safehome.programme.packs import Pack

HOPES = (
    ("To sleep through the night again.", "To sleep, and to trust the night plan when I wake."),
    ("To talk about it without crying or shouting.", "To say how I feel before it gets too much."),
    ("To know what to say when the children ask.", "To have an answer ready that is true and kind."),
    ("To feel like a family at tea time.", "To sit down together three times a week."),
    ("To leave the house without being afraid of what I come back to.", "To go out for an hour."),
    ("To see all of my children, not only the worry.", "Ten minutes a day with each of them."),
    ("To ask my mother for help.", "To ask my mother for help on Thursdays."),
    ("To stop blaming myself every morning.", "To be as kind to myself as to a friend."),
)  # fmt: skip
ASKED = 0.85  # of sessions; the other times there was no room for it
NOT_SAID = 0.06


@dataclass
class Hoping:
    """Writes the goals of one journey's carers, session by session."""

    pack: Pack
    journey: Journey
    by: Actor
    draw: Random
    asked: dict[UUID, int] = field(default_factory=dict)  # how often each carer was asked

    def at(self, point: str, carer: FamilyMember, on: date) -> None:
        """Set the goals the first time; ask about them, put one differently, reach one, later."""
        times = self.asked.get(carer.pk, 0)
        if times and self.draw.random() > ASKED:
            return
        self.asked[carer.pk] = times + 1
        if times:
            self._changes(carer, times, on)
        asked = self.pack.questionnaire(GOALS)
        words: dict[str, str] = {}
        if not times:
            hopes = self.draw.sample(HOPES, k=self.draw.choice((1, 2, 2, 3)))
            words = {line.id: hope[0] for line, hope in zip(asked.open, hopes, strict=False)}
            places = list(range(1, len(words) + 1))
        else:
            places = [
                one.goal.place
                for one in current_goals(
                    self.journey.organisation_id, journey=self.journey.pk, carer=carer.pk
                )
            ]
        given = {
            asked.items[place - 1].id: min(10, max(0, 2 + times // 2 + self.draw.randint(-1, 2)))
            for place in places
            if self.draw.random() > NOT_SAID
        }
        give_answers(
            carer, asked, given, journey=self.journey.pk, pack_version=self.journey.pack_version,
            point=point, mode=Mode.TOGETHER, on=on, words=words, by=self.by,
            help=Help.INTERPRETER if "interpreter" in (carer.needs or []) else Help.NONE,
        )  # fmt: skip

    def _changes(self, carer: FamilyMember, times: int, on: date) -> None:
        there = current_goals(
            self.journey.organisation_id, journey=self.journey.pk, carer=carer.pk
        )  # fmt: skip
        if times == 4 and there and self.draw.random() < 0.5:
            new = dict(HOPES).get(there[0].words)
            if new:
                put_differently(there[0].goal, new, on=on, by=self.by)
        if times == 8 and len(there) > 1:
            turn_goal(there[1].goal, Turn.REACHED, on=on, by=self.by)
