"""Simple bars with their values, such as before and after for each part of a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from safehome.design.pictures.drawing import Drawn, el, figure, line, picture, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.lettering import width, wrap
from safehome.design.pictures.palette import FAINT, GREEN, PAPER, QUIET, SERIES

NAMES, LONG, EDGE, THICK = 210.0, 380.0, 8.0, 17.0
STACKED, ABOVE = 220.0, 20.0  # length of a bar, and room for each line of its name, on a phone


@dataclass(frozen=True)
class BarRow:
    """A name and one value for each bar; None where there is nothing fair to show."""

    name: str
    values: tuple[float | None, ...]


def bars(
    rows: Sequence[BarRow],
    *,
    series: Sequence[str],
    title: str,
    key: str,
    maximum: float,
    says: str = "",
    unit: str = "",
    what: str = "What",
    nothing: str = "too few to say",
    stacked: bool = False,
) -> Drawn:
    """Draw one to three bars for each row: outlined, filled, then striped.

    stacked: each name above its bars, for a narrow page, where letters stay readable.

    Raises ValueError for a value outside 0 to `maximum` or a row with a value too many.
    """
    _check(rows, series, maximum)
    gap = 16.0
    spare = max([width(_shown(None, unit, nothing), 15), width(_shown(maximum, unit, ""), 15)])
    beside, long = (0.0, STACKED) if stacked else (NAMES, LONG)
    wide = EDGE * 2 + beside + long + spare + 12
    parts: list[Markup] = []
    y = 8.0
    for row in rows:
        if stacked:
            above = wrap(row.name, wide - EDGE * 2, 15, 3)
            parts += [
                text(words, EDGE, y + 14 + ABOVE * place, 15) for place, words in enumerate(above)
            ]
            y += ABOVE * len(above)
        drawn, high = _row(
            row, y, maximum, unit=unit, nothing=nothing, beside=beside, most=long
        )  # fmt: skip
        parts += drawn
        y += high + gap
    if not stacked:
        parts.append(line(EDGE + NAMES, 4, EDGE + NAMES, y - 8, stroke=FAINT, width=1.5))
    if len(series) > 1:
        signs = [Sign(partial(_sample, number), name) for number, name in enumerate(series)]
        key_parts, y = legend(signs, x=EDGE, y=y + 10, room=wide - EDGE * 2, size=14)
        parts += key_parts
    table = [(row.name, *(_shown(value, unit, nothing) for value in row.values)) for row in rows]
    return picture(
        *parts,
        kind="bars",
        key=key,
        title=title,
        says=" ".join(
            [says]
            + [
                f"{name}: "
                + ", ".join(f"{one} {cell}" for one, cell in zip(series, cells, strict=True))
                + "."
                for name, *cells in table
            ]
        ),
        size=(wide, y + 8),
        headings=(what, *series),
        rows=table,
    )


def _check(rows: Sequence[BarRow], series: Sequence[str], maximum: float) -> None:
    if not 1 <= len(series) <= len(SERIES):
        raise ValueError(f"A row may have one to three bars, not {len(series)}.")
    for row in rows:
        if len(row.values) != len(series):
            raise ValueError(f"{row.name} has {len(row.values)} values for {len(series)} bars.")
        if not all(value is None or 0 <= value <= maximum for value in row.values):
            raise ValueError(f"A value of {row.name} lies outside 0 to {figure(maximum)}.")


def _row(
    row: BarRow, top: float, maximum: float, *, unit: str, nothing: str, beside: float, most: float
) -> tuple[list[Markup], float]:
    """One row. beside: room for its name to the left of its bars; most: the longest bar."""
    said = wrap(row.name, beside - 16, 15, 3) if beside else []
    high = max(THICK * len(row.values) + 4 * (len(row.values) - 1), 18.0 * len(said))
    first = top + high / 2 + 5 - 9 * (len(said) - 1)
    parts = [
        text(words, EDGE + beside - 12, first + 18 * place, 15, anchor="end")
        for place, words in enumerate(said)
    ]
    y = top + (high - THICK * len(row.values) - 4 * (len(row.values) - 1)) / 2
    for number, value in enumerate(row.values):
        long = 0.0 if value is None else most * value / maximum
        if value is not None:
            parts.append(_bar(number, EDGE + beside, y, long, THICK))
        parts.append(
            text(
                _shown(value, unit, nothing),
                EDGE + beside + long + 8,
                y + THICK - 3.5,
                15,
                bold=value is not None,
                fill=QUIET if value is None else GREEN,
            )
        )
        y += THICK + 4
    return parts, high


def _bar(number: int, x: float, y: float, long: float, high: float) -> Markup:
    """Outlined, filled or striped; the stripes are lines, so they print anywhere."""
    colour = SERIES[(1, 0, 2)[number]]
    shown = max(long, 2.0)
    parts = [
        el(
            "rect",
            x=x + 0.75,
            y=y + 0.75,
            width=max(shown - 1.5, 0.5),
            height=high - 1.5,
            fill=colour if number == 1 else PAPER,
            stroke=colour,
            stroke_width=1.5,
        )
    ]
    if number == 2:
        parts += [
            line(x + at, y + 1, x + at, y + high - 1, stroke=colour, width=1.5)
            for at in range(5, int(shown), 5)
        ]
    return el("g", *parts, class_=f"pic-bar pic-bar--{number + 1}")


def _sample(number: int, x: float, y: float, r: float) -> Markup:
    return _bar(number, x - r, y - r, r * 2, r * 2)


def _shown(value: float | None, unit: str, nothing: str) -> str:
    return nothing if value is None else f"{figure(value)}{unit}"
