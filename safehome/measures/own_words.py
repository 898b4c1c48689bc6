"""The own words of the pages behind a private link: all that stands there besides the questions.

They are data, one file for each language in `words/`. A language but English is a draft until
somebody has read it (`queries.readings`); `outside.own_words_now` gives it to nobody before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from safehome.measures.rules.reading import Piece, Translation

FOLDER = Path(__file__).parent / "words"
BASE = "en"
WHAT = "pages"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YEAR = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december")  # fmt: skip


@dataclass(frozen=True)
class OwnWords:
    """The words of one language, by their keys."""

    language: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def filled(self, key: str, **parts: object) -> str:
        return self.words[key].format(**parts)

    def day(self, value: date) -> str:
        """A date in full.

        >>> written("en").day(date(2026, 6, 4))
        'Thursday 4 June 2026'
        """
        return self.filled(
            "day", weekday=self[WEEK[value.weekday()]], number=value.day,
            month=self[YEAR[value.month - 1]], year=value.year,
        )  # fmt: skip

    def beside_english(self) -> Mapping[str, str]:
        """English → these words, for what every page of the house has around it."""
        english = written(BASE)
        return {english[key]: words for key, words in self.words.items()}


def written_languages() -> tuple[str, ...]:
    """The languages that there is a file for, but English, read by somebody or not."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != BASE))


@cache
def written(language: str) -> OwnWords:
    """The words of a language as they stand in its file. KeyError where there is none.

    A draft may be among them: only what has been read may be shown to a carer.
    """
    if language != BASE and language not in written_languages():
        raise KeyError(language)
    read = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return OwnWords(language, {str(key): str(words) for key, words in read.items()})


def pages_translation(language: str) -> Translation | None:
    """These words beside the English, to be read; None where there is no file."""
    if language not in written_languages():
        return None
    english, other = written(BASE), written(language)
    return Translation(
        WHAT, "Pages of a private link", language, "This service’s own words",
        tuple(Piece(key, key.replace("_", " ").capitalize(), english[key], other[key])
              for key in english.words),
    )  # fmt: skip
