"""The versions of a hand-out: in each language, in full and as easy read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .packs import Handout, Pack, Text

EASY = "-easy"


@dataclass(frozen=True)
class Version:
    """One hand-out in one language and one form. A draft was not yet read by a fluent reader."""

    handout: Handout
    language: str
    is_easy: bool
    title: str
    summary: str
    text: Text
    is_draft: bool

    @property
    def name(self) -> str:
        """As it stands in addresses and file names: en, en-easy, cy."""
        return f"{self.language}{EASY if self.is_easy else ''}"


def versions_of(pack: Pack, handout: Handout) -> tuple[Version, ...]:
    """Every version there is, the pack's own language first."""
    return tuple(_versions(pack, handout))


def version_named(pack: Pack, slug: str, name: str) -> Version:
    """One version by its hand-out and name. KeyError when there is none."""
    for version in versions_of(pack, pack.handouts[slug]):
        if version.name == name:
            return version
    raise KeyError(name)


def best_first(pack: Pack, handout: Handout, *, language: str, easy: bool) -> tuple[Version, ...]:
    """The versions for one reader, the best first.

    A language that somebody reads counts for more than the form; where it is not there, the
    pack's own language has to do.
    """
    own = pack.manifest.language

    def distance(version: Version) -> tuple[bool, bool, bool]:
        return (
            version.language != language,
            version.language != own,
            version.is_easy != easy,
        )

    return tuple(sorted(versions_of(pack, handout), key=distance))


def _versions(pack: Pack, handout: Handout) -> Iterator[Version]:
    own = pack.manifest.language
    yield Version(handout, own, False, handout.title, handout.summary, handout.text, False)
    if handout.easy:
        yield Version(handout, own, True, handout.title, handout.summary, handout.easy, False)
    for language in pack.manifest.languages:
        found = handout.translations.get(language)
        if found is None:
            continue
        draft = found.review == "draft"
        for is_easy, text in ((False, found.text), (True, found.easy)):
            if text:
                yield Version(handout, language, is_easy, found.title, found.summary, text, draft)
