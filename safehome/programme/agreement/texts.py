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
        if part.page:
            found = {words for _, words in headings(part.page.text)}
            for wanted in VIGNETTE_HEADINGS:
                if wanted not in found:
                    says = f"The heading ‘## {wanted}’ is missing."
                    yield Finding(part.path, part.page.first, says)
    for part in around.parts:
        if part.page and not part.page.text.strip():
            yield Finding(part.path, part.page.first, "This page has no words yet.")
