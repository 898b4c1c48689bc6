"""The measures tab: who answered what, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from safehome.design.words import listed
from safehome.families.models import Family, FamilyMember
from safehome.journeys.models import Journey
from safehome.journeys.queries.asking import titles_of
from safehome.measures.models import Answers, AnswerWords, Done, GoalRating, Help, Mode
from safehome.measures.queries.readings import language_name
from safehome.measures.queries.slips import slip_in
from safehome.measures.rules import ENGLISH, GOALS, point_in_words
from safehome.programme.instruments import instruments
from safehome.programme.queries import pack_of


@dataclass(frozen=True)
class Given:
    """A carer's answers on one day."""

    carer: str
    questionnaire: str
    point: str
    how: str
    on: date
    scores: str
    pk: UUID
    is_corrected: bool
    words: tuple[tuple[str, str], ...] = ()  # an open question, and what was written to it


@dataclass(frozen=True)
class AllGiven:
    """What counts, and what was set aside as entered by mistake; the newest first."""

    counts: list[Given]
    set_aside: list[Given]


def answers_of(family: Family, members: Iterable[FamilyMember]) -> AllGiven:
    """All answers of a family's carers, less versions that were corrected. It must be open."""
    called = {member.pk: member.called for member in members}
    found = (
        Answers.every.filter(organisation_id=family.organisation_id, family_id=family.pk)
        .annotate(slip=slip_in())
        .filter(Q(slip=None) | Q(slip=Done.SET_ASIDE))
        .select_related("pack_version")
        .defer("pack_version__files")
        .order_by("-given_on", "-id")
    )
    goals = _goals_in(family)
    written: dict[UUID, list[AnswerWords]] = defaultdict(list)
    for said in AnswerWords.objects.filter(
        organisation_id=family.organisation_id, family_id=family.pk
    ):
        written[said.answers_id].append(said)
    given = [
        (one, Given(
            called.get(one.carer_id, ""),
            _title(one),
            point_in_words(one.point, titles_of(pack_of(one.pack_version))),
            how(one),
            one.given_on,
            _scores(one),
            one.pk,
            one.version > 1,
            (
                *((_open_line(one, said.item), said.words) for said in written.get(one.pk, ())),
                *goals.get(one.pk, ()),
            ),
        ))
        for one in found
    ]  # fmt: skip
    return AllGiven(
        [told for one, told in given if one.slip is None],
        [told for one, told in given if one.slip is not None],
    )


def points_of(journey: Journey) -> str:
    """The points at which a journey's programme asks, as its pack calls them."""
    titles = titles_of(pack_of(journey.pack_version))
    return listed(title[:1].lower() + title[1:] for title in titles.values())


def _goals_in(family: Family) -> dict[UUID, list[tuple[str, str]]]:
    """Of each set of answers: a number and the goal that it was said of."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rated = GoalRating.objects.filter(
        organisation_id=family.organisation_id, family_id=family.pk
    ).select_related("wording", "answers")
    for one in rated.order_by("item"):
        value = one.answers.given.get(one.item)
        number = "would rather not say" if value is None else f"{value} of 10"
        found[one.answers_id].append((f"Their goal, {number}", one.wording.words))
    return found


def how(one: Answers) -> str:
    """How answers were given, in which language where it was not English, and who helped."""
    said = str(Mode(one.mode).label)
    if one.language != ENGLISH:
        said = f"{said}, in {language_name(one.language)}"
    return said if one.help == Help.NONE else f"{said}. {Help(one.help).label}"


def _open_line(given: Answers, item: str) -> str:
    """The open question that some words answer."""
    asked = pack_of(given.pack_version).questionnaires.get(given.questionnaire)
    return next((line.text for line in asked.open if line.id == item), "") if asked else ""


def _title(given: Answers) -> str:
    """What a questionnaire is called where carers read it."""
    of_pack = pack_of(given.pack_version).questionnaires
    asked = of_pack.get(given.questionnaire) or instruments().get(given.questionnaire)
    return asked.title if asked else given.questionnaire.replace("-", " ").capitalize()


def _scores(given: Answers) -> str:
    """Scores in words; a total only where the questionnaire has one, and goals have no score."""
    asked = pack_of(given.pack_version).questionnaires.get(given.questionnaire)
    if given.questionnaire == GOALS:
        return ""
    return ", ".join(
        _score(name, score)
        for name, score in given.scores.items()
        if name != "total" or asked is None or asked.total is not None
    )


def _score(name: str, score: float | None) -> str:
    """One score as it is read; a tenth is as near as it can be told."""
    told = "too few to say" if score is None else f"{score:.1f}".removesuffix(".0")
    return f"{name.replace('-', ' ')} {told}"
