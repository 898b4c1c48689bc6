"""Checking a pack beyond what loading asks: is it whole, easy to read, kind, of fair length?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import shapes
from .coverage import Coverage, coverage, gaps
from .ease import Ease, count_words, ease
from .easy import easy_lines
from .files import take
from .findings import Finding, Severity, errors
from .languages import Language, languages
from .loading import Examined, examine
from .packs import Pack, Text
from .parts import Part
from .wording import wording

MANUAL_WORDS = (600, 1_200)
HANDOUT_WORDS = 650
# A carer's text is to be read at about 11 years: school grade 6 at most; easy read below that.
HIGHEST_GRADE = 6.0
HIGHEST_EASY_GRADE = 4.0
LONGEST_SENTENCE = 28
LONGEST_EASY_LINE = 14


@dataclass(frozen=True)
class Reading:
    """How easy one text for carers is to read."""

    path: str
    ease: Ease
    easy_read: bool


@dataclass(frozen=True)
class Report:
    """All that a check found. `pack` is there when it could be loaded."""

    folder: str
    pack: Pack | None
    findings: tuple[Finding, ...]
    coverage: Coverage
    readings: tuple[Reading, ...]
    languages: tuple[Language, ...]

    @property
    def is_good(self) -> bool:
        """No errors; there may be warnings."""
        return not errors(self.findings)


def check(folder: Path) -> Report:
    """Check the pack in a folder. Never raises for what stands in the files."""
    files, faults = take(folder)
    return report(str(folder), files, faults)


def report(name: str, files: Mapping[str, bytes], faults: Iterable[Finding] = ()) -> Report:
    """Check a pack's files; `faults` were found while they were taken."""
    examined = examine(files, [*faults])
    covered = coverage(examined)
    spoken = languages(examined)
    readings = tuple(_readings(examined))
    findings = {
        *examined.findings,
        *gaps(covered, examined),
        *_lengths(examined),
        *_hard_to_read(readings, examined),
        *_wordings(examined, files),
        *_symbols(examined),
        *(finding for language in spoken for finding in language.findings),
    }
    ordered = tuple(sorted(findings))
    return Report(name, examined.pack, ordered, covered, readings, spoken)


def for_carers(part: Part) -> bool:
    """Whether carers read this file."""
    value = part.value
    if isinstance(value, shapes.LetterHead):
        return value.to in {"carer", "other-carer"}
    if isinstance(value, shapes.Questionnaire):
        return value.for_ == "carer"
    return part.kind in {"handout", "easy"}


def _carers_words(part: Part) -> str:
    """The words of a file that carers read, without marks; "" for none."""
    value = part.value
    if isinstance(value, shapes.Session):
        return value.home_activity.text
    if not for_carers(part):
        return ""
    if isinstance(value, shapes.Questionnaire):
        lines = (value.about, *(item.text for item in value.items))
        return "\n".join((*lines, *(item.text for item in value.open)))
    if part.page is None:
        return ""
    text = Text(part.path, part.page.text)
    if part.kind == "easy":
        return "\n".join(line.words for line in text.easy_lines)
    return text.plain


def _readings(examined: Examined) -> Iterator[Reading]:
    for part in examined.parts:
        words = _carers_words(part)
        if words:
            yield Reading(part.path, ease(words), part.kind == "easy")


def _lengths(examined: Examined) -> Iterator[Finding]:
    fewest, most = MANUAL_WORDS
    for part in examined.parts:
        if part.page is None:
            continue
        words = count_words(Text(part.path, part.page.text).plain)
        if part.kind == "manual" and not fewest <= words <= most:
            says = f"This manual page has {words:,} words; it is to have {fewest:,} to {most:,}."
            yield Finding(part.path, part.page.first, says)
        if part.kind == "handout" and words > HANDOUT_WORDS:
            says = f"This hand-out has {words:,} words; {HANDOUT_WORDS} are enough."
            yield Finding(part.path, part.page.first, says, "warning")


def _hard_to_read(readings: tuple[Reading, ...], examined: Examined) -> Iterator[Finding]:
    first = {part.path: _first(part) for part in examined.parts}
    for reading in readings:
        measured = reading.ease
        limit = HIGHEST_EASY_GRADE if reading.easy_read else HIGHEST_GRADE
        if measured.grade > limit:
            severity: Severity = "error" if measured.grade > limit + 1 else "warning"
            says = (
                f"This reads as for age {measured.age} (grade {measured.grade}, at most {limit})."
                f" The longest sentence: {_start(measured.longest)}"
            )
            yield Finding(reading.path, first[reading.path], says, severity)
        longest = LONGEST_EASY_LINE if reading.easy_read else LONGEST_SENTENCE
        if count_words(measured.longest) > longest:
            says = f"A sentence has more than {longest} words: {_start(measured.longest)}"
            yield Finding(reading.path, first[reading.path], says, "warning")


def _first(part: Part) -> int:
    if isinstance(part.value, shapes.Session):
        return part.document.line("home_activity", "text")
    return part.page.first if part.page else 1


def _start(sentence: str) -> str:
    words = sentence.split()
    return f"‘{' '.join(words[:8])}{'…' if len(words) > 8 else ''}’"


def _wordings(examined: Examined, files: Mapping[str, bytes]) -> Iterator[Finding]:
    for part in examined.parts:
        in_english = "language" not in part.names
        if in_english and part.kind != "glossary":
            text = files[part.path].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            yield from wording(part.path, text, for_carers=for_carers(part))


def _symbols(examined: Examined) -> Iterator[Finding]:
    """Easy-read lines that keep no place for a symbol."""
    for part in examined.parts:
        if part.kind != "easy" or part.page is None:
            continue
        for number, line in enumerate(part.page.text.split("\n"), part.page.first):
            for one in easy_lines(line):
                if not one.heading and not one.symbol:
                    says = f"Begin this line with a place for a symbol: {_start(one.words)}"
                    yield Finding(part.path, number, says, "warning")
