"""Which leaves the preview of a pack has, in their order, and what each is given to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..packs import Pack
from ..papers.furniture import name_of
from . import carers, practitioners, rooms
from .leaf import Leaf

FRONT = "index"


@dataclass(frozen=True)
class Book:
    """A pack's leaves by path, and the first leaf of each part for the tabs."""

    pack: Pack = field(repr=False)
    leaves: Mapping[str, Leaf] = field(repr=False)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part's name and the path of its first leaf."""
        first: dict[str, str] = {}
        for leaf in self.leaves.values():
            first.setdefault(leaf.part, leaf.path)
        return tuple(first.items())

    def beside(self, leaf: Leaf) -> tuple[Leaf | None, Leaf | None]:
        """The leaves before and after one, within its part."""
        row = [one for one in self.leaves.values() if one.part == leaf.part and not one.aside]
        if leaf not in row:
            return None, None
        at = row.index(leaf)
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)

    def path_of(self, file: str) -> str:
        """The leaf that shows a file of the pack; the front for a file that has none."""
        return next((one.path for one in self.leaves.values() if file in one.files), FRONT)


def book(pack: Pack) -> Book:
    """All leaves of a pack's preview."""
    return Book(pack, {leaf.path: leaf for leaf in _leaves(pack)})


def _leaves(pack: Pack) -> Iterator[Leaf]:
    languages = [name_of(language) for language in pack.manifest.languages]
    yield Leaf(FRONT, pack.manifest.title, "About", "front", {"language_names": languages})
    yield from practitioners.sessions(pack)
    yield from carers.handouts(pack)
    yield from carers.questionnaires(pack)
    yield from practitioners.plan(pack)
    yield from practitioners.signs(pack)
    yield from practitioners.vignettes(pack)
    yield from practitioners.supervision(pack)
    yield from practitioners.letters(pack)
    yield from rooms.training(pack)
    yield from rooms.adoption(pack)
    yield from practitioners.words(pack)
