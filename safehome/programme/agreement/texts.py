"""Whether vignettes and other texts have what their readers look for."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..pages import headings
from .surroundings import Surroundings, fault

VIGNETTE_HEADINGS = ("Questions", "For the facilitator")


def text_faults(around: Surroundings) -> Iterator[Finding]:
    """Vignettes for sessions that do not exist or without questions; pages without words."""
    for part, head in around.those(shapes.VignetteHead):
        for position, number in enumerate(head.sessions):
            if number not in around.sessions:
                yield fault(part.document, f"There is no session {number}.", "sessions", position)
        found = {words for level, words in headings(part.page.text if part.page else "")}
        for wanted in VIGNETTE_HEADINGS:
            if wanted not in found:
                yield fault(part.document, f"The heading ‘## {wanted}’ is missing.")
    for part in around.parts:
        if part.page and not part.page.text.strip():
            yield fault(part.document, "This page has no words yet.")
