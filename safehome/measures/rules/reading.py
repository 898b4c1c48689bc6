"""A translation beside its English, piece by piece, and what a reading is a reading of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

ENGLISH = "en"


@dataclass(frozen=True)
class Piece:
    """One piece of words in both. place: what it is, for whoever reads, such as “Question 3”."""

    id: str
    place: str
    english: str
    other: str


@dataclass(frozen=True)
class Translation:
    """Words in another language beside the English.

    what: "pages", "questionnaire-kuc". source: where they are from, such as a pack and its
    version. loaded_by: who ever put them here, where that is known: somebody else reads them.
    """

    what: str
    title: str
    language: str
    source: str
    pieces: tuple[Piece, ...]
    loaded_by: frozenset[UUID] = frozenset()

    @property
    def print(self) -> str:
        """The fingerprint of both languages' words: another word in either makes another.

        >>> one = Translation("pages", "Pages", "cy", "", (Piece("a", "A", "Yes", "Ie"),))
        >>> same = Translation("pages", "Else", "cy", "New", (Piece("a", "B", "Yes", "Ie"),))
        >>> other = Translation("pages", "Pages", "cy", "", (Piece("a", "A", "Yes", "Na"),))
        >>> one.print == same.print, one.print == other.print
        (True, False)
        """
        words = [self.what, self.language, *([p.id, p.english, p.other] for p in self.pieces)]
        return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
