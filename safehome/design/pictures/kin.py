"""What a picture of kin is made of: people, homes, and what ties them. Plain values.

The conventions are those of genograms as they are taught everywhere: squares,
circles and diamonds, a line beneath two partners, slashes where they parted,
children hanging from it, a dashed line for a tie that is not by birth, and a
ring around those who live together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a person is drawn."""

    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"


class Bond(StrEnum):
    """What is between two adults."""

    TOGETHER = "together"
    PARTED = "parted"
    UNSAID = "unsaid"  # they have a child in common; nothing more is written


@dataclass(frozen=True)
class Kin:
    """Somebody in the picture.

    row: the generation, 0 at the top. inside: a word or number in the shape,
    such as an age. home: the key of their home, or "". faint: no longer there.
    """

    key: str
    name: str
    row: int
    inside: str = ""
    beneath: str = ""
    shape: Shape = Shape.DIAMOND
    home: str = ""
    faint: bool = False
    link: str = ""


@dataclass(frozen=True)
class Pair:
    """Two adults, or one, with the children who hang from their line.

    by_birth and otherwise: keys of children, drawn with a whole or dashed line.
    """

    adults: tuple[str, ...]
    bond: Bond = Bond.UNSAID
    by_birth: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()

    @property
    def children(self) -> tuple[str, ...]:
        return self.by_birth + self.otherwise


@dataclass(frozen=True)
class Home:
    """A place where some of them live. mark: a word beside its name, such as a warning."""

    key: str
    name: str
    mark: str = ""
