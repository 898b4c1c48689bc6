"""What a practitioner, a supervisor or a trainer reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import shapes
from ..packs import Article, Pack
from ..papers.manual import plan_sections_of
from .leaf import Leaf

NATIONS = {
    "all": "Everywhere", "england": "England", "wales": "Wales", "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}  # fmt: skip
READERS = {
    "carer": "a carer", "referrer": "the referrer", "school": "a school",
    "other-carer": "the other carer", "therapist": "the child’s therapist",
}  # fmt: skip


def sessions(pack: Pack) -> Iterator[Leaf]:
    """The sessions in a list, then each as it is prepared from."""
    yield Leaf("sessions", "Sessions", "Sessions", "sessions", {})
    for session in pack.sessions:
        number = session.number
        page = pack.manual.get(number)
        files = (f"sessions/{number:02}.yaml", f"manual/{number:02}.md")
        given: dict[str, object] = {
            "session": session,
            "page": page.text if page else None,
            "aims": [(aim, pack.manifest.aims[aim]) for aim in session.aims],
            "plan": [(one, pack.manifest.plan_sections[one]) for one in plan_sections_of(session)],
            "handouts": pack.handouts_of(number),
            "measures": [pack.questionnaires[one] for one in session.measures],
            "vignettes": [one for one in pack.vignettes.values() if number in one.head.sessions],
        }
        title = f"Session {number}: {session.title}"
        yield Leaf(f"sessions/{number:02}", title, "Sessions", "session", given, files)


def plan(pack: Pack) -> Iterator[Leaf]:
    """Suggested lines for each section of the plan, and questions to ask a child."""
    if not (pack.plan_lines or pack.voices):
        return
    sections = [
        (code, title, pack.plan_lines.get(code, ()))
        for code, title in pack.manifest.plan_sections.items()
    ]
    files = ("plan/lines.yaml",)
    title = "Starting points for a safety plan"
    yield Leaf("plan", title, "Safety plan", "plan", {"sections": sections}, files)
    for code, name, lines in sections:
        path, given = f"plan/{code.lower()}", {"code": code, "lines": lines}
        yield Leaf(path, name, "Safety plan", "plan_section", given)
    if pack.voices:
        files = ("plan/voices.yaml",)
        yield Leaf("plan/voices", "Questions for children", "Safety plan", "voices", {}, files)


def signs(pack: Pack) -> Iterator[Leaf]:
    """What may tell that a child is being harmed, and what to do, by nation."""
    kinds = {slug: NATIONS[one.head.nation] for slug, one in pack.signs.items()}
    yield from _SIGNS.leaves(pack.signs, kinds)


def vignettes(pack: Pack) -> Iterator[Leaf]:
    """Invented families to think about together."""
    about = {slug: " · ".join(one.head.about) for slug, one in pack.vignettes.items()}
    yield from _VIGNETTES.leaves(pack.vignettes, about)


def supervision(pack: Pack) -> Iterator[Leaf]:
    """Questions for supervision, and how a session's quality is rated."""
    if pack.prompts:
        files = ("supervision/prompts.yaml",)
        title = "Questions for supervision"
        yield Leaf("supervision/prompts", title, "Supervision", "prompts", {}, files)
    if pack.fidelity:
        given, files = {"fidelity": pack.fidelity}, ("supervision/fidelity.yaml",)
        title = pack.fidelity.title
        yield Leaf("supervision/fidelity", title, "Supervision", "fidelity", given, files)


def letters(pack: Pack) -> Iterator[Leaf]:
    """Letters with gaps, and what certificates say."""
    kinds = {slug: f"To {READERS[one.head.to]}" for slug, one in pack.letters.items()}
    yield from _LETTERS.leaves(pack.letters, kinds)
    if pack.certificate:
        given, files = {"text": pack.certificate, "head": None}, (pack.certificate.path,)
        yield Leaf("letters/certificate", "Certificates", "Letters", "article", given, files)


def words(pack: Pack) -> Iterator[Leaf]:
    """Words that help, and those they stand in for."""
    if pack.glossary:
        yield Leaf("words", "Words that help", "Words", "words", {}, ("glossary.yaml",))


@dataclass(frozen=True)
class _Part:
    """A part that is a folder of articles: what it is called, and what stands at its top."""

    folder: str
    title: str
    tab: str
    lead: str

    def leaves[H: shapes.Shape](
        self, articles: Mapping[str, Article[H]], kinds: Mapping[str, str]
    ) -> Iterator[Leaf]:
        """A list, then each article; `kinds` says in a few words what each is."""
        if not articles:
            return
        titles = {slug: getattr(one.head, "title", slug) for slug, one in articles.items()}
        listed = [(f"{self.folder}/{slug}", titles[slug], kinds[slug]) for slug in articles]
        given: dict[str, object] = {"listed": listed, "lead": self.lead}
        yield Leaf(self.folder, self.title, self.tab, "listing", given)
        for slug, one in articles.items():
            given = {"text": one.text, "head": one.head, "kind": kinds[slug]}
            path, files = f"{self.folder}/{slug}", (one.text.path,)
            yield Leaf(path, titles[slug], self.tab, "article", given, files)


_SIGNS = _Part(
    "signs", "Signs and responses", "Signs",
    "What may tell that a child is being harmed: prompts, not proof. And what to do then.",
)  # fmt: skip
_VIGNETTES = _Part(
    "vignettes", "Vignettes", "Vignettes",
    "Invented families, for training and supervision. Nobody in them is real.",
)  # fmt: skip
_LETTERS = _Part("letters", "Letters", "Letters", "Words in {braces} are filled in by the service.")
