"""The plain question of each section, as it is asked at a kitchen table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).resolve().parents[1] / "words" / "questions.yaml"


@dataclass(frozen=True)
class Question:
    """How a section is asked; and for the practitioner, what to look for in the answer."""

    ask: str
    good: str = ""
    watch: str = ""


@cache
def _questions() -> Mapping[str, Question]:
    found = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {code: Question(**words) for code, words in found.items()}


def question_of(section: str, title: str) -> Question:
    """The question of a section; its title where we have no words of our own."""
    return _questions().get(section) or Question(title)
