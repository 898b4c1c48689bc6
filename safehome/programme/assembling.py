"""Putting the parts of a faultless pack together."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import cast

from . import shapes
from .packs import Adoption, Article, CourseBook, Handout, Pack, Text, Translation
from .parts import Part


def assemble(parts: Iterable[Part], files: Mapping[str, bytes], fingerprint: str) -> Pack:
    """Make the pack. The parts are known to agree, so nothing is checked here."""
    shelf = _Shelf(parts)
    manifest = shelf.one("manifest", shapes.Manifest)
    assert manifest
    sessions = tuple(sorted(shelf.all("session", shapes.Session), key=lambda one: one.number))
    lines = shelf.one("plan-lines", shapes.PlanLines)
    voices = shelf.one("voices", shapes.Voices)
    prompts = shelf.one("prompts", shapes.Prompts)
    glossary = shelf.one("glossary", shapes.Glossary)
    certificates = shelf.parts("certificate")
    handouts = {part.names["slug"]: shelf.handout(part) for part in shelf.parts("handout")}
    return Pack(
        manifest=manifest,
        fingerprint=fingerprint,
        sessions=sessions,
        manual=MappingProxyType(
            {
                article.head.session: article
                for article in shelf.articles("manual", shapes.ManualHead).values()
            }
        ),
        components=MappingProxyType(
            {component.id: component for session in sessions for component in session.components}
        ),
        handouts=MappingProxyType(handouts),
        questionnaires=MappingProxyType(
            {one.id: one for one in shelf.all("questionnaire", shapes.Questionnaire)}
        ),
        translated_questionnaires=MappingProxyType(shelf.translated_questionnaires()),
        vignettes=shelf.articles("vignette", shapes.VignetteHead),
        signs=shelf.articles("signs", shapes.SignsHead),
        letters=shelf.articles("letter", shapes.LetterHead),
        plan_lines=MappingProxyType(dict(lines.sections) if lines else {}),
        voices=voices.questions if voices else (),
        prompts=prompts.prompts if prompts else (),
        fidelity=shelf.one("fidelity", shapes.Fidelity),
        glossary=glossary.words if glossary else (),
        certificate=_text(certificates[0]) if certificates else None,
        suitability=shelf.one("suitability", shapes.Suitability),
        adoption=Adoption(
            readiness=shelf.one("readiness", shapes.Readiness),
            milestones=shelf.one("milestones", shapes.Milestones),
            workshop=next(iter(shelf.articles("workshop", shapes.WorkshopHead).values()), None),
        ),
        courses=MappingProxyType(
            {course.id: shelf.course(course) for course in shelf.all("course", shapes.Course)}
        ),
        rehearsals=MappingProxyType(
            {
                part.names["slug"]: part.value
                for part in shelf.parts("rehearsal")
                if isinstance(part.value, shapes.Rehearsal)
            }
        ),
        missing=MappingProxyType(missing(manifest, files)),
        files=MappingProxyType(dict(files)),
    )


def missing(manifest: shapes.Manifest, files: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each further language, the hand-outs and questionnaires it lacks."""
    names = set(files)
    wanted = sorted(name for name in names if name.startswith(("handouts/", "questionnaires/")))
    return {
        language: tuple(
            f"{language}/{name}" for name in wanted if f"{language}/{name}" not in names
        )
        for language in manifest.languages
        if language != manifest.language
    }


class _Shelf:
    """The parts by kind, and typed ways to take them down."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._kinds: dict[str, list[Part]] = {}
        self._paths: dict[str, Part] = {}
        for part in parts:
            self._kinds.setdefault(part.kind, []).append(part)
            self._paths[part.path] = part

    def parts(self, kind: str) -> list[Part]:
        return self._kinds.get(kind, [])

    def all[S: shapes.Shape](self, kind: str, shape: type[S]) -> list[S]:
        return [part.value for part in self.parts(kind) if isinstance(part.value, shape)]

    def one[S: shapes.Shape](self, kind: str, shape: type[S]) -> S | None:
        return next(iter(self.all(kind, shape)), None)

    def articles[S: shapes.Shape](self, kind: str, shape: type[S]) -> Mapping[str, Article[S]]:
        found: dict[str, Article[S]] = {}
        for part in self.parts(kind):
            if isinstance(part.value, shape):
                slug = part.names.get("slug") or part.names.get("number", "")
                found[slug] = Article(slug, part.value, _text(part))
        return MappingProxyType(found)

    def translated_questionnaires(
        self,
    ) -> dict[tuple[str, str], shapes.TranslatedQuestionnaire]:
        return {
            (part.names["language"], part.value.id): part.value
            for part in self.parts("translated-questionnaire")
            if isinstance(part.value, shapes.TranslatedQuestionnaire)
        }

    def course(self, course: shapes.Course) -> CourseBook:
        modules: dict[str, Article[shapes.TextHead]] = {}
        quizzes: dict[str, shapes.Quiz] = {}
        for part in (*self.parts("module"), *self.parts("quiz")):
            slug = part.names["slug"]
            if part.names["course"] != course.id:
                continue
            if isinstance(part.value, shapes.TextHead):
                modules[slug] = Article(slug, part.value, _text(part))
            elif isinstance(part.value, shapes.Quiz):
                quizzes[slug] = part.value
        return CourseBook(course, MappingProxyType(modules), MappingProxyType(quizzes))

    def handout(self, part: Part) -> Handout:
        slug, head = part.names["slug"], cast(shapes.HandoutHead, part.value)
        easy = self._paths.get(f"handouts/{slug}.easy.md")
        return Handout(
            slug=slug,
            title=head.title,
            summary=head.summary,
            session=head.session,
            kind=head.kind,
            text=_text(part),
            easy=_text(easy) if easy else None,
            translations=MappingProxyType(self._translations(slug, head)),
        )

    def _translations(self, slug: str, head: shapes.HandoutHead) -> dict[str, Translation]:
        found = {}
        languages = {
            part.names["language"]
            for kind in ("translated-handout", "translated-easy")
            for part in self.parts(kind)
            if part.names["slug"] == slug
        }
        for language in sorted(languages):
            full = self._paths.get(f"{language}/handouts/{slug}.md")
            easy = self._paths.get(f"{language}/handouts/{slug}.easy.md")
            words = [part.value for part in (full, easy) if part]
            heads = [word for word in words if isinstance(word, shapes.TranslatedEasyHead)]
            reviews = {word.review for word in heads}
            found[language] = Translation(
                language=language,
                review="draft" if "draft" in reviews else "reviewed",
                title=next((word.title for word in heads if word.title), head.title),
                summary=next((word.summary for word in heads if word.summary), head.summary),
                text=_text(full) if full else None,
                easy=_text(easy) if easy else None,
            )
        return found


def _text(part: Part) -> Text:
    assert part.page
    return Text(part.path, part.page.text, part.page.first)
