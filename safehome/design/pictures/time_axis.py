"""A whole story on one time axis: values above, steps on it, marks below.

Every label is set where no other label lies; one that finds no room is left to the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from safehome.design.pictures.axis_parts import (
    BOTTOM_ROOM,
    LEFT,
    RIGHT,
    WIDE,
    Canvas,
    draw_axis,
    draw_key,
    draw_marks,
    draw_series,
    draw_steps,
)
from safehome.design.pictures.drawing import Drawn, figure, picture
from safehome.design.pictures.marks import STEP_WORDS, MarkKind, StepState
from safehome.design.pictures.palette import SERIES
from safehome.design.pictures.scales import MONTHS, date_words, days


@dataclass(frozen=True)
class AxisStep:
    on: date
    number: str
    state: StepState


@dataclass(frozen=True)
class AxisSeries:
    """One line of values, such as a measure asked several times."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class AxisMark:
    """Something that happened on a day: a version made, a flag raised."""

    on: date
    label: str
    kind: MarkKind = MarkKind.POINT


@dataclass(frozen=True)
class AxisWords:
    """The words of the picture, to be given in the reader's language."""

    values: str = "Measures, 0 to 10"
    steps: str = "Steps"
    marks: str = "Also"
    today: str = "Today"
    months: tuple[str, ...] = MONTHS
    headings: tuple[str, str, str] = ("When", "What", "Detail")
    states: Mapping[StepState, str] | None = None
    kinds: Mapping[MarkKind, str] | None = None


def time_axis(
    steps: Sequence[AxisStep],
    series: Sequence[AxisSeries],
    marks: Sequence[AxisMark],
    *,
    title: str,
    key: str,
    says: str = "",
    scale: tuple[float, float] = (0, 10),
    today: date | None = None,
    words: AxisWords | None = None,
) -> Drawn:
    """Draw it on a canvas that fits one landscape A4 page, also without colour.

    Raises ValueError for more than three series, for a value off the scale, and when
    there is nothing to draw.
    """
    words = words or AxisWords()
    if len(series) > len(SERIES):
        raise ValueError(f"A time axis shows at most three lines, not {len(series)}.")
    dates = [step.on for step in steps] + [mark.on for mark in marks]
    dates += [on for one in series for on, _ in one.points]
    if not dates:
        raise ValueError("There is nothing to draw on this time axis.")
    first, last = min(dates), max(dates)
    canvas = Canvas(days(first, last, LEFT + 12, WIDE - RIGHT - 12), first, last)
    y = 26.0
    if any(one.points for one in series):
        y = draw_series(canvas, [(one.name, one.points) for one in series], scale, y, words.values)
    y = draw_steps(canvas, [(s.on, s.number, s.state) for s in steps], y, words.steps)
    shown_today = today if today and first <= today <= last else None
    y = draw_axis(canvas, y, words.months, shown_today, words.today)
    y = draw_marks(canvas, [(m.on, m.label, m.kind) for m in marks], y, words.marks)
    states = words.states or STEP_WORDS
    kinds = words.kinds or {kind: kind.value.capitalize() for kind in MarkKind}
    y = draw_key(
        canvas,
        [(state, states[state]) for state in StepState if state in {s.state for s in steps}],
        [(kind, kinds[kind]) for kind in MarkKind if kind in {m.kind for m in marks}],
        y,
    )
    named = replace(words, states=states, kinds=kinds)
    rows = _rows(steps, series, marks, named)
    return picture(
        *canvas.drawn,
        kind="time-axis",
        key=key,
        title=title,
        says=says or " ".join(f"{when}: {what}, {detail}." for when, what, detail in rows),
        size=(WIDE, y + BOTTOM_ROOM),
        headings=words.headings,
        rows=rows,
    )


def _rows(
    steps: Sequence[AxisStep],
    series: Sequence[AxisSeries],
    marks: Sequence[AxisMark],
    words: AxisWords,
) -> list[tuple[str, str, str]]:
    """Everything in the picture, in the order in which it happened."""
    states, kinds = words.states or {}, words.kinds or {}
    found = [(s.on, f"{words.steps} {s.number}", states[s.state]) for s in steps]
    found += [(on, one.name, figure(value)) for one in series for on, value in one.points]
    found += [(mark.on, kinds[mark.kind], mark.label) for mark in marks]
    return [
        (date_words(on, words.months), what, detail)
        for on, what, detail in sorted(found, key=lambda row: row[0])
    ]
