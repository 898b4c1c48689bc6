"""Whether the files of a pack agree with each other: names, numbers, sums, links."""

from collections.abc import Iterable, Iterator

from ..findings import Finding
from ..pages import dead_links
from ..parts import Part
from .adoption import adoption_faults
from .handouts import handout_faults
from .instruments import instrument_faults
from .manifest import manifest_faults
from .manual import manual_faults
from .plan import plan_faults
from .questionnaires import questionnaire_faults
from .sessions import session_faults
from .suitability import suitability_faults
from .supervision import supervision_faults
from .surroundings import Surroundings
from .texts import text_faults
from .training import training_faults


def disagreements(parts: Iterable[Part], files: frozenset[str]) -> Iterator[Finding]:
    """Every disagreement in the files that could be read."""
    parts = list(parts)
    around = Surroundings.of(parts, files)
    yield from manifest_faults(around)
    yield from session_faults(around)
    yield from questionnaire_faults(around)
    yield from instrument_faults(around)
    yield from handout_faults(around)
    yield from plan_faults(around)
    yield from supervision_faults(around)
    yield from suitability_faults(around)
    yield from text_faults(around)
    yield from manual_faults(around)
    yield from adoption_faults(around)
    yield from training_faults(around)
    for part in parts:
        if part.page:
            yield from dead_links(part.page, files)
