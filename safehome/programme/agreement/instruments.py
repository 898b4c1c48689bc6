"""Whether other people's words may be in a pack, and are scored as their owners score them."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..instruments import DONE, instruments
from ..parts import Part
from ..shapes.instruments import Instrument
from .surroundings import Surroundings, fault


def instrument_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of questionnaires that somebody else owns."""
    for part, asked in around.those(shapes.Questionnaire):
        if known := instruments().get(asked.id):
            yield from _licence_faults(part, asked, known)
            if not known.scores_only:
                yield from _scoring_faults(part, asked, known)


def _licence_faults(
    part: Part, asked: shapes.Questionnaire, known: Instrument
) -> Iterator[Finding]:
    document = part.document
    if known.scores_only:
        yield fault(document, f"No licence lets the words of {known.title} be here.", "id")
        return
    if asked.licensed is None:
        says = f"{known.title} belongs to others. Write under ‘licensed’ what your licence allows."
        yield fault(document, says, "id")
        return
    for use in known.never:
        if getattr(asked.licensed, use):
            says = f"No licence lets the words of {known.title} be {DONE[use]}."
            yield fault(document, says, "licensed", use)


def _scoring_faults(
    part: Part, asked: shapes.Questionnaire, known: Instrument
) -> Iterator[Finding]:
    document = part.document
    if (asked.scale.lowest, asked.scale.highest) != (known.answers.lowest, known.answers.highest):
        says = f"Its answers go from {known.answers.lowest} to {known.answers.highest}."
        yield fault(document, says, "scale")
    if {item.id for item in asked.items} != set(known.items):
        yield fault(document, f"Its items are {', '.join(known.items)}.", "items")
    turned = {item.id for item in asked.items if item.reverse}
    if turned != set(known.reverse):
        named = ", ".join(sorted(known.reverse)) or "none"
        yield fault(document, f"The items to turn round are: {named}.", "items")
    if asked.direction != known.direction:
        yield fault(document, f"Its direction is {known.direction}.", "direction")
