"""The row of shapes and words under a picture that says what each shape means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from safehome.design.pictures.drawing import text
from safehome.design.pictures.lettering import shorten, width
from safehome.design.pictures.palette import QUIET


@dataclass(frozen=True)
class Sign:
    """One shape (drawn at x, y with a radius) and its word."""

    draw: Callable[[float, float, float], Markup]
    word: str


def legend(
    signs: Sequence[Sign], *, x: float, y: float, room: float, size: float
) -> tuple[list[Markup], float]:
    """Draw the signs in lines that fit the room; also returns the y below the last line.

    `y` is the middle of the first line.
    """
    drawn: list[Markup] = []
    at, r = x, size * 0.5
    for sign in signs:
        word = shorten(sign.word, room - size * 2.4, size)
        wide = size * 1.5 + width(word, size) + size * 1.6
        if at > x and at + wide - size * 1.6 > x + room:
            at, y = x, y + size * 1.8
        drawn.append(sign.draw(at + r, y, r))
        drawn.append(text(word, at + size * 1.5, y + size * 0.35, size, fill=QUIET))
        at += wide
    return drawn, y + size * 0.9
