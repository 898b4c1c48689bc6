"""A row of steps: how far along, at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from markupsafe import Markup

from safehome.design.pictures.drawing import Drawn, address, el, line, picture, text
from safehome.design.pictures.legends import Sign, legend
from safehome.design.pictures.lettering import shorten, wrap
from safehome.design.pictures.marks import STEP_WORDS, StepState, step_mark
from safehome.design.pictures.palette import ACCENT, INK, LINE, QUIET

PITCH, EDGE, RADIUS = 66.0, 8.0, 15.0


@dataclass(frozen=True)
class Step:
    """One step. `number` is what people call it: "7", or "7a" for an extra one."""

    number: str
    state: StepState
    when: str = ""  # a date in words, under the number
    label: str = ""
    link: str = ""  # an address within this service


def steps(
    row: Sequence[Step],
    *,
    title: str,
    key: str,
    size: Literal["tiny", "large"] = "large",
    per_row: int = 18,
    words: Mapping[StepState, str] = STEP_WORDS,
    headings: tuple[str, str, str, str] = ("Step", "Title", "State", "When"),
) -> Drawn:
    """Draw the row. `tiny` is made for a table row; `large` has numbers and dates beneath.

    `per_row` breaks a large row into shorter ones: 5 reads well on a phone.
    """
    parts, space = _tiny(row, words) if size == "tiny" else _large(row, per_row, words)
    return picture(
        *parts,
        kind=f"steps pic-steps--{size}",
        key=key,
        title=title,
        says=_says(row, words),
        size=space,
        fixed=size == "tiny",
        has_links=any(step.link for step in row),
        headings=headings,
        rows=[(step.number, step.label, words[step.state], step.when) for step in row],
    )


def _says(row: Sequence[Step], words: Mapping[StepState, str]) -> str:
    """The states in order, with runs put together: "1 to 6: Done. 7: Next."."""
    runs: list[tuple[StepState, list[str]]] = []
    for step in row:
        if runs and runs[-1][0] is step.state:
            runs[-1][1].append(step.number)
        else:
            runs.append((step.state, [step.number]))
    said = (
        f"{names[0]}–{names[-1]}: {words[state]}." if names[1:] else f"{names[0]}: {words[state]}."
        for state, names in runs
    )
    return " ".join(said)


def _tiny(
    row: Sequence[Step], words: Mapping[StepState, str]
) -> tuple[list[Markup], tuple[float, float]]:
    pitch = 9.2
    wide = max(pitch * len(row) + 1, pitch)
    parts = [line(2, 7, wide - 2, 7, stroke=LINE)]
    for place, step in enumerate(row):
        x = pitch / 2 + 0.5 + place * pitch
        parts.append(_linked(step, words, step_mark(step.state, x, 7, 3.9)))
    return parts, (wide, 14)


def _large(
    row: Sequence[Step], per_row: int, words: Mapping[StepState, str]
) -> tuple[list[Markup], tuple[float, float]]:
    pitch, edge = PITCH, EDGE
    labels = any(step.label for step in row)
    dates = any(step.when for step in row)
    high = 62.0 + (18 if dates else 0) + (46 if labels else 0)
    columns = min(max(len(row), 1), max(per_row, 1))
    wide = max(columns * pitch + edge * 2, 330)
    parts: list[Markup] = []
    for start in range(0, len(row), columns):
        here = row[start : start + columns]
        y = 24 + (start // columns) * high
        xs = [edge + pitch / 2 + place * pitch for place in range(len(here))]
        more_follow = start + columns < len(row)
        end = wide - edge if more_follow else xs[-1]
        parts.append(line(edge if start else xs[0], y, end, y, stroke=LINE, width=3))
        for x, step in zip(xs, here, strict=True):
            parts.append(_one(step, x, y, words, dates=dates))
    states = [state for state in StepState if any(step.state is state for step in row)]
    signs = [Sign(partial(step_mark, state), words[state]) for state in states]
    lines = -(-len(row) // columns)
    key, bottom = legend(signs, x=edge, y=lines * high + 20, room=wide - edge * 2, size=13)
    return [*parts, *key], (wide, bottom + 6)


def _one(step: Step, x: float, y: float, words: Mapping[StepState, str], *, dates: bool) -> Markup:
    now = step.state is StepState.NEXT
    room, r = PITCH - 6, RADIUS
    parts = [
        step_mark(step.state, x, y, r),
        text(
            shorten(step.number, room, 15),
            x,
            y + 33,
            15,
            anchor="middle",
            bold=True,
            fill=ACCENT if now else INK,
        ),
    ]
    below = y + 33
    if dates:
        below += 17
        parts.append(text(shorten(step.when, room, 12), x, below, 12, anchor="middle", fill=QUIET))
    for place, words_here in enumerate(wrap(step.label, room, 11.5, 3)):
        parts.append(
            text(words_here, x, below + 16 + place * 13.5, 11.5, anchor="middle", fill=QUIET)
        )
    if step.link:
        parts.insert(
            0,
            el(
                "rect",
                x=x - PITCH / 2 + 2,
                y=y - r - 5,
                width=PITCH - 4,
                height=below - y + r + 11,
                rx=6,
                fill="transparent",
                class_="pic-target",
            ),
        )
    return _linked(step, words, *parts)


def _linked(step: Step, words: Mapping[StepState, str], *parts: Markup) -> Markup:
    said = ", ".join(
        part for part in (step.number, step.label, words[step.state], step.when) if part
    )
    hover = el("title", said)
    if not step.link:
        return el("g", hover, *parts)
    return el("a", hover, *parts, href=address(step.link), class_="pic-link")
