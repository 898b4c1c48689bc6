"""Whether each criterion of suitability has a name of its own."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from .surroundings import Surroundings, fault, repeated


def suitability_faults(around: Surroundings) -> Iterator[Finding]:
    """Names used twice: an answer would belong to two criteria."""
    for part, suitability in around.those(shapes.Suitability):
        for position, name in repeated(one.id for one in suitability.criteria):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "criteria", position)
