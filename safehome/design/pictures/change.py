"""Somebody's answers over time, to look at together."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from safehome.design.pictures.change_parts import (
    Answers,
    Band,
    check,
    figures,
    headings_of,
    signs_of,
    table_row,
)
from safehome.design.pictures.drawing import Drawn, el, figure, line, picture, text
from safehome.design.pictures.legends import legend
from safehome.design.pictures.lettering import wrap
from safehome.design.pictures.marks import DASHES, series_dot
from safehome.design.pictures.palette import FAINT, INK, LINE, PAPER, QUIET, SERIES, TINT
from safehome.design.pictures.scales import Scale

LEFT, RIGHT, TOP, HIGH = 132.0, 24.0, 30.0, 330.0
DOT, NOTE = 17.0, 14.0


def change_picture(
    lines: Sequence[Answers],
    *,
    occasions: Sequence[str],
    title: str,
    key: str,
    says: str = "",
    scale: tuple[float, float] = (0, 10),
    scale_words: Mapping[float, str] | None = None,
    band: Band | None = None,
    headings: tuple[str, str] = ("When", "Note"),
    nothing: str = "not asked",
) -> Drawn:
    """Draw one, two or three lines, with the notes of each beneath its occasion.

    `says` is the change in words; the figures follow it in the description.
    Raises ValueError for more than three lines, a value off the scale, or a line that
    has not one value for each occasion.
    """
    check(lines, occasions)
    # Wide enough for the dots of one occasion to stand side by side.
    column = max(104.0, DOT * 2.6 * len(lines), 600.0 / max(len(occasions), 1))
    wide = LEFT + column * len(occasions) + RIGHT
    ys = Scale(*scale, TOP + HIGH, TOP)
    xs = [LEFT + column * (place + 0.5) for place in range(len(occasions))]
    parts = [_ground(ys, wide, scale_words or {}), *_band(band, ys, wide)]
    parts += _lines(lines, xs, ys)
    below, y = _occasions(lines, occasions, xs, column)
    signs = signs_of(lines, band)
    key_parts, y = legend(signs, x=LEFT, y=y + 14, room=wide - LEFT - RIGHT, size=16)
    return picture(
        *parts,
        *below,
        *key_parts,
        kind="change",
        key=key,
        title=title,
        says=" ".join(part for part in (says, figures(lines, occasions, nothing)) if part),
        size=(wide, y + 8),
        headings=headings_of(lines, headings),
        rows=[table_row(lines, occasions, place, nothing) for place in range(len(occasions))],
    )


def _ground(ys: Scale, wide: float, scale_words: Mapping[float, str]) -> Markup:
    """The scale: quiet rules, numbers, and words for what the numbers mean."""
    middle = (ys.low + ys.high) / 2
    parts = []
    for value in sorted({ys.low, middle, ys.high, *scale_words}):
        y = ys.at(value)
        parts.append(line(LEFT, y, wide - RIGHT, y, stroke=LINE, width=1.2))
        parts.append(text(figure(value), LEFT - 10, y + 6, 17, anchor="end", bold=True))
        said = wrap(scale_words.get(value, ""), LEFT - 48, 14, 2)
        first = y + 5 - 8 * (len(said) - 1)
        parts += [
            text(words, LEFT - 40, first + 16 * place, 14, anchor="end", fill=QUIET)
            for place, words in enumerate(said)
        ]
    return el("g", *parts, class_="pic-ground")


def _band(band: Band | None, ys: Scale, wide: float) -> list[Markup]:
    if band is None:
        return []
    top, bottom = ys.at(band.high), ys.at(band.low)
    across = wide - LEFT - RIGHT
    return [
        el("rect", x=LEFT, y=top, width=across, height=bottom - top, fill=TINT, class_="pic-band"),
        line(LEFT, top, LEFT + across, top, stroke=FAINT, width=1.2, dash="2 4"),
        line(LEFT, bottom, LEFT + across, bottom, stroke=FAINT, width=1.2, dash="2 4"),
    ]


def _lines(lines: Sequence[Answers], xs: Sequence[float], ys: Scale) -> list[Markup]:
    """Lines first, then dots with their values inside, side by side where they would meet."""
    spots: list[list[tuple[float, float, float]]] = [[] for _ in lines]
    for place, x in enumerate(xs):
        here = [
            (number, value)
            for number, one in enumerate(lines)
            if (value := one.values[place]) is not None
        ]
        for group in crowds([(number, value, ys.at(value)) for number, value in here], DOT * 2.5):
            for order, (number, value, y) in enumerate(sorted(group)):
                aside = (order - (len(group) - 1) / 2) * DOT * 2.5
                spots[number].append((x + aside, y, value))
    parts = [_path(number, run) for number, run in enumerate(spots) if len(run) > 1]
    for number, run in enumerate(spots):
        for x, y, value in run:
            dot = series_dot(number, x, y, DOT)
            words = text(figure(value), x, y + 5.6, 15, anchor="middle", fill=PAPER, bold=True)
            parts.append(el("g", el("title", lines[number].name), dot, words))
    return parts


def crowds(
    here: Sequence[tuple[int, float, float]], apart: float
) -> list[list[tuple[int, float, float]]]:
    """The dots of one occasion (line, value, place), grouped where they would touch."""
    groups: list[list[tuple[int, float, float]]] = []
    for dot in sorted(here, key=lambda dot: dot[2]):
        if groups and dot[2] - groups[-1][-1][2] < apart:
            groups[-1].append(dot)
        else:
            groups.append([dot])
    return groups


def _path(number: int, run: Sequence[tuple[float, float, float]]) -> Markup:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y, _ in run)
    return el(
        "polyline",
        points=points,
        fill="none",
        stroke=SERIES[number],
        stroke_width=4,
        stroke_dasharray=DASHES[number],
        stroke_linejoin="round",
        class_=f"pic-line pic-line--{number + 1}",
    )


def _occasions(
    lines: Sequence[Answers], occasions: Sequence[str], xs: Sequence[float], column: float
) -> tuple[list[Markup], float]:
    """The occasions' names and, beneath each, its notes: each with the dot of its line."""
    parts: list[Markup] = []
    start = TOP + HIGH + DOT + 26
    names = [wrap(name, column - 8, 16, 2) for name in occasions]
    for x, name in zip(xs, names, strict=True):
        parts += [
            text(words, x, start + 19 * place, 16, anchor="middle", bold=True)
            for place, words in enumerate(name)
        ]
    y = start + 19 * max((len(name) for name in names), default=1) + 8
    lowest = y
    for place, x in enumerate(xs):
        at, left = y, x - column / 2 + 8
        for number, one in enumerate(lines):
            said = wrap(one.notes[place], column - 32, NOTE, 6) if place < len(one.notes) else []
            if said:
                parts.append(series_dot(number, left + 5, at - 5, 5))
            for words in said:
                parts.append(text(words, left + 16, at, NOTE, fill=INK))
                at += NOTE * 1.3
            at += 6 if said else 0
        lowest = max(lowest, at)
    return parts, lowest
