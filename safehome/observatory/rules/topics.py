"""A topic of a packet: counts and figures about one thing, without a word in them.

Cells have short names. What adds up to what is said by the names alone: in a topic of answers
"total/started" is the sum of the other four of "total"; elsewhere "whole" is the sum of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from safehome.evaluation.rules.indicators import ATTENDANCE, BECAME, PLACES
from safehome.evaluation.rules.report import Breakdown, Figures, PartResult
from safehome.evaluation.rules.tally import Tally, in_steps
from safehome.evaluation.rules.whole import Report

ANSWERS = "answers:"  # and the questionnaire's id in the pack
WHOLE = "whole"
CHANGES = ("missing", "better", "same", "worse")
STARTED = "started"
PLAIN = {"journeys": tuple(PLACES), "attendance": tuple(ATTENDANCE), "referrals": tuple(BECAME)}
# Worked out of pairs, in thousandths of a point; p and one-sidedness in thousandths too.
FIGURES = (
    "before-mean", "before-sd", "after-mean", "after-sd", "change-mean", "change-sd", "shift",
    "one-sided",
)  # fmt: skip
WEEKS = ("weeks-lower", "weeks-median", "weeks-upper")
NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
LONGEST = 60  # signs in a name

type Counts = Mapping[str, int | None]


@dataclass(frozen=True)
class Topic:
    """Counts by cell, None where held back; figures in whole thousandths.

    told_in: the packet in which it was told like this for the first time.
    """

    name: str
    told_in: int
    counts: Counts
    figures: Mapping[str, int] = field(default_factory=dict)


def sums(topic: Topic) -> Iterator[tuple[tuple[str, ...], str]]:
    """The cells that add up, and the cell that they add up to."""
    if topic.name in PLAIN:
        yield PLAIN[topic.name], WHOLE
        return
    for part in parts(topic):
        yield tuple(f"{part}/{way}" for way in CHANGES), f"{part}/{STARTED}"


def parts(topic: Topic) -> tuple[str, ...]:
    """The parts of a questionnaire, in order.

    >>> parts(Topic("answers:calm", 1, {"total/started": 9, "total/missing": 0}))
    ('total',)
    """
    return tuple(dict.fromkeys(cell.partition("/")[0] for cell in topic.counts))


def topics_of(report: Report, *, told_in: int) -> tuple[Topic, ...]:
    """What a report of the whole organisation would tell, as it is held back already."""
    found = [
        Topic(name, told_in, _plain(breakdown))
        for name, breakdown in (("journeys", report.journeys), ("attendance", report.attendance))
    ]
    if report.referrals:
        found.append(
            Topic("referrals", told_in, _plain(report.referrals.became),
                  _weeks(report.referrals.weeks))
        )  # fmt: skip
    for measured in report.measured:
        ids = [part for part, _ in measured.asked.parts]
        counts: dict[str, int | None] = {}
        figures: dict[str, int] = {}
        for part, result in zip(ids, measured.parts, strict=True):
            counts |= _changes(part, result)
            figures |= _figures(part, result.figures)
        found.append(Topic(ANSWERS + measured.asked.id, told_in, counts, figures))
    return tuple(found)


def _plain(breakdown: Breakdown) -> dict[str, int | None]:
    return {**dict(breakdown.places), WHOLE: breakdown.whole}


def _changes(part: str, result: PartResult) -> dict[str, int | None]:
    return {
        f"{part}/{STARTED}": result.started, f"{part}/missing": result.missing,
        f"{part}/better": result.better, f"{part}/same": result.same,
        f"{part}/worse": result.worse,
    }  # fmt: skip


def _figures(part: str, found: Figures | None) -> dict[str, int]:
    if found is None:
        return {}
    values = (
        found.before.mean, found.before.sd, found.after.mean, found.after.sd,
        found.change.mean, found.change.sd, found.shift.estimate, found.test.effect,
    )  # fmt: skip
    return {
        f"{part}/{name}": in_steps(round(value, 2))
        for name, value in zip(FIGURES, values, strict=True)
        if value is not None
    }


def _weeks(weeks: Tally | None) -> dict[str, int]:
    if weeks is None:
        return {}
    return {
        name: in_steps(value)
        for name, share in zip(WEEKS, (0.25, 0.5, 0.75), strict=True)
        if (value := weeks.quantile(share)) is not None
    }
