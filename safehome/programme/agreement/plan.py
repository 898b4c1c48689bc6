"""Whether suggestions for the safety plan fit the plan's sections."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from .surroundings import Surroundings, fault, repeated


def plan_faults(around: Surroundings) -> Iterator[Finding]:
    """Lines for sections that do not exist, and ids used twice."""
    for part, lines in around.those(shapes.PlanLines):
        seen: set[str] = set()
        for section, some in lines.sections.items():
            if around.manifest and section not in around.manifest.plan_sections:
                says = f"pack.yaml has no plan section {section}."
                yield fault(part.document, says, "sections", section)
            for position, line in enumerate(some):
                if line.id in seen:
                    says = f"‘{line.id}’ is here twice. Keep one."
                    yield fault(part.document, says, "sections", section, position, "id")
                seen.add(line.id)
    for part, voices in around.those(shapes.Voices):
        for position, name in repeated(voice.id for voice in voices.questions):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "questions", position)
