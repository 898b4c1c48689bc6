"""The papers' own words: everything on a copy of a plan that the family did not write.

They are data, one file for each language in `words/`, whole or not there: a plan in a
language without a file has them in English, and the paper says which language they are in,
so that it is read aloud rightly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "words"
BASE = "en"


@dataclass(frozen=True)
class Own:
    """The words of one language, by their keys."""

    language: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def filled(self, key: str, **parts: object) -> str:
        return self.words[key].format(**parts)


@cache
def own_words(language: str) -> Own:
    """The papers' words in this language, or else in English.

    >>> own_words("xx").language, own_words("xx").filled("version", number=2)
    ('en', 'Version 2')
    """
    path = FOLDER / f"{language}.yaml"
    if not language.isalpha() or not path.is_file():
        return own_words(BASE)
    read: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Own(language, read)
