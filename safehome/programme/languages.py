"""What of a pack is there in each further language, what is still a draft, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from . import shapes
from .easy import easy_lines
from .findings import Finding
from .loading import Examined
from .parts import Part

# How a table calls each kind of file that carers are given, and the kind of its translation.
GIVEN = {
    "Hand-outs": ("handout", "translated-handout"),
    "Easy read": ("easy", "translated-easy"),
    "Questionnaires": ("questionnaire", "translated-questionnaire"),
}


@dataclass(frozen=True)
class Translated:
    """One kind of file in one language: how many of them are there, and in which sessions not."""

    kind: str
    there: int
    of: int
    drafts: int
    lacking: tuple[int, ...]
    """The sessions that give something of this kind which is missing."""


@dataclass(frozen=True)
class Language:
    """A further language of the pack."""

    code: str
    promised: tuple[int, ...]
    """The sessions of which pack.yaml says that everything is there."""
    kinds: tuple[Translated, ...]
    findings: tuple[Finding, ...] = field(repr=False)


def languages(examined: Examined) -> tuple[Language, ...]:
    """Each further language, in the order of pack.yaml."""
    manifest = next((one for one in examined.parts if isinstance(one.value, shapes.Manifest)), None)
    if manifest is None or not isinstance(manifest.value, shapes.Manifest):
        return ()
    head = manifest.value
    return tuple(
        _language(examined, head, code) for code in head.languages if code != head.language
    )


def _language(examined: Examined, manifest: shapes.Manifest, code: str) -> Language:
    promised = tuple(manifest.translated.get(code, ()))
    kinds = tuple(_translated(examined, code, kind, *kinds) for kind, kinds in GIVEN.items())
    findings = list(_unlike(examined, code))
    missing = sum(kind.of - kind.there for kind in kinds)
    # Where the pack says how far it goes, what lies beyond is in the table and is no surprise.
    if missing and not promised:
        says = f"{missing} files are not yet in the language ‘{code}’."
        findings.append(Finding("pack.yaml", 1, says, "warning"))
    return Language(code, promised, kinds, tuple(findings))


def _translated(
    examined: Examined, code: str, kind: str, original: str, translation: str
) -> Translated:
    originals = [part for part in examined.parts if part.kind == original and _for_carers(part)]
    there = {
        part.names["slug"]: part
        for part in examined.parts
        if part.kind == translation and part.names["language"] == code
    }
    missing = {part.names["slug"] for part in originals} - there.keys()
    return Translated(
        kind=kind,
        there=len(originals) - len(missing),
        of=len(originals),
        drafts=sum(getattr(part.value, "review", "") == "draft" for part in there.values()),
        lacking=tuple(
            session.number
            for session in sorted(_sessions(examined), key=lambda one: one.number)
            if missing & {*(session.measures if kind == "Questionnaires" else session.handouts)}
        ),
    )


def _unlike(examined: Examined, code: str) -> Iterator[Finding]:
    """Easy-read translations that have more or fewer lines than what they translate."""
    originals = {part.names["slug"]: part for part in examined.parts if part.kind == "easy"}
    for part in examined.parts:
        if part.kind != "translated-easy" or part.names["language"] != code:
            continue
        original = originals.get(part.names["slug"])
        if original:
            here, there = _symbols(part), _symbols(original)
            if here != there:
                says = f"This has {here} lines with a symbol; {original.path} has {there}."
                yield Finding(part.path, part.page.first if part.page else 1, says, "warning")


def _symbols(part: Part) -> int:
    return sum(bool(line.symbol) for line in easy_lines(part.page.text)) if part.page else 0


def _for_carers(part: Part) -> bool:
    value = part.value
    return not isinstance(value, shapes.Questionnaire) or value.for_ == "carer"


def _sessions(examined: Examined) -> list[shapes.Session]:
    return [part.value for part in examined.parts if isinstance(part.value, shapes.Session)]
