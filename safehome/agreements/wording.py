"""What a carer reads before they answer: plain words, short sentences, in their language.

The words are data, one file for each language in `words/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from safehome.agreements.rules import KINDS, PURPOSES, Kind

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """One purpose, as it is put to a carer."""

    question: str
    about: tuple[str, ...]  # what they are told
    if_not: str  # what happens if they say no
    yes: str
    no: str

    @property
    def as_told(self) -> str:
        """The words as they are kept with the answer."""
        return "\n".join((self.question, *self.about, self.if_not))


@dataclass(frozen=True)
class Sheet:
    """What stands above the questions of one kind, on screen and on paper."""

    title: str
    lead: str


@dataclass(frozen=True)
class Language:
    """Everything that is said in one language. A draft says so on the page."""

    code: str
    name: str
    is_draft: bool
    sheets: Mapping[Kind, Sheet]
    words: Mapping[str, Words]
    change_of_mind: str
    name_here: str
    sign_here: str
    day: str


def _read(path: Path) -> Language:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    sheets, purposes = data.pop("sheets"), data.pop("purposes")
    return Language(
        code=path.stem,
        sheets={kind: Sheet(**sheets[kind.value]) for kind in KINDS},
        words={
            purpose: Words(**purposes[purpose] | {"about": tuple(purposes[purpose]["about"])})
            for purpose in PURPOSES
        },
        **data,
    )


LANGUAGES: Mapping[str, Language] = {
    path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))
}


def language_for(code: str) -> Language:
    """The carer's own language if the words are there; otherwise English, to be interpreted."""
    return LANGUAGES.get(code, LANGUAGES["en"])
