"""One set of answers as it is read: every line, how and when; and what differs between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from safehome.design.words import plain_day
from safehome.journeys.queries.asking import titles_of
from safehome.kit.verdicts import ALLOW, Verdict
from safehome.measures.models import Answers, Help, Mode
from safehome.measures.queries.licences import words_for
from safehome.measures.queries.slips import written_in
from safehome.measures.rules import point_in_words
from safehome.programme.instruments import known_as
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

NOT_SAID = "Would rather not answer"


@dataclass(frozen=True)
class Facts:
    """What was entered: answers or scores, words, and how, with whose help and when."""

    given: Mapping[str, int]
    scores: Mapping[str, float | None]
    words: Mapping[str, str]
    mode: str
    help: str
    on: date


@dataclass(frozen=True)
class Line:
    """One line of a set: what it asks, and what was answered."""

    id: str
    label: str
    said: str


@dataclass(frozen=True)
class Differs:
    """A line that differs: as it was entered, and as it will stand."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Sheet:
    """A set of answers with what its questions are called. goals: item → the goal it is of.

    words: whether its words may be shown today; without them a line has a number.
    """

    answers: Answers
    asked: Questionnaire | Instrument
    words: Verdict
    facts: Facts
    goals: Mapping[str, str]
    point: str

    @property
    def lines(self) -> list[Line]:
        return lines_of(self, self.facts)

    @property
    def back(self) -> tuple[str, str]:
        """Where a set is among the others, and the words for it."""
        one = self.answers
        if one.journey_id == one.family_id:
            return reverse("measures:while-waiting", args=[one.family_id]), (
                "Back to questions while they wait"
            )
        return reverse("measures:ask", args=[one.journey_id]), "Back to questions and answers"


def sheet_of(answers: Answers) -> Sheet:
    """Any version of a set, ready to be read. The family must be open."""
    pack = pack_of(answers.pack_version)
    name = answers.questionnaire
    asked, verdict = known_as(name, pack.questionnaires), ALLOW
    if isinstance(asked, Instrument) and answers.given:
        worded, verdict = words_for(
            answers.organisation_id, name, use="display", on=timezone.localdate()
        )
        asked = worded if worded is not None and verdict else asked
    words, goals = written_in(answers)
    return Sheet(
        answers, asked, verdict,
        Facts(answers.given, answers.scores, words, answers.mode, answers.help, answers.given_on),
        goals, point_in_words(answers.point, titles_of(pack)),
    )  # fmt: skip


def lines_of(sheet: Sheet, facts: Facts) -> list[Line]:
    """How and when it was answered, then each question with its answer."""
    found = [Line("on", "Answered on", plain_day(facts.on))]
    if facts.mode != Mode.OWN:
        found.append(Line("mode", "How", str(Mode(facts.mode).label)))
        found.append(Line("help", "Help", str(Help(facts.help).label)))
    if isinstance(sheet.asked, Questionnaire):
        return [*found, *_of_questions(sheet, sheet.asked, facts)]
    if facts.given:
        return [*found, *_of_numbers(sheet.asked, facts)]
    return [*found, *(Line(name, _part(name, sheet.asked), _score(value))
                      for name, value in facts.scores.items())]  # fmt: skip


def differing(sheet: Sheet, now: Facts) -> list[Differs]:
    """The lines that would be changed by other facts."""
    before = {one.id: one for one in sheet.lines}
    after = {one.id: one for one in lines_of(sheet, now)}
    nothing = "–"
    return [
        Differs(
            (after.get(name) or before[name]).label,
            before[name].said if name in before else nothing,
            after[name].said if name in after else nothing,
        )
        for name in dict.fromkeys((*before, *after))
        if (before[name].said if name in before else nothing)
        != (after[name].said if name in after else nothing)
    ]


def _of_questions(sheet: Sheet, asked: Questionnaire, facts: Facts) -> list[Line]:
    top = asked.scale.highest
    items = [one for one in asked.items if not sheet.goals or one.id in sheet.goals]
    found = [
        Line(
            one.id, f"Their goal: “{sheet.goals[one.id]}”" if sheet.goals else one.text,
            f"{facts.given[one.id]} of {top}" if one.id in facts.given else NOT_SAID,
        )
        for one in items
    ]  # fmt: skip
    if sheet.goals:
        return found
    return found + [
        Line(one.id, one.text, facts.words.get(one.id) or "Nothing written") for one in asked.open
    ]


def _of_numbers(asked: Instrument, facts: Facts) -> list[Line]:
    top = asked.answers.highest
    return [
        Line(item, f"Question {number}",
             f"{facts.given[item]} of {top}" if item in facts.given else NOT_SAID)
        for number, item in enumerate(asked.items, start=1)
    ]  # fmt: skip


def _part(name: str, asked: Instrument) -> str:
    titles = {one.id: one.title for one in asked.subscales}
    return titles.get(name) or (
        "All together" if name == "total" else name.replace("-", " ").capitalize()
    )


def _score(value: float | None) -> str:
    return "Not known" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
