"""A strip of who was there, or in mind, at each step: gaps show at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from safehome.design.pictures.drawing import Drawn, el, line, picture, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.lettering import shorten
from safehome.design.pictures.marks import PRESENCE_WORDS, Presence, presence_mark
from safehome.design.pictures.palette import INK, LINE, QUIET, TINT

NAMES, PITCH, ROW, EDGE = 176.0, 40.0, 32.0, 8.0


@dataclass(frozen=True)
class PresenceRow:
    """One person's marks, one for each step. `stands_out` tints a row worth a look."""

    name: str
    marks: tuple[Presence, ...]
    stands_out: bool = False


@dataclass(frozen=True)
class PresenceGroup:
    """Rows under one heading, with the words their marks stand for."""

    heading: str
    rows: tuple[PresenceRow, ...]
    words: Mapping[Presence, str] = field(default_factory=lambda: PRESENCE_WORDS)


def presence_strip(
    groups: Sequence[PresenceGroup],
    *,
    columns: Sequence[str],
    title: str,
    key: str,
    who: str = "Who",
) -> Drawn:
    """Draw each group under its heading, steps across, with the words of its marks below it.

    Raises ValueError when a row has more or fewer marks than there are columns.
    """
    for row in (row for group in groups for row in group.rows):
        if len(row.marks) != len(columns):
            raise ValueError(f"{row.name} has {len(row.marks)} marks for {len(columns)} steps.")
    wide = max(NAMES + PITCH * len(columns) + EDGE * 2, 420)
    parts: list[Markup] = []
    y = 22.0
    for place, name in enumerate(columns):
        shown = shorten(name, PITCH - 4, 13)
        parts.append(text(shown, _x(place), y, 13, anchor="middle", fill=QUIET, bold=True))
    y += 12
    for group in groups:
        drawn, y = _group(group, y, wide)
        parts += drawn
    return picture(
        *parts,
        kind="presence",
        key=key,
        title=title,
        says=_says(groups, columns),
        size=(wide, y),
        headings=(who, *columns),
        rows=[
            (row.name, *(group.words[mark] for mark in row.marks))
            for group in groups
            for row in group.rows
        ],
    )


def _x(place: int) -> float:
    return EDGE + NAMES + PITCH * (place + 0.5)


def _group(group: PresenceGroup, y: float, wide: float) -> tuple[list[Markup], float]:
    parts: list[Markup] = []
    if group.heading:
        shown = shorten(group.heading, wide - EDGE * 2, 14)
        parts.append(text(shown, EDGE, y + 18, 14, bold=True))
        y += 28
    for row in group.rows:
        parts.append(_row(row, y, wide, group.words))
        y += ROW
    used = [mark for mark in Presence if any(mark in row.marks for row in group.rows)]
    signs = [Sign(partial(presence_mark, mark), group.words[mark]) for mark in used]
    key, y = legend(signs, x=EDGE, y=y + 16, room=wide - EDGE * 2, size=12.5)
    return parts + key, y + 14


def _row(row: PresenceRow, top: float, wide: float, words: Mapping[Presence, str]) -> Markup:
    y = top + ROW / 2
    parts: list[Markup] = []
    if row.stands_out:
        parts.append(el("rect", x=0, y=top + 1, width=wide, height=ROW - 2, rx=4, fill=TINT))
        parts.append(el("rect", x=0, y=top + 1, width=3.5, height=ROW - 2, fill=INK))
    else:
        parts.append(line(EDGE, top + ROW, wide - EDGE, top + ROW, stroke=LINE, width=0.6))
    name = shorten(row.name, NAMES - 10, 14)
    parts.append(text(name, EDGE + 2, y + 5, 14, bold=row.stands_out))
    parts += [presence_mark(mark, _x(place), y, 9) for place, mark in enumerate(row.marks)]
    counts = ", ".join(
        f"{words[mark]} {row.marks.count(mark)}" for mark in Presence if mark in row.marks
    )
    return el("g", el("title", f"{row.name}: {counts}"), *parts)


def _says(groups: Sequence[PresenceGroup], columns: Sequence[str]) -> str:
    said = []
    for group in groups:
        for row in group.rows:
            by_word = "; ".join(
                f"{group.words[mark]}: "
                + ", ".join(
                    name for name, here in zip(columns, row.marks, strict=True) if here is mark
                )
                for mark in Presence
                if mark in row.marks
            )
            said.append(f"{row.name}. {by_word}.")
    return " ".join(said)
