"""Who is asked what, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey, Session
from safehome.journeys.queries import carers_of
from safehome.journeys.queries.asking import ToAsk, titles_of, to_ask_in, whose_day_has_come
from safehome.kit.verdicts import permit
from safehome.measures.models import (
    Answers,
    AnswerWords,
    ForSupervision,
)
from safehome.measures.queries import answered_in, first_in, kept_in
from safehome.measures.queries.licences import words_for
from safehome.measures.queries.supervision import readable_answers
from safehome.measures.rules import GOALS, Due, State, number_in, point_in_words
from safehome.people.access import Actor
from safehome.programme.instruments import instruments, known_as
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

STATES = {
    "to-come": ("Not yet", "grey"), "to-ask": ("To ask", "blue"), "late": ("Late", "red"),
    "answered": ("Answered", "green"), "passed": ("Not asked", "grey"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One questionnaire at one point, and how each carer stands to it."""

    point: str
    title: str
    questionnaire: Questionnaire | Instrument
    cells: tuple[tuple[FamilyMember, Due | None], ...]
    is_first: bool

    @property
    def is_to_come(self) -> bool:
        return all(due is None or due.state == "to-come" for _, due in self.cells)


def journey_for(person: Actor, pk: UUID) -> Journey:
    """One journey with its pack and carers, or 404."""
    return get_object_or_404(
        Journey.objects.select_related("family", "pack_version", "lead")
        .defer("pack_version__files")
        .filter(organisation_id=person.organisation_id),
        pk=pk,
    )


def known_since(journey: Journey) -> date:
    """The first day of which there can be answers: the record was opened, or the journey begun."""
    return min(timezone.localdate(journey.family.opened_at), journey.started_on)


def known_since_of(answers: Answers) -> date:
    """The same for one set of answers, also of a family that waits; and never after its own day."""
    opened = timezone.localdate(answers.family.opened_at)
    begun = (
        Journey.objects.filter(organisation_id=answers.organisation_id, pk=answers.journey_id)
        .values_list("started_on", flat=True)
        .first()
    )
    return min(opened, begun or opened, answers.given_on)


def sets_given(journey: Journey) -> dict[tuple[UUID, str, str], tuple[date, UUID]]:
    """Carer, point and questionnaire → the day of its answers, and the set; as far as one sees."""
    rows = Answers.objects.filter(
        organisation_id=journey.organisation_id, journey_id=journey.pk
    ).values_list("carer_id", "point", "questionnaire", "given_on", "pk")
    return {(carer, point, name): (on, pk) for carer, point, name, on, pk in rows}


def carer_of(journey: Journey, pk: UUID) -> FamilyMember:
    """A carer who takes part in this journey, or 404."""
    for part in carers_of(journey.pk):
        if part.carer_id == pk:
            return part.carer
    raise Http404


def asked_in(journey: Journey, name: str) -> Questionnaire:
    """A questionnaire of the journey's pack, or an instrument with the words of its licensee.

    404 for neither; 403, with the reason, where no licence lets the words be shown today.
    """
    pack = pack_of(journey.pack_version)
    if name in pack.questionnaires or name not in instruments():
        return asked_of(pack, name)
    asked, verdict = words_for(
        journey.organisation_id, name, use="display", on=timezone.localdate()
    )  # fmt: skip
    permit(verdict)
    assert asked is not None
    return asked


def asked_of(pack: Pack, name: str) -> Questionnaire:
    """One of the pack's questionnaires, or 404."""
    if name not in pack.questionnaires:
        raise Http404
    return pack.questionnaire(name)


def scored_only(journey: Journey, name: str) -> bool:
    """Whether only scores are written down here of what is asked, and none of its words."""
    known = instruments().get(name)
    return bool(known and known.scores_only) and (
        name not in pack_of(journey.pack_version).questionnaires
    )


def due_for(journey: Journey, carer: UUID, questionnaire: str, point: str) -> Due:
    """What is asked of this carer at this point, or 404 for what never is."""
    for one in to_ask_in(journey):
        if one.carer.pk == carer:
            for due in one.all:
                if (due.questionnaire, due.point) == (questionnaire, point):
                    return due
    if questionnaire in instruments():
        return _of_an_instrument(journey, carer, questionnaire, point)
    if questionnaire == GOALS and GOALS in pack_of(journey.pack_version).questionnaires:
        return _goals_in_a_session(journey, carer, point)
    raise Http404


def _of_an_instrument(journey: Journey, carer: UUID, name: str, point: str) -> Due:
    """An instrument that the pack does not ask may be asked at any of the pack's points."""
    title = titles_of(pack_of(journey.pack_version)).get(point)
    if title is None:
        raise Http404
    given = (carer, name, point) in answered_in(journey.organisation_id, journey=journey.pk)
    return Due(name, point, title, "answered" if given else "to-ask", None)


def _goals_in_a_session(journey: Journey, carer: UUID, point: str) -> Due:
    """Goals may be asked about in every session whose day has come; nobody chases them there."""
    here = get_object_or_404(
        Session.objects.filter(whose_day_has_come()).only("number", "held_on", "planned_for"),
        journey_id=journey.pk, number=number_in(point),
    )  # fmt: skip
    given = (carer, GOALS, point) in answered_in(journey.organisation_id, journey=journey.pk)
    since = here.held_on or timezone.localdate(here.planned_for)
    state: State = "answered" if given else "to-ask"
    return Due(GOALS, point, f"Session {here.number}", state, since)


def rows_of(asking: list[ToAsk], pack: Pack, *, of_sessions: bool) -> list[Row]:
    """A line for each questionnaire at each point, with a cell for each carer.

    of_sessions: those of single sessions, the newest first; else those of the schedule.
    """
    keys = {
        (due.point, due.questionnaire): due.title
        for one in asking
        for due in one.all
        if (number_in(due.point) is not None) == of_sessions
    }
    there = {(one.carer.pk, due.point, due.questionnaire): due for one in asking for due in one.all}
    order = sorted(keys, key=lambda key: number_in(key[0]) or 0, reverse=of_sessions)
    found: list[Row] = []
    for point, name in order:
        cells = tuple((one.carer, there.get((one.carer.pk, point, name))) for one in asking)
        is_first = not found or found[-1].point != point
        asked = known_as(name, pack.questionnaires)
        found.append(Row(point, keys[point, name], asked, cells, is_first))
    return found


def open_at(journey: Journey, carer: UUID, point: str) -> list[Due]:
    """What can be asked of a carer at one point now."""
    return [
        due for one in to_ask_in(journey) if one.carer.pk == carer
        for due in one.all if due.point == point and due.is_open
    ]  # fmt: skip


def title_of(pack: Pack, due: list[Due], point: str) -> str:
    return due[0].title if due else point_in_words(point, titles_of(pack))


@dataclass(frozen=True)
class Kept:
    """Feedback that goes to supervision first, as the page tells of it. may_read: its reader."""

    one: ForSupervision
    title: str
    point: str
    may_read: bool


def feedback_in(person: Actor, journey: Journey, pack: Pack) -> list[Kept]:
    """Feedback of a journey that was kept for supervision, opened or not."""
    found = list(kept_in(journey.pk, person.organisation_id))
    readable = readable_answers(person.organisation_id, [one.answers_id for one in found])
    titles = titles_of(pack)
    return [
        Kept(
            one, pack.questionnaire(one.questionnaire).title, point_in_words(one.point, titles),
            one.answers_id in readable,
        )
        for one in found
    ]  # fmt: skip


def lines_of(
    asked: Questionnaire, answers: Answers, words: list[AnswerWords]
) -> list[tuple[str, str]]:
    """Each line of a questionnaire, and what was answered."""
    said = {one.item: one.words for one in words}
    top = asked.scale.highest
    return [
        (line.text, f"{answers.given[line.id]} of {top}" if line.id in answers.given
         else "Would rather not answer")
        for line in asked.items
    ] + [(line.text, said.get(line.id, "Nothing written")) for line in asked.open]  # fmt: skip


def not_mine(person: Actor, journey: Journey, pack: Pack) -> frozenset[str]:
    """Questionnaires on somebody's own work that they do not ask themselves now."""
    first = first_in(journey.pk, journey.organisation_id)
    if first is None or first.about_id != person.pk:
        return frozenset()
    return frozenset(name for name, one in pack.questionnaires.items() if one.about_the_work)
