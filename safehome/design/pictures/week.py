"""A week: days across, hours down, and beside each other whoever has a part in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from safehome.design.pictures.drawing import Drawn, el, line, picture, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.palette import FAINT, LINE, PAPER, QUIET, SERIES, TINT

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
AXIS, DAY, HOUR, TOP, GAP = 56.0, 92.0, 18.0, 30.0, 3.0
SHORTEST = 8  # hours that are drawn at the least

type Stretch = tuple[int, int, int]  # day from 0, minutes after midnight from and to


@dataclass(frozen=True)
class WeekRow:
    """Somebody's week. full: drawn filled; light: drawn striped."""

    name: str
    full: tuple[Stretch, ...]
    light: tuple[Stretch, ...] = ()


def week(
    rows: Sequence[WeekRow],
    *,
    title: str,
    key: str,
    says: str,
    words: tuple[str, str],
    headings: Sequence[str] = (),
    table: Sequence[Sequence[str]] = (),
) -> Drawn:
    """Draw a lane for each row in each day. words: what filled and striped stand for.

    Raises ValueError for a stretch outside a week.
    """
    every = [one for row in rows for one in (*row.full, *row.light)]
    for day, begins, ends in every:
        if not (0 <= day < len(DAYS) and 0 <= begins < ends <= 1440):
            raise ValueError(f"Day {day} from {begins} to {ends} is no stretch of a week.")
    first, last = _hours(every)
    bottom = TOP + (last - first) * HOUR
    wide = AXIS + DAY * len(DAYS) + 8
    parts = _grid(first, last, bottom)
    for place, row in enumerate(rows):
        for stretches, filled in ((row.full, True), (row.light, False)):
            parts += [_block(one, place, len(rows), first, filled) for one in stretches]
    signs = [Sign(partial(_lane, place), row.name) for place, row in enumerate(rows)]
    signs += [
        Sign(partial(_kind, filled), word)
        for filled, word in zip((True, False), words, strict=True)
    ]
    key_parts, y = legend(signs, x=AXIS, y=bottom + 24, room=wide - AXIS - 8, size=15)
    return picture(
        *parts,
        *key_parts,
        kind="week",
        key=key,
        title=title,
        says=says,
        size=(wide, y + 6),
        headings=headings,
        rows=table,
    )


def _hours(every: Sequence[Stretch]) -> tuple[int, int]:
    """The hours to draw, whole: a little day when there is nothing."""
    if not every:
        return 8, 8 + SHORTEST
    first = min(begins for _, begins, _ in every) // 60
    last = -(-max(ends for _, _, ends in every) // 60)
    more = max(SHORTEST - (last - first), 0)
    first = max(first - more // 2, 0)
    return first, min(max(last, first + SHORTEST), 24)


def _grid(first: int, last: int, bottom: float) -> list[Markup]:
    parts = []
    for day, name in enumerate(DAYS):
        x = AXIS + day * DAY
        if day % 2:
            parts.append(el("rect", x=x, y=TOP, width=DAY, height=bottom - TOP, fill=TINT))
        parts.append(text(name, x + DAY / 2, TOP - 10, 15, anchor="middle", bold=True))
    step = 1 if last - first <= 10 else 2
    for hour in range(first, last + 1):
        y = TOP + (hour - first) * HOUR
        parts.append(line(AXIS, y, AXIS + DAY * len(DAYS), y, stroke=LINE))
        if (hour - first) % step == 0:
            parts.append(text(f"{hour:02}:00", AXIS - 8, y + 5, 14, anchor="end", fill=QUIET))
    return parts


def _block(one: Stretch, place: int, lanes: int, first: int, filled: bool) -> Markup:
    day, begins, ends = one
    each = (DAY - GAP * 2) / lanes
    x = AXIS + day * DAY + GAP + each * place
    y = TOP + (begins / 60 - first) * HOUR
    wide, high = max(each - GAP, 2.5), max((ends - begins) / 60 * HOUR, 2.0)
    parts = [_drawn(x, y, (wide, high), colour=SERIES[place % len(SERIES)], filled=filled)]
    if wide >= 12 and high >= 16:
        parts.append(
            text(
                str(place + 1),
                x + wide / 2,
                y + min(high / 2 + 5, 20),
                14,
                anchor="middle",
                bold=True,
                fill=PAPER if filled else SERIES[place % len(SERIES)],
                halo=None if filled else PAPER,
            )
        )
    return el("g", *parts)


def _drawn(x: float, y: float, size: tuple[float, float], *, colour: str, filled: bool) -> Markup:
    wide, high = size
    fill = colour if filled else PAPER
    parts = [
        el("rect", x=x, y=y, width=wide, height=high, fill=fill, stroke=colour, stroke_width=1.5)
    ]
    if not filled:
        parts += [
            line(x, y + at, x + wide, y + at, stroke=colour, width=1)
            for at in range(5, int(high), 5)
        ]
    return el("g", *parts)


def _lane(place: int, x: float, y: float, r: float) -> Markup:
    colour = SERIES[place % len(SERIES)]
    return el(
        "g",
        el("rect", x=x - r, y=y - r, width=r * 2, height=r * 2, fill=colour),
        text(str(place + 1), x, y + 5, 13, anchor="middle", bold=True, fill=PAPER),
    )


def _kind(filled: bool, x: float, y: float, r: float) -> Markup:
    return _drawn(x - r, y - r, (r * 2, r * 2), colour=FAINT, filled=filled)
