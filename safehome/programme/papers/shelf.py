"""Every paper of a pack, by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..packs import Pack
from ..versions import versions_of
from .handouts import handout_pdf
from .manual import manual_pdf

MANUAL = "manual"


@dataclass(frozen=True)
class Paper:
    """A paper that can be printed. Its name is that of its file, without the ending."""

    name: str
    title: str
    handout: str  # the hand-out's slug; "" for the manual
    press: Callable[[], bytes] = field(repr=False, compare=False)


def papers(pack: Pack) -> dict[str, Paper]:
    """The manual, then each hand-out in each of its versions."""
    found = [Paper(MANUAL, pack.manifest.title, "", partial(manual_pdf, pack))]
    for slug, handout in pack.handouts.items():
        for version in versions_of(pack, handout):
            press = partial(handout_pdf, pack, version)
            found.append(Paper(f"{slug}.{version.name}", version.title, slug, press))
    return {paper.name: paper for paper in found}
