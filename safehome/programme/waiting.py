"""Packs that lie in a folder and are not published here: to be looked at before they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .files import take
from .findings import Finding, errors
from .loading import Examined, examine


@dataclass(frozen=True)
class Waiting:
    """One pack in its folder, as it is now: whole, or with what is wrong."""

    folder: str
    name: str
    version: str
    examined: Examined

    @property
    def faults(self) -> list[Finding]:
        return list(errors(self.examined.findings))


def waiting(packs: Path, *, published: Iterable[str]) -> Iterator[Waiting]:
    """The packs below `packs`, PACK/VERSION each, whose fingerprint is not among the published."""
    known = set(published)
    for found in sorted(packs.glob("*/*/pack.yaml")):
        one = read(packs, found.parent.parent.name, found.parent.name)
        if one and (one.examined.pack is None or one.examined.pack.fingerprint not in known):
            yield one


def read(packs: Path, name: str, version: str) -> Waiting | None:
    """One pack by its two folders; None when they hold none.

    The names are looked for among those that are there, so that no name leads out of the folder.
    """
    for found in packs.glob("*/*/pack.yaml"):
        if (found.parent.parent.name, found.parent.name) == (name, version):
            examined = examine(*take(found.parent))
            return Waiting(str(found.parent), name, version, examined)
    return None
