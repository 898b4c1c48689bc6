"""What the page, the paper and the file show of a report: words and figures, ready to place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from safehome.design.pictures import BarRow
from safehome.evaluation import opening
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
from safehome.evaluation.rules.report import Breakdown, Measured, PartResult
from safehome.evaluation.rules.whole import Report
from safehome.evaluation.short import AS_PLANNED, again, came, in_short, is_asked_again
from safehome.evaluation.shown import (
    HELD_BACK,
    Counting,
    GroundShown,
    Line,
    MeasureShown,
    Page,
    PartShown,
)

HEADINGS = (
    "What", "Answered at the start", "Answered again", "Better", "About the same", "Worse",
    "Start: median (middle half)", "Later: median (middle half)", "Mean change (SD)",
    "Shift (95 % interval)", "Without change", "One-sidedness (95 % interval)", "p",
)  # fmt: skip


def page_of(report: Report, names: Mapping[str, str] | None = None) -> Page:
    """The report in words. names: of the practitioners, by the code that stands for each."""
    return Page(
        about=about(report.scope, names or {}),
        short=in_short(report),
        later=report.later,
        way=_way(report),
        journeys=_counting(report.journeys, PLACES, "Journeys", "journeys", whole="all"),
        attendance=_counting(
            report.attendance, ATTENDANCE, "Attendance", "attendance", whole="coming"
        ),
        came=came(report.attendance),
        units=_units(report),
        waited=_waited(report),
        measures=tuple(_measure(one, report.later) for one in report.measured),
        grounds=tuple(_ground(one) for one in report.grounds),
        waiting=tuple(
            (one.asked.title, words.waiting_in_words(one, report.later)) for one in report.waiting
        ),
        waited_lists=tuple(opening.of_waiting(one) for one in report.waiting),
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
    places, ends = opening.of_ground(found)
    return GroundShown(ground.title, found.title, heads, tuple(rows), places, ends, answers)


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
    found: Breakdown, said: dict[str, str], title: str, key: str, *, whole: str
) -> Counting:
    """Lines of a breakdown. Places where nobody is are left out. whole: the list of them all."""
    lines = tuple(Line(said[place], count, place) for place, count in found.places if count != 0)
    return Counting(lines, Line("In all", found.whole, whole), *_bars(lines, title, key))


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
            Line("Families referred", report.referrals.became.whole, "referred"),
            Line("A record was opened", opened, "opened"),
            Line(BECAME["begun"], begun, "begun"),
        ]
    began = "Journeys, with those not referred here" if report.referrals else "Journeys"
    lines.append(Line(began, report.journeys.whole, "all"))
    places = dict(report.journeys.places)
    ended = [places[place] for place in AS_PLANNED]
    as_planned = None if None in ended else sum(count or 0 for count in ended)
    lines.append(Line("Journeys that ended as planned", as_planned, "as-planned"))
    if report.measured:
        asked, first = report.measured[0].asked, report.measured[0].parts[0]
        title, of = asked.title, urlencode({"of": asked.id})
        lines += [
            Line(f"Carers who answered “{title}” at the start", first.started, "answered", of),
            Line(
                f"Carers who answered it again at {report.later}",
                again(first),
                "answered-again",
                of,
            ),
        ]
    return Counting(tuple(lines), Line("", None), *_bars(lines, "The way through", "way"))


def _units(report: Report) -> str:
    """The bars of the way are not all of one thing."""
    families = (
        "First families, then journeys; not every family was referred here."
        if report.referrals else ""
    )  # fmt: skip
    carers = "The last two are carers: a family can have several." if report.measured else ""
    return f"{families} {carers}".strip()


def _waited(report: Report) -> str:
    if report.referrals is None:
        divided = report.scope.team or report.scope.lead
        return (
            "Referrals are not divided by team or practitioner." if divided
            else "No referral has been handed in."
        )  # fmt: skip
    of = " Referrals are those that came in that year." if report.scope.year else ""
    weeks = report.referrals.weeks
    if weeks is None:
        return f"Too few to say how long families waited.{of}"
    return (
        f"Half of the families waited {round(weeks.median or 0)} weeks or less from referral to the"
        f" start of a journey. The middle half waited {round(weeks.quantile(0.25) or 0)} to"
        f" {round(weeks.quantile(0.75) or 0)} weeks. Those who still wait are not in it.{of}"
    )


def _measure(found: Measured, later: str) -> MeasureShown:
    asked = found.asked
    if not is_asked_again(found):
        nothing = f"Nobody has answered it at {later} yet. The programme may not ask it then."
        return MeasureShown(asked.title, "", (), "", None, None, nothing)
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
        rule=words.rule_of(asked),
        parts=tuple(_part(found, *part) for part in zip(asked.parts, found.parts, strict=True)),
        leaving=words.leaving_in_words(found.leaving),
        leavers=opening.of_leavers(found),
        picture=picture,
        narrow=narrow,
    )


def _part(found: Measured, name: tuple[str, str], part: PartResult) -> PartShown:
    counts = (part.started, again(part), part.better, part.same, part.worse)
    shown = tuple(HELD_BACK if count is None else str(count) for count in counts)
    return PartShown(
        title=part.title,
        cells=shown + _figures(part),
        answered=words.who_answered(part),
        reading=words.reading(found.asked, part),
        lists=opening.of_part(found.asked, name[0], part),
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
