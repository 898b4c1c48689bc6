"""What a carer is asked away from us, a page for each line, and what they wrote. No Django."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

HELP = "help"  # the last page: whether somebody helped
LONGEST = 2000  # letters of an open answer

type Kind = Literal["number", "words", "help"]
# Questionnaire → line → answer: a number, words, or None for “I’d rather not answer”.
type Answered = dict[str, dict[str, int | str | None]]


@dataclass(frozen=True)
class Line:
    """One line of a questionnaire, as the carer reads it."""

    id: str
    text: str
    kind: Kind = "number"


@dataclass(frozen=True)
class Asked:
    """One questionnaire on a sheet. labels: what some numbers mean, by the number's text."""

    id: str
    title: str
    about: str
    lowest: int
    highest: int
    labels: Mapping[str, str]
    may_skip: bool
    lines: tuple[Line, ...]
    kept: bool = False  # read in supervision before whoever it is about reads it
    language: str = "en"


@dataclass(frozen=True)
class Page:
    """One page: a line, whose questionnaire it is, and whether that begins here."""

    number: int
    of: int
    asked: Asked | None
    line: Line
    begins: bool


@dataclass(frozen=True)
class Written:
    """What was answered so far, and with whose help; help is empty until it is said."""

    answers: Answered = field(default_factory=dict)
    help: str = ""

    def has(self, page: Page) -> bool:
        """Whether this page was answered; a line for words may be left empty, once seen."""
        if page.asked is None:
            return bool(self.help)
        return page.line.id in self.answers.get(page.asked.id, {})

    def of(self, page: Page) -> int | str | None:
        """What was answered on a page; None where it was left or never seen."""
        if page.asked is None:
            return self.help
        return self.answers.get(page.asked.id, {}).get(page.line.id)

    def given(self, page: Page, answer: int | str | None) -> Written:
        """The same with one page answered, or answered anew."""
        if page.asked is None:
            return Written(self.answers, str(answer or ""))
        name = page.asked.id
        own = {**self.answers.get(name, {}), page.line.id: answer}
        return Written({**self.answers, name: own}, self.help)


def pages_of(sheet: Sequence[Asked], to_answer: Sequence[str]) -> list[Page]:
    """A page for each line of what is still to answer, and one for help.

    >>> one = Asked("q", "Q", "", 0, 10, {}, True, (Line("a", "A"), Line("b", "B")))
    >>> [(page.number, page.line.id, page.begins) for page in pages_of([one], ["q"])]
    [(1, 'a', True), (2, 'b', False), (3, 'help', False)]
    >>> pages_of([one], [])
    []
    """
    lines = [
        (asked, line, place == 0)
        for asked in sheet
        if asked.id in to_answer
        for place, line in enumerate(asked.lines)
    ]
    if not lines:
        return []
    total = len(lines) + 1
    found = [Page(n, total, asked, line, first) for n, (asked, line, first) in enumerate(lines, 1)]
    return [*found, Page(total, total, None, Line(HELP, "", "help"), False)]


def first_open(pages: Sequence[Page], written: Written) -> Page | None:
    """Where to go on; None when everything was answered."""
    return next((page for page in pages if not written.has(page)), None)


def sheet_as_text(sheet: Sequence[Asked]) -> str:
    return json.dumps([asdict(one) for one in sheet])


def sheet_of(text: str) -> tuple[Asked, ...]:
    """A sheet from its text.

    >>> one = Asked("q", "Q", "", 0, 10, {"0": "None"}, True, (Line("a", "A", "words"),))
    >>> sheet_of(sheet_as_text([one])) == (one,)
    True
    """
    found: list[dict[str, Any]] = json.loads(text)
    return tuple(
        Asked(**{**one, "lines": tuple(Line(**line) for line in one["lines"])}) for one in found
    )


def written_as_text(written: Written) -> str:
    return json.dumps({"answers": written.answers, "help": written.help})


def written_of(text: str) -> Written:
    """
    >>> written_of(written_as_text(Written({"q": {"a": 3}}, "none"))).answers["q"]["a"]
    3
    """
    found = json.loads(text)
    return Written(found["answers"], found["help"])
