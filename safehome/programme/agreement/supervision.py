"""Whether every rating has its anchor, and no id is used twice."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from .surroundings import Surroundings, fault, repeated


def supervision_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of prompts and of fidelity items."""
    for part, prompts in around.those(shapes.Prompts):
        for position, name in repeated(prompt.id for prompt in prompts.prompts):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "prompts", position)
    for part, fidelity in around.those(shapes.Fidelity):
        for position, name in repeated(item.id for item in fidelity.items):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "items", position)
        ratings = range(fidelity.scale.lowest, fidelity.scale.highest + 1)
        for position, item in enumerate(fidelity.items):
            here = ("items", position, "anchors")
            for rating in ratings:
                if rating not in item.anchors:
                    yield fault(part.document, f"The rating {rating} has no anchor.", *here)
            for rating in item.anchors:
                if rating not in ratings:
                    yield fault(part.document, f"{rating} is not on the scale.", *here, rating)
