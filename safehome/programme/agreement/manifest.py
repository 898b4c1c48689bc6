"""Whether pack.yaml agrees with itself and with what is in the folder."""

from collections.abc import Iterable, Iterator

from .. import shapes
from ..findings import Finding
from ..parts import Part
from .surroundings import Surroundings, fault, repeated


def manifest_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of pack.yaml: lengths, days, languages and when questionnaires are due."""
    if "pack.yaml" not in around.files:
        yield Finding("pack.yaml", 1, "Every pack begins with a file pack.yaml. Add it.")
    for part, manifest in around.those(shapes.Manifest):
        document, length = part.document, manifest.length
        if not length.fewest <= length.sessions <= length.most:
            yield fault(
                document, "The number of sessions is to lie between fewest and most.", "length"
            )
        for number in range(1, length.sessions + 1):
            if number not in around.sessions:
                name = f"sessions/{number:02}.yaml"
                yield fault(document, f"Session {number} is missing: {name}.", "length", "sessions")
        if manifest.valid_until and manifest.valid_until <= manifest.valid_from:
            yield fault(document, "The last day is to come after the first.", "valid_until")
        if manifest.language not in manifest.languages:
            yield fault(document, "The pack's own language belongs in this list.", "languages")
        yield from _translation_faults(around, part, manifest)
        yield from _schedule_faults(around)


def _translation_faults(
    around: Surroundings, part: Part, manifest: shapes.Manifest
) -> Iterator[Finding]:
    """What `translated` says is there in another language, and is not."""
    for language, numbers in manifest.translated.items():
        place = ("translated", language)
        if language == manifest.language or language not in manifest.languages:
            says = f"‘{language}’ is not one of the further languages of this pack."
            yield fault(part.document, says, *place)
            continue
        for number in numbers:
            if number not in around.sessions:
                yield fault(part.document, f"There is no session {number}.", *place)
        for wanted in given_in(around.parts, frozenset(numbers)):
            if wanted in around.files and f"{language}/{wanted}" not in around.files:
                says = f"{language}/{wanted} is missing; a session named here gives it."
                yield fault(part.document, says, *place)


def given_in(parts: Iterable[Part], numbers: frozenset[int]) -> list[str]:
    """The files that carers are given in these sessions: hand-outs, easy read, questionnaires."""
    asked = {
        one.value.id
        for one in parts
        if isinstance(one.value, shapes.Questionnaire) and one.value.for_ == "carer"
    }
    given: dict[str, None] = {}
    for part in parts:
        if isinstance(part.value, shapes.Session) and part.value.number in numbers:
            for slug in part.value.handouts:
                given |= {f"handouts/{slug}.md": None, f"handouts/{slug}.easy.md": None}
            for name in part.value.measures:
                if name in asked:
                    given[f"questionnaires/{name}.yaml"] = None
    return sorted(given)


def _schedule_faults(around: Surroundings) -> Iterator[Finding]:
    sessions = {int(part.names["number"]): one for part, one in around.those(shapes.Session)}
    asked_of = {one.id: one.for_ for _, one in around.those(shapes.Questionnaire)}
    for part, manifest in around.those(shapes.Manifest):
        for position, name in repeated(point.point for point in manifest.measure_schedule):
            place = ("measure_schedule", position)
            yield fault(part.document, f"The point ‘{name}’ is here twice. Keep one.", *place)
        for position, point in enumerate(manifest.measure_schedule):
            place = ("measure_schedule", position)
            if point.session and point.months_after:
                yield fault(part.document, "Say a session or months after, not both.", *place)
            if point.session and point.session not in around.sessions:
                yield fault(part.document, f"There is no session {point.session}.", *place)
            session = sessions.get(point.session or 0)
            for measure in point.measures:
                if measure not in around.questionnaires:
                    yield fault(part.document, f"There is no questionnaire ‘{measure}’.", *place)
                elif (
                    session and asked_of.get(measure) == "carer" and measure not in session.measures
                ):
                    says = f"Session {session.number} does not name ‘{measure}’ as a measure."
                    yield fault(part.document, says, *place)
