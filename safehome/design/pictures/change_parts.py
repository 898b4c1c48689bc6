"""What both layouts of a picture of change share: what is drawn, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypedDict

from markupsafe import Markup

from safehome.design.pictures.drawing import el, figure
from safehome.design.pictures.legends import Sign
from safehome.design.pictures.marks import series_dot
from safehome.design.pictures.palette import FAINT, SERIES, TINT


@dataclass(frozen=True)
class Answers:
    """One line: a value and perhaps a note for each occasion; None where nobody was asked."""

    name: str
    values: tuple[float | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """Values between which a difference is too small to count as change."""

    low: float
    high: float
    means: str


class Said(TypedDict, total=False):
    """What may be said of a picture of change, beyond its lines; the same for both layouts."""

    says: str
    scale: tuple[float, float]
    scale_words: Mapping[float, str] | None
    band: Band | None
    headings: tuple[str, str]
    nothing: str


def check(lines: Sequence[Answers], occasions: Sequence[str]) -> None:
    if not 1 <= len(lines) <= len(SERIES):
        raise ValueError(f"A picture of change shows one to three lines, not {len(lines)}.")
    for one in lines:
        if len(one.values) != len(occasions) or len(one.notes) > len(occasions):
            raise ValueError(f"{one.name} does not fit {len(occasions)} occasions.")


def signs_of(lines: Sequence[Answers], band: Band | None) -> list[Sign]:
    def patch(x: float, y: float, r: float) -> Markup:
        return el(
            "rect", x=x - r, y=y - r, width=r * 2, height=r * 2,
            fill=TINT, stroke=FAINT, stroke_dasharray="2 2",
        )  # fmt: skip

    signs = [Sign(partial(series_dot, number), one.name) for number, one in enumerate(lines)]
    return signs + ([Sign(patch, band.means)] if band else [])


def figures(lines: Sequence[Answers], occasions: Sequence[str], nothing: str) -> str:
    return " ".join(
        f"{one.name}: "
        + ", ".join(
            f"{name} {nothing if value is None else figure(value)}"
            for name, value in zip(occasions, one.values, strict=True)
        )
        + "."
        for one in lines
    )


def _has_notes(lines: Sequence[Answers]) -> bool:
    return any(any(one.notes) for one in lines)


def headings_of(lines: Sequence[Answers], headings: tuple[str, str]) -> tuple[str, ...]:
    when, note = headings
    names = tuple(one.name for one in lines)
    return (when, *names, note) if _has_notes(lines) else (when, *names)


def table_row(
    lines: Sequence[Answers], occasions: Sequence[str], place: int, nothing: str
) -> tuple[str, ...]:
    values = tuple(
        nothing if (value := one.values[place]) is None else figure(value) for one in lines
    )
    if not _has_notes(lines):
        return (occasions[place], *values)
    notes = "; ".join(
        one.notes[place] for one in lines if place < len(one.notes) and one.notes[place]
    )
    return (occasions[place], *values, notes)
