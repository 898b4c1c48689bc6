"""Whether a questionnaire can be scored as it says, and its translations fit it."""

from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..parts import Part
from .surroundings import Surroundings, fault, repeated


def questionnaire_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of questionnaires and of their translations."""
    for part, questionnaire in around.those(shapes.Questionnaire):
        yield from _scale_faults(part, questionnaire)
        yield from _item_faults(part, questionnaire)
        yield from _today_faults(part, questionnaire)
    originals = {one.id: one for _, one in around.those(shapes.Questionnaire)}
    for part, words in around.those(shapes.TranslatedQuestionnaire):
        yield from _translation_faults(around, part, words, originals)


def _scale_faults(part: Part, questionnaire: shapes.Questionnaire) -> Iterator[Finding]:
    document, scale = part.document, questionnaire.scale
    if questionnaire.id != part.names["slug"]:
        yield fault(document, "The id is not the name of the file.", "id")
    if scale.lowest >= scale.highest:
        yield fault(document, "The lowest number is to be below the highest.", "scale", "lowest")
    for label in scale.labels:
        if not scale.lowest <= label <= scale.highest:
            yield fault(document, f"{label} is not on the scale.", "scale", "labels", label)


def _item_faults(part: Part, questionnaire: shapes.Questionnaire) -> Iterator[Finding]:
    document, items = part.document, questionnaire.items
    known = {item.id for item in items}
    everything = [*(item.id for item in items), *(item.id for item in questionnaire.open)]
    for position, name in repeated(everything):
        extra = position - len(items)
        place = ("items", position) if extra < 0 else ("open", extra)
        yield fault(document, f"‘{name}’ is here twice. Keep one.", *place)
    for position, name in repeated(one.id for one in questionnaire.subscales):
        yield fault(document, f"‘{name}’ is here twice. Keep one.", "subscales", position)
    taken: dict[str, str] = {}
    for index, subscale in enumerate(questionnaire.subscales):
        here = ("subscales", index)
        for position, name in enumerate(subscale.items):
            if name not in known:
                yield fault(document, f"There is no item ‘{name}’.", *here, "items", position)
            elif name in taken:
                says = f"Item ‘{name}’ counts in ‘{taken[name]}’ already."
                yield fault(document, says, *here, "items", position)
            taken.setdefault(name, subscale.id)
        if subscale.may_miss >= len(subscale.items):
            says = "At least one item is to be answered: lower ‘may_miss’."
            yield fault(document, says, *here, "may_miss")
    total = questionnaire.total
    if total and total.may_miss >= len(items):
        says = "At least one item is to be answered: lower ‘may_miss’."
        yield fault(document, says, "total", "may_miss")


def _today_faults(part: Part, questionnaire: shapes.Questionnaire) -> Iterator[Finding]:
    """What asks for a check-in is there to be reached, and at the end that is not good."""
    document = part.document
    known = {item.id for item in questionnaire.items} | {one.id for one in questionnaire.subscales}
    if questionnaire.total:
        known.add("total")
    low_is_bad = questionnaire.direction == "higher-is-better"
    for index, rule in enumerate(questionnaire.asks_today):
        here = ("asks_today", index)
        if rule.of not in known:
            yield fault(document, f"There is no item, part or total ‘{rule.of}’.", *here, "of")
        if (rule.at_most is None) == (rule.at_least is None):
            yield fault(document, "Write ‘at_most’ or ‘at_least’, and not both.", *here)
        elif low_is_bad != (rule.at_most is not None):
            end = "at_most" if low_is_bad else "at_least"
            yield fault(document, f"By its direction, this is to be ‘{end}’.", *here)


def _translation_faults(
    around: Surroundings,
    part: Part,
    words: shapes.TranslatedQuestionnaire,
    originals: dict[str, shapes.Questionnaire],
) -> Iterator[Finding]:
    document = part.document
    if words.id != part.names["slug"]:
        yield fault(document, "The id is not the name of the file.", "id")
    if part.names["slug"] not in around.questionnaires:
        yield fault(document, "There is no questionnaire of this name to translate.")
    original = originals.get(words.id)
    if not original:
        return
    pairs: tuple[tuple[str, set[str | int], set[str | int]], ...] = (
        ("labels", set(words.labels), set(original.scale.labels)),
        ("subscales", set(words.subscales), {one.id for one in original.subscales}),
        ("items", set(words.items), {one.id for one in original.items}),
        ("open", set(words.open), {one.id for one in original.open}),
    )
    for name, here, there in pairs:
        for extra in sorted(here - there, key=str):
            yield fault(document, f"The original has no ‘{extra}’.", name, extra)
        for lacking in sorted(there - here, key=str):
            yield fault(document, f"‘{lacking}’ is not translated.", name)
