"""Whether hand-outs, their easy-read versions and translations belong together."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from .surroundings import Surroundings, fault

_EASY = {"easy", "translated-easy"}
_TRANSLATED = {"translated-handout", "translated-easy", "translated-questionnaire"}


def handout_faults(around: Surroundings) -> Iterator[Finding]:
    """Hand-outs no session has, versions without a hand-out, languages nobody named."""
    for part, head in around.those(shapes.HandoutHead):
        if head.session not in around.sessions:
            yield fault(part.document, f"There is no session {head.session}.", "session")
    given = {
        slug: int(part.names["number"])
        for part, session in around.those(shapes.Session)
        for slug in session.handouts
    }
    for part, head in around.those(shapes.HandoutHead):
        number = given.get(part.names["slug"], head.session)
        if number != head.session:
            yield fault(part.document, f"Session {number} gives this hand-out.", "session")
    for part in around.parts:
        if part.kind in _EASY | {"translated-handout"}:
            slug = part.names["slug"]
            if slug not in around.handouts:
                yield fault(part.document, f"There is no hand-out handouts/{slug}.md to go with.")
        if part.kind in _TRANSLATED and around.manifest:
            language = part.names["language"]
            if language not in around.manifest.languages:
                yield fault(part.document, f"pack.yaml does not name the language ‘{language}’.")
