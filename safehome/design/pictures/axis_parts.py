"""The layers of a time axis. Each takes the y where it may start and returns where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise

from markupsafe import Markup

from safehome.design.pictures.drawing import el, figure, line, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.lettering import Box, box, shorten, width, wrap
from safehome.design.pictures.marks import (
    DASHES,
    MarkKind,
    StepState,
    axis_mark,
    series_dot,
    step_mark,
)
from safehome.design.pictures.palette import FAINT, INK, LINE, PAPER, QUIET, SERIES
from safehome.design.pictures.scales import Scale, is_free, month_starts, spread

WIDE, LEFT, RIGHT, BOTTOM_ROOM = 1040.0, 92.0, 148.0, 8.0
VALUES_HIGH, MONTHS_HIGH, STEP, LANE = 180.0, 44.0, 10.0, 25.0


@dataclass
class Canvas:
    """What has been drawn, and where its labels lie."""

    days: Scale
    first: date
    last: date
    drawn: list[Markup] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)  # along the lines: better not written on

    def x(self, on: date) -> float:
        return self.days.at(on.toordinal())

    def label(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        *,
        anchor: str = "start",
        fill: str = INK,
        bold: bool = False,
        off_lines: bool = False,
    ) -> bool:
        """Write a label where no other lies; say whether there was room."""
        place = box(words, x, y, size, anchor)
        if not is_free(place, self.labels):
            return False
        if off_lines and not is_free(place, self.strokes, 0):
            return False
        self.labels.append(place)
        halo = PAPER if bold else None
        self.drawn.append(text(words, x, y, size, anchor=anchor, fill=fill, bold=bold, halo=halo))
        return True

    def lane_name(self, words: str, y: float) -> None:
        """The name of a layer, in the left margin."""
        for place, part in enumerate(wrap(words, LEFT - 26, 12.5, 3)):
            self.label(part, 4, y + place * 15, 12.5, fill=QUIET, bold=True)


def draw_series(
    canvas: Canvas,
    series: Sequence[tuple[str, Sequence[tuple[date, float]]]],
    scale: tuple[float, float],
    y: float,
    name: str,
) -> float:
    ys = Scale(*scale, y + VALUES_HIGH, y)
    for value in (scale[0], (scale[0] + scale[1]) / 2, scale[1]):
        at = ys.at(value)
        canvas.drawn.append(line(LEFT, at, WIDE - RIGHT, at, stroke=LINE))
        canvas.label(figure(value), LEFT - 8, at + 4, 12, anchor="end", fill=QUIET)
    canvas.lane_name(name, y + 26)
    spots = [
        [(canvas.x(on), ys.at(value), value) for on, value in sorted(points)]
        for _, points in series
    ]
    for number, run in enumerate(spots):
        canvas.drawn.append(_polyline(number, run))
        canvas.strokes += _along(run)
    for number, run in enumerate(spots):
        for x, at, _ in run:
            canvas.drawn.append(series_dot(number, x, at, 5.5))
            canvas.labels.append(Box(x - 6, at - 6, x + 6, at + 6))
    for number, run in enumerate(spots):
        for x, at, value in run:
            _value_label(canvas, figure(value), x, at, SERIES[number])
    _series_names(canvas, series, spots, ys)
    return y + VALUES_HIGH + 34


def _polyline(number: int, run: Sequence[tuple[float, float, float]]) -> Markup:
    return el(
        "polyline",
        points=" ".join(f"{x:.2f},{y:.2f}" for x, y, _ in run),
        fill="none",
        stroke=SERIES[number],
        stroke_width=2.5,
        stroke_dasharray=DASHES[number],
        stroke_linejoin="round",
        class_=f"pic-line pic-line--{number + 1}",
    )


def _value_label(canvas: Canvas, words: str, x: float, y: float, colour: str) -> None:
    """The first free place around the dot, if possible where no line runs."""
    around = (
        (0, -10, "middle"), (0, 20, "middle"), (10, 4.5, "start"), (-10, 4.5, "end"),
        (8, -9, "start"), (8, 18, "start"), (-8, -9, "end"), (-8, 18, "end"),
    )  # fmt: skip
    for off_lines in (True, False):
        for aside, down, anchor in around:
            if canvas.label(
                words, x + aside, y + down, 13,
                anchor=anchor, fill=colour, bold=True, off_lines=off_lines,
            ):  # fmt: skip
                return


def _along(run: Sequence[tuple[float, float, float]]) -> list[Box]:
    """Small boxes along a line of values."""
    found = []
    for (x1, y1, _), (x2, y2, _) in pairwise(run):
        count = max(int((x2 - x1) / 4), 1)
        for part in range(count + 1):
            x, y = x1 + (x2 - x1) * part / count, y1 + (y2 - y1) * part / count
            found.append(Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5))
    return found


def _series_names(
    canvas: Canvas,
    series: Sequence[tuple[str, Sequence[tuple[date, float]]]],
    spots: Sequence[Sequence[tuple[float, float, float]]],
    ys: Scale,
) -> None:
    """At the right, near where each line ends, with its dot."""
    ends = sorted((run[-1][1], number) for number, run in enumerate(spots) if run)
    places = spread([at for at, _ in ends], 50, min(ys.start, ys.end) + 8, max(ys.start, ys.end))
    left = WIDE - RIGHT + 14
    for (_, number), at in zip(ends, places, strict=True):
        canvas.drawn.append(series_dot(number, left + 4, at, 5))
        lines = wrap(series[number][0], RIGHT - 34, 13, 3)
        for place, words in enumerate(lines):
            canvas.label(words, left + 16, at + 4.5 + place * 15.5, 13, fill=SERIES[number])


def draw_steps(
    canvas: Canvas, steps: Sequence[tuple[date, str, StepState]], y: float, name: str
) -> float:
    """Marks in a row, apart from each other, each with a fine line down to its day."""
    if not steps:
        return y
    steps = sorted(steps, key=lambda step: step[0])
    middle = y + 12
    places = spread([canvas.x(on) for on, _, _ in steps], 25, LEFT + 10, WIDE - RIGHT - 10)
    gap = min((b - a for a, b in pairwise(places)), default=25)
    r = min(STEP, gap * 0.45)
    canvas.lane_name(name, middle + 4)
    canvas.drawn.append(line(places[0], middle, places[-1], middle, stroke=LINE, width=2))
    for (on, number, state), x in zip(steps, places, strict=True):
        canvas.drawn.append(step_mark(state, x, middle, r))
        canvas.label(
            shorten(number, min(max(gap - 3, 8), 40), 12), x, middle + 25, 12, anchor="middle"
        )
        elbow = f"{x:.2f},{middle + 30:.2f} {canvas.x(on):.2f},{middle + 44:.2f}"
        canvas.drawn.append(
            el("polyline", points=elbow, fill="none", stroke=FAINT, stroke_width=0.8)
        )
    return middle + 44


def draw_axis(
    canvas: Canvas, y: float, months: Sequence[str], today: date | None, today_word: str
) -> float:
    canvas.drawn.append(line(LEFT, y, WIDE - RIGHT, y, stroke=INK, width=1.6))
    if today is not None:
        x = canvas.x(today)
        canvas.drawn.append(line(x, 22, x, y + 6, stroke=FAINT, width=1.2, dash="1 4"))
        word = shorten(today_word, 120, 12)
        canvas.label(word, x, 12, 12, anchor="middle", fill=QUIET, bold=True)
    ticks = month_starts(canvas.first, canvas.last, 14) or [canvas.first]
    for place, day in enumerate(ticks):
        x = canvas.x(day)
        canvas.drawn.append(line(x, y, x, y + 7, stroke=INK, width=1.2))
        canvas.label(months[day.month - 1], x, y + 21, 12.5, anchor="middle")
        if place == 0 or day.year != ticks[place - 1].year:
            canvas.label(str(day.year), x, y + 36, 12.5, anchor="middle", fill=QUIET, bold=True)
    return y + MONTHS_HIGH


def draw_marks(
    canvas: Canvas, marks: Sequence[tuple[date, str, MarkKind]], y: float, name: str
) -> float:
    """Marks hang below the axis in as many lanes as their labels need.

    The latest are set first and lie highest, so that the line from an earlier mark up to
    the axis passes to the left of their labels.
    """
    if not marks:
        return y
    canvas.lane_name(name, y + 17)
    top, lanes, lowest = y, 0, y
    hung: list[Box] = []
    for on, words, kind in sorted(marks, key=lambda mark: mark[0], reverse=True):
        x = canvas.x(on)
        shown = shorten(words, min(WIDE - x - 22, 250), 12.5)
        wide = width(shown, 12.5) + 16
        lane = next(
            lane
            for lane in range(len(marks) + 1)
            if is_free(_lane_box(top, lane, x - 10, x + wide), hung, 2)
        )
        lanes = max(lanes, lane)
        middle = top + LANE * (lane + 0.5)
        hung.append(_lane_box(top, lane, x - 10, x + wide))
        hung.append(Box(x - 1, top - 4, x + 1, middle))
        canvas.drawn.append(line(x, top - 2, x, middle - 8, stroke=FAINT, width=0.8))
        canvas.drawn.append(line(x, top - MONTHS_HIGH, x, top - MONTHS_HIGH + 5, stroke=FAINT))
        canvas.drawn.append(axis_mark(kind, x, middle, 7.5))
        canvas.label(shown, x + 13, middle + 4.5, 12.5)
        lowest = max(lowest, middle + LANE / 2)
    return lowest


def _lane_box(top: float, lane: int, left: float, right: float) -> Box:
    return Box(left, top + LANE * lane + 3, right, top + LANE * (lane + 1) - 3)


def draw_key(
    canvas: Canvas,
    states: Sequence[tuple[StepState, str]],
    kinds: Sequence[tuple[MarkKind, str]],
    y: float,
) -> float:
    signs = [Sign(partial(step_mark, state), words) for state, words in states]
    signs += [Sign(partial(axis_mark, kind), words) for kind, words in kinds]
    if not signs:
        return y
    canvas.drawn.append(line(LEFT, y + 14, WIDE - RIGHT, y + 14, stroke=LINE))
    drawn, bottom = legend(signs, x=LEFT, y=y + 34, room=WIDE - LEFT - 20, size=13)
    canvas.drawn += drawn
    return bottom
