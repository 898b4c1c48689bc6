"""Words that label, blame, frighten or are graphic: found, with a kinder word offered.

The lists are data, in words/. A word that stands alone in quotation marks is being talked
about, not used, so it is let be.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from .findings import BrokenPack, Finding, Severity, shown
from .fitting import fit
from .reading import read_yaml
from .shapes.base import Line, Shape

_FOLDER = Path(__file__).parent / "words"
_QUOTES = "\"'“”‘’"
_STOPS = ".…,?!"
# "It is never your fault": a denial shortly before, in the same sentence.
_DENIED = re.compile(r"(?:\b(?:not|never|nobody|no one)|n['’]t)\b[^.!?\n]*\Z", re.IGNORECASE)


class Words(Shape):
    """Some words, what to say in their place, and longer phrases in which they are right."""

    find: Annotated[tuple[Line, ...], Field(min_length=1)]
    say: Line
    unless: tuple[Line, ...] = ()


class WordList(Shape):
    """One list: why these words, how bad, for whose texts; `denied_is_fine` after "not"."""

    about: Line
    severity: Literal["error", "warning"]
    for_: Annotated[Literal["everyone", "carers"], Field(alias="for")]
    denied_is_fine: bool = False
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Wanted:
    """A list's words, ready to look for. of: the list's name, as its file has it."""

    of: str
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    say: str
    severity: Severity
    carers_only: bool
    denied_is_fine: bool


@cache
def wanted() -> tuple[Wanted, ...]:
    """Every entry of every list."""
    return tuple(
        Wanted(
            of=name,
            find=_pattern(words.find),
            unless=_pattern(words.unless) if words.unless else None,
            say=words.say,
            severity=one.severity,
            carers_only=one.for_ == "carers",
            denied_is_fine=one.denied_is_fine,
        )
        for name, one in _lists()
        for words in one.words
    )


@dataclass(frozen=True)
class Kinder:
    """A word somebody wrote, and one to write in its place."""

    word: str
    say: str


def kinder(text: str, *, lists: Collection[str] = ("labels",)) -> list[Kinder]:
    """Words of these lists in a text, each once, with what to say in their place.

    >>> kinder("The perpetrator is eleven.")
    [Kinder(word='perpetrator', say='child who has displayed harmful sexual behaviour')]
    """
    return list(dict.fromkeys(
        Kinder(" ".join(match.group().split()), entry.say)
        for entry in wanted() if entry.of in lists
        for match in _found(entry, text)
    ))  # fmt: skip


def wording(path: str, text: str, *, for_carers: bool, first: int = 1) -> Iterator[Finding]:
    """Say where a text uses a word that a better one can replace."""
    for entry in wanted():
        if entry.carers_only and not for_carers:
            continue
        for match in _found(entry, text):
            line = text.count("\n", 0, match.start()) + first
            word = shown(" ".join(match.group().split()))
            yield Finding(path, line, f"{word}: rather say ‘{entry.say}’.", entry.severity)


def _found(entry: Wanted, text: str) -> Iterator[re.Match[str]]:
    """Where a text uses these words, and does not only talk about them or deny them."""
    allowed = [match.span() for match in entry.unless.finditer(text)] if entry.unless else []
    for match in entry.find.finditer(text):
        start, end = match.span()
        if _talked_about(text, start, end) or any(a <= start and end <= b for a, b in allowed):
            continue
        if entry.denied_is_fine and _DENIED.search(text, max(start - 40, 0), start):
            continue
        yield match


def _talked_about(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 5].lstrip(_STOPS)[:1]
    return bool(before and after) and before in _QUOTES and after in _QUOTES


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole words in any case; `*` at the end stands for any ending.

    >>> bool(_pattern(("bad child*",)).search("such Bad\\nChildren")), _pattern(("cure",)).search("secure")
    (True, None)
    """  # noqa: E501
    parts = []
    for phrase in phrases:
        words = [re.escape(word).replace("'", "['’]") for word in phrase.rstrip("*").split()]
        parts.append(r"\s+".join(words) + (r"\w*" if phrase.endswith("*") else ""))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def _lists() -> Iterator[tuple[str, WordList]]:
    for path in sorted(_FOLDER.glob("*.yaml")):
        document, findings = read_yaml(path.name, path.read_bytes())
        if document:
            one, findings = fit(WordList, document)
            if one:
                yield path.stem, one
        if findings:
            raise BrokenPack(findings)
