"""Whether readiness, milestones and the workshop agree with themselves."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..pages import plain_text, sections
from ..parts import Part
from .surroundings import Surroundings, fault, repeated


def adoption_faults(around: Surroundings) -> Iterator[Finding]:
    """Names used twice, owners nobody named, an agenda that does not add up."""
    for part, readiness in around.those(shapes.Readiness):
        ids = [one.id for one in readiness.ratings]
        for position, name in repeated(ids):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "ratings", position)
        seen: set[str] = set()
        for index, area in enumerate(readiness.areas):
            for position, statement in enumerate(area.statements):
                if statement.id in seen:
                    place = ("areas", index, "statements", position, "id")
                    says = f"‘{statement.id}’ is here twice. Keep one."
                    yield fault(part.document, says, *place)
                seen.add(statement.id)
    for part, milestones in around.those(shapes.Milestones):
        yield from _milestone_faults(part, milestones)
    for part, head in around.those(shapes.WorkshopHead):
        yield from _workshop_faults(part, head)


def _milestone_faults(part: Part, milestones: shapes.Milestones) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, stage in enumerate(milestones.stages):
        for position, milestone in enumerate(stage.milestones):
            place = ("stages", index, "milestones", position)
            if milestone.id in seen:
                says = f"‘{milestone.id}’ is here twice. Keep one."
                yield fault(part.document, says, *place, "id")
            seen.add(milestone.id)
            if milestone.owner not in milestones.owner_roles:
                says = f"‘owner_roles’ has no ‘{milestone.owner}’."
                yield fault(part.document, says, *place, "owner")


def _workshop_faults(part: Part, head: shapes.WorkshopHead) -> Iterator[Finding]:
    together = sum(item.minutes for item in head.agenda)
    if together != head.minutes:
        says = f"The agenda takes {together} minutes; the workshop has {head.minutes}."
        yield fault(part.document, says, "minutes")
    for position, name in repeated(decision.id for decision in head.decisions):
        yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "decisions", position)
    if part.page is None:
        return
    titles = {one.title for level in (2, 3) for one in sections(part.page, level=level)}
    for position, item in enumerate(head.agenda):
        heading = f"{item.title} ({item.minutes} minutes)"
        if not {item.title, heading} & titles:
            says = f"The page has no heading ‘{heading}’."
            yield fault(part.document, says, "agenda", position)
    words = " ".join(plain_text(part.page.text).split())
    for position, decision in enumerate(head.decisions):
        if " ".join(decision.text.split()) not in words:
            yield fault(part.document, "The page does not say this.", "decisions", position)
