"""One page of a pack's preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Leaf:
    """One page: its path, what it is called, the part it belongs to, what its template is given.

    `files` are the pack's files that it shows. `aside` keeps other versions of a leaf out of
    the way through a part.
    """

    path: str
    title: str
    part: str
    template: str
    given: Mapping[str, object] = field(repr=False, compare=False)
    files: tuple[str, ...] = ()
    aside: bool = False
