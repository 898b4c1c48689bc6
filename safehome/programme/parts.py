"""Which files a pack may have, and what shape each of them takes."""

import re
from dataclasses import dataclass

from . import shapes
from .findings import Finding
from .fitting import fit
from .pages import Page, read_page
from .reading import Document, read_yaml

_SLUG = r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
_LANG = r"(?P<language>[a-z]{2,3}(?:-[A-Z]{2})?)"
_COURSE = r"(?P<course>[a-z0-9]+(?:-[a-z0-9]+)*)"
_NUMBER = r"(?P<number>[0-9]{2})"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, how its path looks, its shape."""

    name: str
    pattern: re.Pattern[str]
    shape: type[shapes.Shape]
    is_page: bool


@dataclass(frozen=True)
class Part:
    """One file of a pack, read: what its path says, its value and, if it is one, its page."""

    kind: str
    path: str
    names: dict[str, str]
    value: shapes.Shape
    document: Document
    page: Page | None


def _kind(name: str, pattern: str, shape: type[shapes.Shape]) -> Kind:
    return Kind(name, re.compile(pattern), shape, pattern.endswith(r"\.md"))


# The first pattern that fits a path decides, so easy-read versions stand before hand-outs.
KINDS: tuple[Kind, ...] = (
    _kind("manifest", r"pack\.yaml", shapes.Manifest),
    _kind("session", rf"sessions/{_NUMBER}\.yaml", shapes.Session),
    _kind("manual", rf"manual/{_NUMBER}\.md", shapes.ManualHead),
    _kind("easy", rf"handouts/{_SLUG}\.easy\.md", shapes.EasyHead),
    _kind("handout", rf"handouts/{_SLUG}\.md", shapes.HandoutHead),
    _kind("questionnaire", rf"questionnaires/{_SLUG}\.yaml", shapes.Questionnaire),
    _kind("translated-easy", rf"{_LANG}/handouts/{_SLUG}\.easy\.md", shapes.TranslatedEasyHead),
    _kind("translated-handout", rf"{_LANG}/handouts/{_SLUG}\.md", shapes.TranslatedHead),
    _kind(
        "translated-questionnaire",
        rf"{_LANG}/questionnaires/{_SLUG}\.yaml",
        shapes.TranslatedQuestionnaire,
    ),
    _kind("vignette", rf"vignettes/{_SLUG}\.md", shapes.VignetteHead),
    _kind("signs", rf"signs/{_SLUG}\.md", shapes.SignsHead),
    _kind("plan-lines", r"plan/lines\.yaml", shapes.PlanLines),
    _kind("voices", r"plan/voices\.yaml", shapes.Voices),
    _kind("letter", rf"letters/{_SLUG}\.md", shapes.LetterHead),
    _kind("prompts", r"supervision/prompts\.yaml", shapes.Prompts),
    _kind("fidelity", r"supervision/fidelity\.yaml", shapes.Fidelity),
    _kind("glossary", r"glossary\.yaml", shapes.Glossary),
    _kind("certificate", r"certificate\.md", shapes.TextHead),
    _kind("suitability", r"suitability\.yaml", shapes.Suitability),
    _kind("readiness", r"adoption/readiness\.yaml", shapes.Readiness),
    _kind("milestones", r"adoption/milestones\.yaml", shapes.Milestones),
    _kind("workshop", r"adoption/workshop\.md", shapes.WorkshopHead),
    _kind("course", rf"training/{_SLUG}/course\.yaml", shapes.Course),
    _kind("module", rf"training/{_COURSE}/modules/{_SLUG}\.md", shapes.TextHead),
    _kind("quiz", rf"training/{_COURSE}/quizzes/{_SLUG}\.yaml", shapes.Quiz),
    _kind("rehearsal", rf"training/rehearsals/{_SLUG}\.yaml", shapes.Rehearsal),
)

PICTURE = re.compile(r"(?:[a-z0-9-]+/){0,4}[a-z0-9-]+\.(?:png|jpg|jpeg|webp)")
BESIDE = re.compile(r"README\.md|LICENCE|LICENSE|NOTICE\.md")
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


def read_part(path: str, content: bytes) -> tuple[Part | None, list[Finding]]:
    """Read one file into its shape. Pictures and the like have none: no part, no finding."""
    for kind in KINDS:
        if match := kind.pattern.fullmatch(path):
            return _read(kind, match, content)
    if PICTURE.fullmatch(path):
        if content.startswith(_MAGIC):
            return None, []
        return None, [Finding(path, 1, "This is not a picture in the format its name says.")]
    if BESIDE.fullmatch(path):
        return None, []
    return None, [Finding(path, 1, "A pack has no such file. Check its name and its folder.")]


def _read(kind: Kind, match: re.Match[str], content: bytes) -> tuple[Part | None, list[Finding]]:
    path, page = match.string, None
    if kind.is_page:
        page, findings = read_page(path, content, front=True)
        document = page.head if page else None
    else:
        document, findings = read_yaml(path, content)
    if document is None:
        return None, findings
    value, misfits = fit(kind.shape, document)
    if value is None:
        return None, findings + misfits
    return Part(kind.name, path, match.groupdict(), value, document, page), findings
