"""What the page, the paper and the file show of a report: words and figures, ready to place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safehome.design.pictures import BarRow, Drawn
from safehome.evaluation.drawn import Pictures, both, of_counts
from safehome.evaluation.rules import words
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.equity import Ground
from safehome.evaluation.rules.indicators import (
    ATTENDANCE,
    BECAME,
    COLUMN_WORDS,
    GROUNDS,
    PLACES,
)
from safehome.evaluation.rules.report import Asked as Questionnaire
from safehome.evaluation.rules.report import Breakdown, Measured, PartResult
from safehome.evaluation.rules.whole import Report
from safehome.measures.rules import GOALS

HELD_BACK = words.HELD_BACK
AS_PLANNED = ("completed", "enough")  # as ctx.count_outcomes has it


@dataclass(frozen=True)
class Line:
    """One count in words. code: what its list is called, where there is one."""

    text: str
    count: int | None
    code: str = ""

    @property
    def shown(self) -> str:
        return HELD_BACK if self.count is None else str(self.count)


@dataclass(frozen=True)
class Counting:
    """A count divided into its places, with a picture of it."""

    lines: tuple[Line, ...]
    whole: Line
    picture: Drawn | None
    narrow: Drawn | None


@dataclass(frozen=True)
class PartShown:
    """One part of a questionnaire: a row of the table, and a few sentences."""

    title: str
    cells: tuple[str, ...]
    answered: str
    reading: str


@dataclass(frozen=True)
class MeasureShown:
    """One questionnaire."""

    title: str
    rule: str
    parts: tuple[PartShown, ...]
    leaving: str
    picture: Drawn | None
    narrow: Drawn | None


@dataclass(frozen=True)
class GroundShown:
    """One table by what the record holds of the carers; empty, with a sentence why."""

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Page:
    """The whole report."""

    about: str
    short: tuple[str, ...]  # three sentences at most, for whoever reads nothing else
    later: str
    way: Counting
    journeys: Counting
    attendance: Counting
    came: str
    waited: str
    measures: tuple[MeasureShown, ...]
    grounds: tuple[GroundShown, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()  # questionnaire and a few sentences


HEADINGS = (
    "What", "Answered at the start", "Answered again", "Better", "About the same", "Worse",
    "Start: median (middle half)", "Later: median (middle half)", "Mean change (SD)",
    "Shift (95 % interval)", "Without change", "One-sidedness (95 % interval)", "p",
)  # fmt: skip


def page_of(report: Report, names: Mapping[str, str] | None = None) -> Page:
    """The report in words. names: of the practitioners, by the code that stands for each."""
    return Page(
        about=about(report.scope, names or {}),
        short=_short(report),
        later=report.later,
        way=_way(report),
        journeys=_counting(report.journeys, PLACES, "Journeys", "journeys"),
        attendance=_counting(report.attendance, ATTENDANCE, "Attendance", "attendance"),
        came=_came(report.attendance),
        waited=_waited(report),
        measures=tuple(_measure(one, report.later) for one in report.measured),
        grounds=tuple(_ground(one) for one in report.grounds),
        waiting=tuple(
            (one.asked.title, words.waiting_in_words(one, report.later)) for one in report.waiting
        ),
    )


def _ground(found: Ground) -> GroundShown:
    ground = GROUNDS[found.ground]
    answers = found.about != "attendance"
    last = ("At the start", "Shift (95 % interval)") if answers else ("In all",)
    heads = (ground.title, *(COLUMN_WORDS[column] for column in found.columns), *last)
    rows = []
    for one in found.rows:
        cells = [HELD_BACK if count is None else str(count) for count in one.row]
        if answers:
            cells.append(words.moved_by(one.moved) if one.moved else "too few to say")
        rows.append((ground.bands[one.band], *cells))
    return GroundShown(ground.title, found.title, heads, tuple(rows))


def about(scope: Scope, names: Mapping[str, str]) -> str:
    """What a report is on, in a sentence. names: of practitioners, by their ids."""
    if scope.lead is not None:
        return f"Journeys that {names.get(scope.lead, scope.lead)} leads."
    if scope.team is not None:
        return f"Families of the team {scope.team}."
    if scope.year is not None:
        return f"Journeys that began in {scope.year}."
    return "All journeys of this organisation."


def _counting(
    found: Breakdown, said: dict[str, str], title: str, key: str, *, empty: bool = False
) -> Counting:
    """Lines of a breakdown. Places where nobody is are left out, unless `empty`."""
    lines = tuple(
        Line(said[place], count, place) for place, count in found.places if count != 0 or empty
    )
    return Counting(lines, Line("In all", found.whole), *_bars(lines, title, key))


def _bars(lines: Sequence[Line], title: str, key: str) -> Pictures:
    return of_counts([(line.text, line.count) for line in lines], title, key, nothing=HELD_BACK)


def _way(report: Report) -> Counting:
    """From a referral to answers afterwards. Families first, then their carers."""
    lines = []
    if report.referrals:
        became = dict(report.referrals.became.places)
        begun, waits = became["begun"], became["waits"]
        opened = None if begun is None or waits is None else begun + waits
        lines += [
            Line("Families referred", report.referrals.became.whole),
            Line("A record was opened", opened),
            Line(BECAME["begun"], begun),
        ]
    began = "Journeys, with those not referred here" if report.referrals else "Journeys"
    lines.append(Line(began, report.journeys.whole, "all"))
    places = dict(report.journeys.places)
    ended = [places[place] for place in ("completed", "enough")]
    as_planned = None if None in ended else sum(count or 0 for count in ended)
    lines.append(Line("Journeys that ended as planned", as_planned, "as-planned"))
    if report.measured:
        first = report.measured[0].parts[0]
        lines += [
            Line("Carers who answered at the start", first.started),
            Line(f"Carers who answered again at {report.later}", _again(first)),
        ]
    return Counting(tuple(lines), Line("", None), *_bars(lines, "The way through", "way"))


def _again(part: PartResult) -> int | None:
    if part.started is None or part.missing is None:
        return None
    return part.started - part.missing


def _short(report: Report) -> tuple[str, ...]:
    """What became of families, what changed and how sure one is, how many came, what is missing."""
    firsts = [(one.asked, one.parts[0]) for one in report.measured]
    told = [_begun(report.journeys)]
    if firsts:
        told += [words.in_one_sentence(firsts), _not_again(firsts)]
    return tuple(filter(None, [*told, _came(report.attendance)]))


def _begun(found: Breakdown) -> str:
    if found.whole is None:
        return "How many journeys have begun is held back."
    as_planned = [count for place, count in found.places if place in AS_PLANNED]
    if None in as_planned or not sum(count or 0 for count in as_planned):
        return f"{found.whole} journeys have begun."
    ended = sum(count or 0 for count in as_planned)
    return f"{found.whole} journeys have begun; {ended} of them have ended as planned."


def _not_again(found: Sequence[tuple[Questionnaire, PartResult]]) -> str:
    """How many are missing, and for how many it became worse, of what is asked of all alike."""
    alike = next((one for one in found if one[0].id != GOALS), found[0])
    asked, part = alike
    again = _again(part)
    if part.started is None or again is None:
        return ""
    not_again = (
        f"{part.started - again} of {words.carers(part.started)} did not answer"
        f" “{asked.title}” again; how they fared is not known."
    )
    return f"{not_again} {words.who_fared(part)}".strip()


def _came(found: Breakdown) -> str:
    """Attendance as a share, where nothing that it is made of is held back."""
    counts = dict(found.places)
    asked = [counts[place] for place in ("came", "late", "cancelled", "missed")]
    if None in asked or not sum(count or 0 for count in asked):
        return ""
    there = (counts["came"] or 0) + (counts["late"] or 0)
    every = sum(count or 0 for count in asked)
    return f"Carers came to {round(100 * there / every)} of 100 invitations ({there} of {every})."


def _waited(report: Report) -> str:
    if report.referrals is None:
        return "Referrals are not divided by team or practitioner."
    weeks = report.referrals.weeks
    if weeks is None:
        return "Too few to say how long families waited."
    return (
        f"Half of the families waited {round(weeks.median or 0)} weeks or less from referral to the"
        f" start of a journey. The middle half waited {round(weeks.quantile(0.25) or 0)} to"
        f" {round(weeks.quantile(0.75) or 0)} weeks. Those who still wait are not in it."
    )


def _measure(found: Measured, later: str) -> MeasureShown:
    asked = found.asked
    rule = (
        f"A change of {asked.reliable:g} or more is taken as more than chance. {asked.source}"
        if asked.reliable is not None
        else "This questionnaire has no tested value for a change that is more than chance. Half"
        " a point or less is called “about the same”."
    )
    rows = [
        BarRow(part.title, (part.figures.before.median, part.figures.after.median))
        for part in found.parts
        if part.figures and asked.lowest >= 0
    ]
    picture, narrow = None, None
    if rows:
        series = ["At the start", f"At {later}"]
        picture, narrow = both(rows, series, asked.title, asked.id, asked.highest)
    return MeasureShown(
        title=asked.title,
        rule=rule,
        parts=tuple(_part(found, part) for part in found.parts),
        leaving=words.leaving_in_words(found.leaving),
        picture=picture,
        narrow=narrow,
    )


def _part(found: Measured, part: PartResult) -> PartShown:
    counts = (part.started, _again(part), part.better, part.same, part.worse)
    shown = tuple(HELD_BACK if count is None else str(count) for count in counts)
    return PartShown(
        title=part.title,
        cells=shown + _figures(part),
        answered=words.who_answered(part),
        reading=words.reading(found.asked, part),
    )


def _figures(part: PartResult) -> tuple[str, ...]:
    if part.figures is None:
        return ("too few to say",) + ("–",) * 6
    found = part.figures
    number, signed, share = words.number, words.signed, words.share
    quarters = [
        f"{number(one.median)} ({number(one.quantile(0.25))} to {number(one.quantile(0.75))})"
        for one in (found.before, found.after)
    ]
    interval = found.interval
    around = f" ({share(interval[0])} to {share(interval[1])})" if interval else ""
    effect = found.test.effect
    return (
        *quarters,
        f"{signed(found.change.mean or 0)} ({number(found.change.sd)})",
        words.moved_by(found.shift),
        str(found.test.zeros),
        "–" if effect is None else f"{share(effect)}{around}",
        words.chance(found.p),
    )
