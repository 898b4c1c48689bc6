"""What each file of a pack may refer to, worked out once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import shapes
from ..findings import Finding
from ..parts import Part
from ..reading import Document


@dataclass(frozen=True)
class Surroundings:
    """The parts of a pack and the names that exist in it.

    Names come from paths, so that a file with a fault of its own is not also called missing.
    """

    parts: tuple[Part, ...]
    files: frozenset[str]
    manifest: shapes.Manifest | None
    sessions: frozenset[int]
    handouts: frozenset[str]
    questionnaires: frozenset[str]

    @classmethod
    def of(cls, parts: Iterable[Part], files: frozenset[str]) -> "Surroundings":
        parts = tuple(parts)
        manifests = [part.value for part in parts if isinstance(part.value, shapes.Manifest)]
        return cls(
            parts=parts,
            files=files,
            manifest=manifests[0] if manifests else None,
            sessions=frozenset(map(int, _stems(files, r"sessions/([0-9]{2})\.yaml"))),
            handouts=frozenset(_stems(files, r"handouts/([a-z0-9-]+)\.md")),
            questionnaires=frozenset(_stems(files, r"questionnaires/([a-z0-9-]+)\.yaml")),
        )

    def those[S: shapes.Shape](self, shape: type[S]) -> Iterator[tuple[Part, S]]:
        """The parts of one shape, each with its value."""
        for part in self.parts:
            if type(part.value) is shape:
                yield part, part.value


def fault(document: Document, message: str, *place: str | int) -> Finding:
    """An error at a place in a file."""
    return Finding(document.path, document.line(*place), message)


def repeated[N: (str, int)](names: Iterable[N]) -> Iterator[tuple[int, N]]:
    """Where a name comes again: its position and itself."""
    seen: set[N] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield position, name
        seen.add(name)


def _stems(files: Iterable[str], pattern: str) -> Iterator[str]:
    shape = re.compile(pattern)
    return (match.group(1) for name in files if (match := shape.fullmatch(name)))
