"""A pack in memory: frozen, complete, in order. Made by `loading`, used by every room above."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from . import pages, shapes
from .easy import EasyLine, easy_lines


@dataclass(frozen=True)
class Text:
    """Words in Markdown, and the file and line that they stand in."""

    path: str
    markdown: str = field(repr=False)
    first: int = field(default=1, repr=False)

    def html(self, link: Callable[[str], str] | None = None, *, first: int = 0) -> str:
        """The text as safe HTML. `link` turns a file of the pack into an address for it."""
        return pages.html(self.markdown, self._turned(link) if link else str, first=first)

    @cached_property
    def plain(self) -> str:
        """The words alone, one block a line."""
        return pages.plain_text(self.markdown)

    @cached_property
    def easy_lines(self) -> tuple[EasyLine, ...]:
        """For an easy-read text: its lines, each with the word of its symbol."""
        return easy_lines(self.markdown)

    def _turned(self, link: Callable[[str], str]) -> Callable[[str], str]:
        def turn(target: str) -> str:
            outside = target.startswith(("https:", "mailto:"))
            return target if outside else link(pages.target(self.path, target))

        return turn


@dataclass(frozen=True)
class Article[H: shapes.Shape]:
    """A text with a head of its own: a manual page, a vignette, a letter."""

    slug: str
    head: H
    text: Text


@dataclass(frozen=True)
class Translation:
    """A hand-out in another language; a part that is missing is None."""

    language: str
    review: str
    title: str
    summary: str
    text: Text | None
    easy: Text | None


@dataclass(frozen=True)
class Handout:
    """Something for the carer to take home."""

    slug: str
    title: str
    summary: str
    session: int
    kind: str
    text: Text
    easy: Text | None
    translations: Mapping[str, Translation] = field(repr=False)


@dataclass(frozen=True)
class CourseBook:
    """A course with the pages and quizzes of its modules, by their names."""

    course: shapes.Course
    modules: Mapping[str, Article[shapes.TextHead]] = field(repr=False)
    quizzes: Mapping[str, shapes.Quiz] = field(repr=False)


@dataclass(frozen=True)
class Adoption:
    """What helps an organisation to begin; a part that the pack has not got is None."""

    readiness: shapes.Readiness | None
    milestones: shapes.Milestones | None
    workshop: Article[shapes.WorkshopHead] | None


@dataclass(frozen=True)
class Pack:
    """One version of a programme's content. Two packs with one fingerprint are the same pack."""

    manifest: shapes.Manifest
    fingerprint: str
    sessions: tuple[shapes.Session, ...] = field(repr=False)
    manual: Mapping[int, Article[shapes.ManualHead]] = field(repr=False)
    components: Mapping[str, shapes.Component] = field(repr=False)
    handouts: Mapping[str, Handout] = field(repr=False)
    questionnaires: Mapping[str, shapes.Questionnaire] = field(repr=False)
    translated_questionnaires: Mapping[tuple[str, str], shapes.TranslatedQuestionnaire] = field(
        repr=False
    )
    vignettes: Mapping[str, Article[shapes.VignetteHead]] = field(repr=False)
    signs: Mapping[str, Article[shapes.SignsHead]] = field(repr=False)
    letters: Mapping[str, Article[shapes.LetterHead]] = field(repr=False)
    plan_lines: Mapping[str, tuple[shapes.PlanLine, ...]] = field(repr=False)
    voices: tuple[shapes.Voice, ...] = field(repr=False)
    prompts: tuple[shapes.Prompt, ...] = field(repr=False)
    fidelity: shapes.Fidelity | None = field(repr=False)
    glossary: tuple[shapes.HelpfulWords, ...] = field(repr=False)
    certificate: Text | None = field(repr=False)
    suitability: shapes.Suitability | None = field(repr=False)
    adoption: Adoption = field(repr=False)
    courses: Mapping[str, CourseBook] = field(repr=False)
    rehearsals: Mapping[str, shapes.Rehearsal] = field(repr=False)
    missing: Mapping[str, tuple[str, ...]] = field(repr=False)
    """For each further language, the files that it lacks."""
    files: Mapping[str, bytes] = field(repr=False)
    """Every file as it was read: what is published is exactly this."""

    def session(self, number: int) -> shapes.Session:
        """The session of this number, from 1. KeyError when there is none."""
        if not 1 <= number <= len(self.sessions):
            raise KeyError(number)
        return self.sessions[number - 1]

    def session_of(self, component: str) -> shapes.Session:
        """The session that a component belongs to. KeyError when there is none."""
        for session in self.sessions:
            if any(component == step.id for step in session.components):
                return session
        raise KeyError(component)

    def handouts_of(self, number: int) -> tuple[Handout, ...]:
        """The hand-outs of a session, in the order the session names them."""
        return tuple(self.handouts[slug] for slug in self.session(number).handouts)

    def questionnaire(self, id: str, language: str = "") -> shapes.Questionnaire:
        """A questionnaire, in another language where there is one. KeyError when there is none."""
        original = self.questionnaires[id]
        words = self.translated_questionnaires.get((language, id))
        return in_words(original, words) if words else original


def in_words(
    original: shapes.Questionnaire, words: shapes.TranslatedQuestionnaire
) -> shapes.Questionnaire:
    """The same questionnaire, same scoring, in other words; what is not translated stays."""
    return original.model_copy(
        update={
            "title": words.title,
            "about": words.about,
            "not_validated": words.not_validated,
            "scale": original.scale.model_copy(
                update={"labels": {**original.scale.labels, **words.labels}}
            ),
            "subscales": tuple(
                part.model_copy(update={"title": words.subscales.get(part.id, part.title)})
                for part in original.subscales
            ),
            "items": tuple(
                item.model_copy(update={"text": words.items.get(item.id, item.text)})
                for item in original.items
            ),
            "open": tuple(
                item.model_copy(update={"text": words.open.get(item.id, item.text)})
                for item in original.open
            ),
        }
    )
