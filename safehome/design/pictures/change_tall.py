"""Somebody's answers over time on a narrow page: time runs down, and nothing is moved sideways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Unpack

from markupsafe import Markup

from safehome.design.pictures.change import change_picture, crowds
from safehome.design.pictures.change_parts import (
    Answers,
    Band,
    Said,
    check,
    figures,
    headings_of,
    signs_of,
    table_row,
)
from safehome.design.pictures.drawing import Drawn, el, figure, line, picture, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.lettering import wrap
from safehome.design.pictures.marks import DASHES, series_dot
from safehome.design.pictures.palette import FAINT, INK, LINE, PAPER, SERIES, TINT
from safehome.design.pictures.scales import Scale

WIDE, EDGE, NAMES = 340.0, 8.0, 124.0  # units; on a page of 328 pixels a unit is almost one
DOT, ROW, BETWEEN = 13.0, 44.0, 2.4  # BETWEEN: middles of dots that would touch, in radii
SIDE_BY_SIDE = 8  # occasions of a wide picture that can be read on a page and on A4


@dataclass(frozen=True)
class Layouts:
    """One picture for a wide page and for a narrow one, of which only one is ever shown.

    wide: None where so many occasions could not be read side by side; then the tall one
    stands on every page and paper.
    """

    wide: Drawn | None
    tall: Drawn

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return self.tall.rows

    @property
    def headings(self) -> tuple[str, ...]:
        return self.tall.headings


def change_layouts(
    lines: Sequence[Answers], *, occasions: Sequence[str], title: str, key: str,
    **said: Unpack[Said],
) -> Layouts:  # fmt: skip
    """Both layouts of a picture of change (see `change_picture`)."""
    given = {"occasions": occasions, "title": title, **said}
    fits = len(occasions) <= SIDE_BY_SIDE
    return Layouts(
        change_picture(lines, key=key, **given) if fits else None,  # type: ignore[arg-type]
        tall_change_picture(lines, key=f"{key}-tall", **given),  # type: ignore[arg-type]
    )


def tall_change_picture(
    lines: Sequence[Answers], *, occasions: Sequence[str], title: str, key: str,
    says: str = "", scale: tuple[float, float] = (0, 10),
    scale_words: Mapping[float, str] | None = None, band: Band | None = None,
    headings: tuple[str, str] = ("When", "Note"), nothing: str = "not asked",
) -> Drawn:  # fmt: skip
    """The same as `change_picture`, with a row for each occasion and the scale across.

    Raises ValueError where that would.
    """
    check(lines, occasions)
    across = Scale(*scale, EDGE + NAMES + DOT + 4, WIDE - EDGE - DOT)
    head, y = _head(lines, across, scale_words or {}, band)
    top = y
    rows: list[Row] = []
    for place, name in enumerate(occasions):
        rows.append(_row(lines, place, name, y, across))
        y = rows[-1].below
    spots = [
        [spot for row in rows for number, spot in row.dots if number == one]
        for one in range(len(lines))
    ]
    ground = _ground(across, band, top, y)
    foot = _numbers(across, y + 16)
    return picture(
        *head, *ground, *(part for row in rows for part in row.names), *_paths(spots),
        *(part for row in rows for part in row.notes), *_dots(lines, spots), *foot,
        kind="change", key=key, title=title,
        says=" ".join(part for part in (says, figures(lines, occasions, nothing)) if part),
        size=(WIDE, y + 26), headings=headings_of(lines, headings),
        rows=[table_row(lines, occasions, place, nothing) for place in range(len(occasions))],
    )  # fmt: skip


type Spot = tuple[float, float, float]  # x, y and the value


@dataclass(frozen=True)
class Row:
    """One occasion: what lies beneath the lines, what above, and the dot of each line."""

    names: list[Markup]
    notes: list[Markup]
    dots: list[tuple[int, Spot]]
    below: float


def _head(
    lines: Sequence[Answers], across: Scale, scale_words: Mapping[float, str], band: Band | None
) -> tuple[list[Markup], float]:
    """Whose line is whose, what the numbers mean, and the numbers; and where the rows begin."""
    room = WIDE - EDGE * 2
    parts, y = legend(signs_of(lines, band), x=EDGE, y=16, room=room, size=15)
    words = [Sign(partial(_number, value), said) for value, said in sorted(scale_words.items())]
    if words:
        meant, y = legend(words, x=EDGE, y=y + 12, room=room, size=14)
        parts += meant
    return [*parts, *_numbers(across, y + 22)], y + 30


def _number(value: float, x: float, y: float, _r: float) -> Markup:
    return text(figure(value), x, y + 5, 14, anchor="middle", bold=True)


def _numbers(across: Scale, y: float) -> list[Markup]:
    return [
        text(figure(value), across.at(value), y, 14, anchor="middle", bold=True)
        for value in _stops(across)
    ]


def _stops(across: Scale) -> tuple[float, float, float]:
    return across.low, (across.low + across.high) / 2, across.high


def _ground(across: Scale, band: Band | None, top: float, bottom: float) -> list[Markup]:
    """Quiet rules down the page at the numbers, and the band of too little to count."""
    parts = []
    if band is not None:
        left, right = across.at(band.low), across.at(band.high)
        parts.append(el("rect", x=left, y=top, width=right - left, height=bottom - top,
                        fill=TINT, class_="pic-band"))  # fmt: skip
        parts += [
            line(x, top, x, bottom, stroke=FAINT, width=1.2, dash="2 4") for x in (left, right)
        ]
    for value in _stops(across):
        x = across.at(value)
        parts.append(line(x, top, x, bottom, stroke=LINE, width=1.2))
    return parts


def _row(lines: Sequence[Answers], place: int, name: str, y: float, across: Scale) -> Row:
    here = [
        (number, value, across.at(value))
        for number, one in enumerate(lines)
        if (value := one.values[place]) is not None
    ]
    groups = crowds(here, DOT * BETWEEN)
    said = wrap(name, NAMES - 4, 14, 3)
    deep = max((len(group) for group in groups), default=1)
    high = max(ROW + DOT * BETWEEN * (deep - 1), 17.0 * len(said) + 14)
    dots = [
        (number, (x, y + high / 2 + (order - (len(group) - 1) / 2) * DOT * BETWEEN, value))
        for group in groups
        for order, (number, value, x) in enumerate(sorted(group))
    ]
    first = y + high / 2 + 5 - 8.5 * (len(said) - 1)
    parts = [text(words, EDGE, first + 17 * at, 14, bold=True) for at, words in enumerate(said)]
    notes, below = _notes(lines, place, y + high)
    rule = line(EDGE, below, WIDE - EDGE, below, stroke=LINE, width=0.8)
    return Row([rule, *parts], notes, dots, below)


def _notes(lines: Sequence[Answers], place: int, y: float) -> tuple[list[Markup], float]:
    """The notes of one occasion, each with the dot of its line; and where they end."""
    parts: list[Markup] = []
    for number, one in enumerate(lines):
        note = one.notes[place] if place < len(one.notes) else ""
        said = wrap(note, WIDE - EDGE * 2 - 18, 14, 6)
        if said:
            parts.append(series_dot(number, EDGE + 6, y + 9, 5))
        for words in said:
            parts.append(text(words, EDGE + 18, y + 14, 14, fill=INK, halo=PAPER))
            y += 18
        y += 6 if said else 0
    return parts, y


def _paths(spots: Sequence[Sequence[Spot]]) -> list[Markup]:
    return [
        el("polyline", points=" ".join(f"{x:.2f},{y:.2f}" for x, y, _ in run), fill="none",
           stroke=SERIES[number], stroke_width=3, stroke_dasharray=DASHES[number],
           stroke_linejoin="round", class_=f"pic-line pic-line--{number + 1}")
        for number, run in enumerate(spots) if len(run) > 1
    ]  # fmt: skip


def _dots(lines: Sequence[Answers], spots: Sequence[Sequence[Spot]]) -> list[Markup]:
    return [
        el("g", el("title", lines[number].name), series_dot(number, x, y, DOT),
           text(shown := figure(value), x, y + 5, 13 if len(shown) < 4 else 10.5,
                anchor="middle", fill=PAPER, bold=True))
        for number, run in enumerate(spots) for x, y, value in run
    ]  # fmt: skip
