"""Why a check-in is asked for: what was answered, and the rule beside it."""

from __future__ import annotations

from dataclasses import dataclass

from safehome.journeys.queries.asking import titles_of
from safehome.measures.models import CheckInAsked
from safehome.measures.rules import point_in_words
from safehome.programme.instruments import asks_today, instruments
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire


@dataclass(frozen=True)
class Because:
    """What was answered, in words; the rule that it reached, and where that is from."""

    questionnaire: str
    point: str
    said: str
    rule: str
    source: str


def because(ask: CheckInAsked) -> Because:
    """The reason for one ask, as the pack of its answers has it."""
    answers = ask.answers
    pack = pack_of(answers.pack_version)
    asked = pack.questionnaires.get(answers.questionnaire)
    known = instruments().get(answers.questionnaire)
    title = asked.title if asked else known.title if known else answers.questionnaire
    value = answers.scores.get(ask.of, answers.given.get(ask.of))
    about = _about(asked, ask.of)
    rules = asks_today(asked) if asked else known.asks_today if known else ()
    rule = next((one for one in rules if one.of == ask.of), None)
    return Because(
        questionnaire=title,
        point=point_in_words(answers.point, titles_of(pack)),
        said=f"{about}: {value:.1f}".removesuffix(".0") if value is not None else about,
        rule=rule.says(about) if rule else "",
        source=rule.source if rule else "",
    )


def _about(asked: Questionnaire | None, of: str) -> str:
    """What a rule speaks of: a line, a part, or everything together."""
    if asked is not None:
        named = {one.id: one.title for one in asked.subscales}
        named |= {one.id: f"“{one.text}”" for one in asked.items}
        if of in named:
            return named[of]
    return "The score in all" if of == "total" else of.replace("-", " ").capitalize()
