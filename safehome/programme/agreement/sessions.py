"""Whether sessions and manual pages agree with the rest of the pack."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..parts import Part
from .surroundings import Surroundings, fault, repeated

FEWEST_HANDOUTS = 2
# Reading a line, thinking and choosing a number, also when it is read aloud.
MOST_LINES_A_MINUTE = 3


def session_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of sessions and of their manual pages."""
    owners: dict[str, int] = {}
    for part, session in around.those(shapes.Session):
        yield from _own_faults(part, session)
        yield from _reference_faults(around, part, session)
        yield from _component_faults(around, part, session, owners)
        yield from _asking_faults(around, part, session)
    titles = {int(part.names["number"]): one.title for part, one in around.those(shapes.Session)}
    for part, head in around.those(shapes.ManualHead):
        if head.session != int(part.names["number"]):
            yield fault(part.document, "The session's number is not that of the file.", "session")
        elif titles.get(head.session, head.title) != head.title:
            says = f"The session is called ‘{titles[head.session]}’. Use the same title."
            yield fault(part.document, says, "title")
        if head.session not in around.sessions:
            yield fault(part.document, f"There is no session {head.session}.", "session")


def _own_faults(part: Part, session: shapes.Session) -> Iterator[Finding]:
    document = part.document
    if session.number != int(part.names["number"]):
        yield fault(document, "The session's number is not that of the file.", "number")
    together = sum(component.minutes for component in session.components)
    if together != session.minutes:
        says = f"The components take {together} minutes; the session has {session.minutes}."
        yield fault(document, says, "minutes")
    if not any(component.is_core for component in session.components):
        yield fault(document, "At least one component is core.", "components")
    if len(set(session.handouts)) < FEWEST_HANDOUTS:
        yield fault(document, "A session has at least two hand-outs.", "handouts")


def _reference_faults(
    around: Surroundings, part: Part, session: shapes.Session
) -> Iterator[Finding]:
    document = part.document
    manual = f"manual/{part.names['number']}.md"
    if manual not in around.files:
        yield fault(document, f"The manual page is missing: {manual}.")
    if around.manifest:
        if int(part.names["number"]) > around.manifest.length.sessions:
            yield fault(document, "pack.yaml has fewer sessions than this.", "number")
        for position, aim in enumerate(session.aims):
            if aim not in around.manifest.aims:
                yield fault(document, f"pack.yaml has no aim {aim}.", "aims", position)
    for position, slug in enumerate(session.handouts):
        if slug not in around.handouts:
            says = f"There is no hand-out handouts/{slug}.md."
            yield fault(document, says, "handouts", position)
    for position, measure in enumerate(session.measures):
        if measure not in around.questionnaires:
            says = f"There is no questionnaire questionnaires/{measure}.yaml."
            yield fault(document, says, "measures", position)
    for name, words in (("handouts", session.handouts), ("measures", session.measures)):
        for position, word in repeated(words):
            yield fault(document, f"‘{word}’ is here twice. Keep one.", name, position)


def _component_faults(
    around: Surroundings, part: Part, session: shapes.Session, owners: dict[str, int]
) -> Iterator[Finding]:
    document = part.document
    for index, component in enumerate(session.components):
        here = ("components", index)
        prefix = f"s{part.names['number']}-"
        if not component.id.startswith(prefix):
            yield fault(document, f"The id is to begin with ‘{prefix}’.", *here, "id")
        if component.id in owners:
            says = f"Session {owners[component.id]} has a component ‘{component.id}’ already."
            yield fault(document, says, *here, "id")
        owners.setdefault(component.id, session.number)
        if component.is_core and not component.why_core:
            yield fault(document, "Say why this component is core: ‘why_core’.", *here)
        if component.why_core and not component.is_core:
            says = "Only a core component has ‘why_core’. Delete it, or make this one core."
            yield fault(document, says, *here, "why_core")
        for position, slug in enumerate(component.materials):
            if slug not in around.handouts:
                says = f"There is no hand-out handouts/{slug}.md."
                yield fault(document, says, *here, "materials", position)
        for position, section in enumerate(component.plan_sections):
            if around.manifest and section not in around.manifest.plan_sections:
                says = f"pack.yaml has no plan section {section}."
                yield fault(document, says, *here, "plan_sections", position)


def _asking_faults(around: Surroundings, part: Part, session: shapes.Session) -> Iterator[Finding]:
    """Each questionnaire is asked in one component, which leaves time to answer it."""
    asked = {one.id: one for _, one in around.those(shapes.Questionnaire)}
    placed: set[str] = set()
    for index, component in enumerate(session.components):
        here = ("components", index, "measures")
        lines = 0
        for position, name in enumerate(component.measures):
            if name not in session.measures:
                says = f"‘{name}’ is not among the measures of this session."
                yield fault(part.document, says, *here, position)
            elif name in placed:
                says = f"‘{name}’ is asked in a component before this one already."
                yield fault(part.document, says, *here, position)
            placed.add(name)
            questionnaire = asked.get(name)
            if questionnaire and questionnaire.for_ == "carer":
                lines += len(questionnaire.items) + len(questionnaire.open)
        if lines > component.minutes * MOST_LINES_A_MINUTE:
            says = (
                f"{lines} lines to answer in {component.minutes} minutes is hurried:"
                f" {MOST_LINES_A_MINUTE} a minute at most."
            )
            yield fault(part.document, says, "components", index, "minutes")
    for position, name in enumerate(session.measures):
        questionnaire = asked.get(name)
        if questionnaire and questionnaire.for_ == "carer" and name not in placed:
            says = f"No component asks ‘{name}’: name it in the ‘measures’ of one."
            yield fault(part.document, says, "measures", position)
