"""One invented family after another: its people, its journey, what happened in it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from safehome.config.bulk.members import Members
from safehome.config.bulk.names import SURNAMES, reference
from safehome.config.bulk.plans import write_plan_for_now
from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.bulk.staff import Plan
from safehome.config.demonstration import words
from safehome.journeys.rules import STANCE
from safehome.programme.packs import Pack
from safehome.programme.rules import score
from safehome.vault.sealing import seal

POINTS = {"baseline": 3, "mid": 5, "end": 7}  # about how people answer
WHEN = {"baseline": 0, "mid": 7, "end": 13}  # after how many sessions


class Writer:
    """Invents families into rows."""

    def __init__(
        self, rows: Rows, version: str, pack: Pack, *, draw: random.Random, now: datetime
    ) -> None:
        self.rows, self.version, self.draw, self.now = rows, version, draw, now
        self.steps = [[step.id for step in session.components] for session in pack.sessions]
        self.answers = {point: self._answers(pack, base) for point, base in POINTS.items()}
        self.rating = json.dumps(dict.fromkeys(STANCE, 3))

    def _answers(self, pack: Pack, base: int) -> list[tuple[str, str]]:
        asked = pack.questionnaire("kuc")
        made = []
        for _ in range(20):
            given = {item.id: base + self.draw.randint(-2, 2) for item in asked.items}
            scores = score(asked.scoring, given)
            made.append(
                (json.dumps(given), json.dumps({**scores.subscales, "total": scores.total}))
            )
        return made

    def write(self, plan: Plan) -> None:
        """Invent one family, whole."""
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        family, org, who = new(), plan.organisation, plan.practitioner
        sealed = Sealer(family)
        surname = draw.choice(SURNAMES)
        opened = self.now - timedelta(days=7 * (plan.held or 0) + 20 + draw.randrange(20))
        place = f"family|{family}"
        wrapped = seal(plan.wrapping, sealed.key_bytes, place=place)
        add("vault_familykey", family, org, wrapped, opened)
        add(
            "families_family", family, org, plan.team, reference(draw),
            sealed("families_family", "name", family, surname), opened, who, 1,
        )  # fmt: skip
        add("families_assignment", new(), org, family, who, True, opened, who, None, None)
        home = new()
        add(
            "families_household", home, org, family,
            sealed("families_household", "name", home, "Home"),
            sealed("families_household", "address", home, f"{plan.place} Invented Street"), False,
        )  # fmt: skip
        people = Members(self.rows, self.draw, plan, sealed, home, surname, opened)
        carers = [people.adult() for _ in range(1 + plan.place % 2)]
        children = [people.child(which) for which in range(1 + (plan.place + 1) % 3)]
        people.relate([pk for pk, _ in carers], [pk for pk, _ in children])
        if plan.held is not None:
            for pk, _ in carers:
                people.agrees(pk)
            write_plan_for_now(
                self.rows, plan, sealed, opened, carers[0][0], [pk for pk, _ in children],
                now=self.now,
            )  # fmt: skip
            self._journey(plan, sealed, plan.held, [pk for pk, _ in carers], children)

    def _journey(
        self, plan: Plan, sealed: Sealer, held: int, carers: list[str],
        children: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        journey, org, family, who = new(), plan.organisation, sealed.family, plan.practitioner
        next_one = self.now.replace(hour=9 + plan.place % 8, minute=0, second=0)
        first = next_one + timedelta(days=plan.place % 7 - 7 * held)
        done = held == len(self.steps) and plan.place % 2 == 1
        ended = (self.now, who, "completed") if done else (None, None, "")
        next_words = words.WHAT_NEXT if done else ""
        add(
            "journeys_journey", journey, org, family, self.version, who, first.date(), first, who,
            *ended, sealed("journeys_journey", "what_next", journey, next_words), 1,
        )  # fmt: skip
        if done:
            said = ("journeys_journey", "ending_reflection", journey, words.ENDED)
            add("journeys_lookingback", journey, org, family, journey, sealed(*said), b"")
        for carer in carers:
            add("journeys_journeycarer", new(), org, family, journey, carer, first.date())
        for number in range(1, len(self.steps) + 1):
            planned = first + timedelta(days=7 * (number - 1))
            self._session(
                plan, sealed, journey, number, planned, carers, children, signed=number <= held
            )  # fmt: skip
        points = [point for point, after in WHEN.items() if held >= after]
        for point, carer in ((point, carer) for point in points for carer in carers):
            given, scores = draw.choice(self.answers[point])
            on = min((first + timedelta(days=7 * WHEN[point])).date(), self.now.date())
            add(
                "measures_answers", new(), org, family, carer, journey, self.version, "kuc", point,
                "together", on, given, scores, self.now, who,
            )  # fmt: skip

    def _session(  # noqa: PLR0917 - one session and all that surrounds it
        self, plan: Plan, sealed: Sealer, journey: str, number: int, planned: datetime,
        carers: list[str], children: list[tuple[str, str]], *, signed: bool,
    ) -> None:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        session, org, family = new(), plan.organisation, sealed.family
        start = (session, org, family, journey, number, number, "planned", planned, "home")
        if not signed:
            add("journeys_session", *start, None, None, b"", None, b"", b"", b"", b"", "{}",
                None, None, 1)  # fmt: skip
            return

        def text(column: str, choice: Sequence[str]) -> bytes:
            return sealed("journeys_session", column, session, draw.choice(choice))

        on = min(planned.date(), self.now.date())
        add(
            "journeys_session", *start, on, 75, text("wellbeing", words.WELLBEING), 3, b"", b"",
            text("home_activity", words.HOME), text("next_step", words.NEXT), self.rating,
            min(planned, self.now), plan.practitioner, 2,
        )  # fmt: skip
        for which, carer in enumerate(carers):
            outcome = "came" if which == 0 or number % 3 else "missed"
            add("journeys_attendance", new(), org, family, session, carer, outcome)
        for component in self.steps[number - 1]:
            row = (session, component, "delivered", b"", None)
            add("journeys_componentdone", new(), org, family, *row)
        row_id, said = new(), words.WORDS[number % len(words.WORDS)]
        said_sealed = sealed("journeys_carerwords", "words", row_id, said)
        add("journeys_carerwords", row_id, org, family, session, carers[0], said_sealed)
        for child, name in children:
            row_id, line = new(), draw.choice(words.CHILD_LINES).format(name=name)
            line_sealed = sealed("journeys_childline", "line", row_id, line)
            add("journeys_childline", row_id, org, family, session, child, line_sealed, "")
