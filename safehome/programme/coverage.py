"""What a pack covers: the sessions that reach each aim, plan section and measure; what is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import shapes
from .findings import Finding
from .loading import Examined
from .packs import Text
from .parts import Part

FEWEST_HANDOUTS = 2
AGES = ("under-8", "8-12", "13-17")
NEEDS = (
    "few-words", "no-words", "pictures", "signing", "device", "writing", "literal", "movement",
    "other-language", "messages",
)  # fmt: skip
NATIONS = ("england", "wales", "scotland", "northern-ireland")


@dataclass(frozen=True)
class Reach:
    """An aim, a plan section or a measure, and the sessions that reach it."""

    code: str
    title: str
    sessions: tuple[int, ...]
    also: str = ""


@dataclass(frozen=True)
class Whole:
    """What a session has of what it needs."""

    number: int
    title: str
    manual: bool
    handouts: int
    easy: int
    core: int
    watch_fors: int
    vignettes: int

    @property
    def is_whole(self) -> bool:
        # The shape of a session already asks for home activity, every child and grounding.
        return self.manual and self.easy == self.handouts >= FEWEST_HANDOUTS


@dataclass(frozen=True)
class Coverage:
    """The tables of a check."""

    aims: tuple[Reach, ...]
    plan_sections: tuple[Reach, ...]
    measures: tuple[Reach, ...]
    sessions: tuple[Whole, ...]


def coverage(examined: Examined) -> Coverage:
    """Work out the tables from whatever could be read."""
    sessions = sorted(_those(examined, shapes.Session), key=lambda one: one.number)
    manifest = next(iter(_those(examined, shapes.Manifest)), None)
    lines = next(iter(_those(examined, shapes.PlanLines)), None)
    paths = {part.path for part in examined.parts}
    return Coverage(
        aims=tuple(
            Reach(code, title, tuple(one.number for one in sessions if code in one.aims))
            for code, title in (manifest.aims.items() if manifest else ())
        ),
        plan_sections=tuple(
            Reach(
                code,
                title,
                tuple(one.number for one in sessions if code in _sections(one)),
                also=_suggested(lines.sections.get(code, ())) if lines else "",
            )
            for code, title in (manifest.plan_sections.items() if manifest else ())
        ),
        measures=tuple(
            Reach(
                one.id,
                one.title,
                tuple(session.number for session in sessions if one.id in session.measures),
                also=", ".join(_points(manifest, one.id)),
            )
            for one in _those(examined, shapes.Questionnaire)
        ),
        sessions=tuple(
            Whole(
                number=one.number,
                title=one.title,
                manual=f"manual/{one.number:02}.md" in paths,
                handouts=sum(f"handouts/{slug}.md" in paths for slug in one.handouts),
                easy=sum(f"handouts/{slug}.easy.md" in paths for slug in one.handouts),
                core=sum(component.is_core for component in one.components),
                watch_fors=len(one.watch_for),
                vignettes=sum(
                    one.number in head.sessions for head in _those(examined, shapes.VignetteHead)
                ),
            )
            for one in sessions
        ),
    )


def gaps(covered: Coverage, examined: Examined) -> Iterator[Finding]:
    """What no session reaches, and hand-outs without an easy-read version or a session."""
    manifest = next((p for p in examined.parts if isinstance(p.value, shapes.Manifest)), None)
    # With a file that could not be read, what it reaches would be called missing.
    if manifest and examined.pack:
        for name, some in (("aims", covered.aims), ("plan_sections", covered.plan_sections)):
            for reach in some:
                if not reach.sessions:
                    line = manifest.document.line(name, reach.code)
                    says = f"No session reaches {reach.code}, {reach.title}."
                    yield Finding(manifest.path, line, says)
                if reach.also == _suggested(()):
                    line = manifest.document.line(name, reach.code)
                    says = f"plan/lines.yaml suggests no line for {reach.code}."
                    yield Finding(manifest.path, line, says, "warning")
    for measure in covered.measures if examined.pack else ():
        if not measure.sessions and not measure.also:
            path = f"questionnaires/{measure.code}.yaml"
            yield Finding(path, 1, "No session and no point of the schedule asks this.")
    yield from _handout_gaps(examined)
    yield from _suggestion_gaps(examined)
    yield from _nation_gaps(examined)


def texts(examined: Examined) -> Iterator[tuple[Part, Text]]:
    """Every page, with its part."""
    for part in examined.parts:
        if part.page:
            yield part, Text(part.path, part.page.text, part.page.first)


def _handout_gaps(examined: Examined) -> Iterator[Finding]:
    paths = {part.path for part in examined.parts}
    given = {slug for one in _those(examined, shapes.Session) for slug in one.handouts}
    for part in examined.parts:
        if part.kind != "handout":
            continue
        slug = part.names["slug"]
        if f"handouts/{slug}.easy.md" not in paths:
            yield Finding(part.path, 1, f"The easy-read version is missing: {slug}.easy.md.")
        if slug not in given:
            yield Finding(part.path, 1, "No session gives this hand-out.", "warning")


def _suggestion_gaps(examined: Examined) -> Iterator[Finding]:
    """Sections of the plan without a freedom or for which no age fits; needs nobody asks about."""
    for part in examined.parts:
        place: tuple[str | int, ...]
        if isinstance(part.value, shapes.PlanLines):
            for section, lines in part.value.sections.items():
                place = ("sections", section)
                if not any(line.freedom for line in lines):
                    says = f"No line of {section} keeps or gives back a freedom."
                    yield Finding(part.path, part.document.line(*place), says, "warning")
                for age in AGES:
                    if not any({age, "any"} & set(line.ages) for line in lines):
                        says = f"No line of {section} is for the age ‘{age}’."
                        yield Finding(part.path, part.document.line(*place), says, "warning")
        if isinstance(part.value, shapes.Voices):
            for need in NEEDS:
                if not any(need in voice.needs for voice in part.value.questions):
                    says = f"No question is for a child who communicates by ‘{need}’."
                    yield Finding(part.path, 1, says, "warning")
            for age in AGES:
                if not any({age, "any"} & set(voice.ages) for voice in part.value.questions):
                    says = f"No question is for the age ‘{age}’."
                    yield Finding(part.path, 1, says, "warning")


def _nation_gaps(examined: Examined) -> Iterator[Finding]:
    """Where some nations have a page on whom to call, each one needs it."""
    nations = {head.nation for head in _those(examined, shapes.SignsHead)}
    for nation in NATIONS if nations - {"all"} else ():
        if nation not in nations:
            says = f"No page in signs/ is for {nation}: what to do differs by nation."
            yield Finding("pack.yaml", 1, says, "warning")


def _those[S: shapes.Shape](examined: Examined, shape: type[S]) -> list[S]:
    return [part.value for part in examined.parts if isinstance(part.value, shape)]


def _suggested(lines: Iterable[shapes.PlanLine]) -> str:
    some = tuple(lines)
    return f"{len(some)} lines, {sum(line.freedom for line in some)} freedoms"


def _sections(session: shapes.Session) -> set[str]:
    return {code for component in session.components for code in component.plan_sections}


def _points(manifest: shapes.Manifest | None, measure: str) -> list[str]:
    schedule = manifest.measure_schedule if manifest else ()
    return [point.point for point in schedule if measure in point.measures]
