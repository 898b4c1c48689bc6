"""What carers of Harbour's earlier families answered: more at the end than at the start, mostly."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.demonstration.hoping import HOPES
from safehome.programme.packs import Pack
from safehome.programme.rules import score

# About how people answer at the start, and about how far that is from it later.
AT_START = {"kuc": 4.2, "home": 4.8}
LATER = {"kuc": {"middle": 1.0, "end": 1.9, "three-months": 1.8, "six-months": 1.6},
         "home": {"early": 0.3, "end": 1.2, "three-months": 1.1, "six-months": 1.2}}  # fmt: skip
FURTHER = {"k": 0.5, "u": 0.0, "c": -0.5, "t": 0.3, "h": -0.3}  # by an item's first letter
AFTER = {"early": 4, "middle": 7, "nine": 9, "end": 13}  # of how many sessions
FOLLOWED = {"three-months": 91, "six-months": 182}
ANSWERS = {"end": 0.92, "three-months": 0.7, "six-months": 0.55}  # the share that answers


@dataclass(frozen=True)
class Carer:
    """Somebody of an earlier family. lifts: how much more, or less, than others they change."""

    pk: str
    starts: float
    lifts: float


@dataclass(frozen=True)
class EarlierAnswers:
    """Writes the answers of one carer after another into rows."""

    rows: Rows
    draw: random.Random
    pack: Pack
    version: str
    organisation: str

    def write(
        self, sealed: Sealer, journey: str, carer: Carer, days: list[datetime], who: str, *,
        held: int, ended: datetime, stays: bool,
    ) -> None:  # fmt: skip
        at = {"baseline": days[0].date()}
        at |= {point: days[n - 1].date() for point, n in AFTER.items() if n <= held}
        if stays:
            at.setdefault("end", ended.date())
            at |= {point: (ended + timedelta(days=n)).date() for point, n in FOLLOWED.items()}
        there = {
            point: on for point, on in at.items() if self.draw.random() < ANSWERS.get(point, 0.97)
        }
        for name, about in AT_START.items():
            for point, on in there.items():
                if point == "baseline" or point in LATER[name]:
                    share = LATER[name].get(point, 0)
                    level = about + carer.starts + share * (1 + carer.lifts)
                    self._give(sealed, journey, carer, name, point, on, who, about=level)
        self._goals(sealed, journey, carer, there, who)

    def _give(  # noqa: PLR0917 - a row of answers
        self, sealed: Sealer, journey: str, carer: Carer, name: str, point: str, on: date,
        who: str, *, about: float, items: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        asked = self.pack.questionnaire(name)
        wanted = items or tuple(one.id for one in asked.items)
        given = {
            item: round(min(10, max(0, about + self._of(item, point) + self.draw.gauss(0, 1.3))))
            for item in wanted
            if self.draw.random() > 0.02
        }
        scores = score(asked.scoring, given)
        row = self.rows.new_id()
        told = {**scores.subscales, "total": scores.total}
        self.rows.add(
            "measures_answers", row, self.organisation, sealed.family, carer.pk, journey,
            self.version, name, point, "together", on, json.dumps(given), json.dumps(told),
            datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=15), who,
        )  # fmt: skip
        return row

    def _of(self, item: str, point: str) -> float:
        """How much further from the start one kind of question goes than another."""
        return 0 if point == "baseline" else FURTHER.get(item[0], 0)

    def _goals(
        self, sealed: Sealer, journey: str, carer: Carer, at: Mapping[str, date], who: str
    ) -> None:
        """One to three goals in the carer's own words, and how close each felt."""
        if "baseline" not in at:
            return
        draw, add, new, org = self.draw, self.rows.add, self.rows.new_id, self.organisation
        asked, set_on = self.pack.questionnaire("goals"), at["baseline"]
        written = datetime.combine(set_on, datetime.min.time(), UTC) + timedelta(hours=15)
        goals = []
        for place, hope in enumerate(draw.sample(HOPES, k=draw.choice((1, 2, 2, 3))), start=1):
            goal, wording = new(), new()
            add("measures_goal", goal, org, sealed.family, carer.pk, journey, place, set_on,
                written, who)  # fmt: skip
            add("measures_goalwording", wording, org, sealed.family, goal, carer.pk,
                sealed("measures_goalwording", "words", wording, hope[0]), set_on, written,
                who)  # fmt: skip
            goals.append((asked.items[place - 1].id, goal, wording))
        for point, share in (("baseline", 0.0), ("early", 0.8), ("middle", 1.6), ("nine", 2.2),
                             ("end", 3.2), ("three-months", 3.0), ("six-months", 3.1)):  # fmt: skip
            if point not in at:
                continue
            row = self._give(
                sealed, journey, carer, "goals", point, at[point], who,
                about=2.6 + 0.4 * carer.starts + share * (1 + 0.4 * carer.lifts),
                items=tuple(item for item, _, _ in goals),
            )  # fmt: skip
            for item, goal, wording in goals:
                add("measures_goalrating", new(), org, sealed.family, row, goal, wording, carer.pk,
                    item)  # fmt: skip
