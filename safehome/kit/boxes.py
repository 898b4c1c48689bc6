"""The shape of a register of boxes: what a form asks, and where what was written is used.

A register is held to the forms and to the code by tests: a box that stands in none fails, and so
does a use in whose files nothing of the box is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIGURE = "figure:"  # a use that is a figure of the report, followed by the indicator’s id

type Register = Mapping[str, Mapping[str, Box]]  # by form, and by the name of the box in it
type ReadIn = Mapping[str, tuple[str, ...]]  # by use, the files under safehome/ that read for it


@dataclass(frozen=True)
class Box:
    """One box. each: what there is one for, such as a carer; "" for once. uses: where used.

    required: whether its form asks for it; a record of a session asks by its rules.
    kept_as: by which names it is read once it is kept; none where it keeps its own.
    """

    label: str
    uses: tuple[str, ...]
    each: str = ""
    required: bool = False
    kept_as: tuple[str, ...] = ()


def key_of(name: str, boxes: Mapping[str, Box]) -> str:
    """The line of a register that a box belongs to; "" when it is in none.

    A line whose name ends in "_" stands for one box for each of something.

    >>> boxes = {"line_": Box("A line", ()), "no_line_": Box("Why not", ())}
    >>> key_of("no_line_7", boxes), key_of("line_7", boxes), key_of("mood", boxes)
    ('no_line_', 'line_', '')
    """
    if name in boxes:
        return name
    fits = [key for key in boxes if key.endswith("_") and name.startswith(key)]
    return max(fits, key=len, default="")
