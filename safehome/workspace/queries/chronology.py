"""A family's story: what happened, when, and where it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from safehome.design.words import listed
from safehome.families.models import Channel, Family, FamilyMember
from safehome.families.queries import in_order
from safehome.families.together import Other
from safehome.journeys.models import (
    Addition,
    Attendance,
    AttendanceOutcome,
    ChildLine,
    EndingReason,
    Journey,
    NoLineReason,
    Session,
)
from safehome.journeys.queries.banner import of_family
from safehome.kit.addresses import address_of
from safehome.kit.together import Facts, Together
from safehome.measures.models import Answers, Done, Slip
from safehome.measures.rules import point_in_words
from safehome.workspace.links import link
from safehome.workspace.queries.around import AROUND, told_around
from safehome.workspace.queries.before import CAME_BY, told_before
from safehome.workspace.queries.entries import ENTRY_KINDS, WRITTEN, told_of_entries
from safehome.workspace.queries.family import WHO
from safehome.workspace.queries.telling import Entry, on_a_day, when_of
from safehome.workspace.queries.told_agreements import AGREED, KIND, told_of_agreements
from safehome.workspace.queries.told_plans import KIND as PLAN
from safehome.workspace.queries.told_plans import PLANNED, told_of_plans

KINDS = {
    "session": "Sessions", "addition": "Additions", "answers": "Questionnaires",
    "person": "People", "journey": "The journey", "waiting": "Before it began",
    **KIND, **PLAN, **ENTRY_KINDS, "document": "Documents",
    "flag": "Flags", "contact": "Contacts", "programme": "The children’s programmes",
}  # fmt: skip
CAME = {AttendanceOutcome.CAME, AttendanceOutcome.LATE}


@dataclass(frozen=True)
class Line:
    """What was written of one child in one session."""

    at: datetime
    session: int
    words: str
    href: str


HAPPENED: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "journeys": lambda facts: (
        Journey.objects.filter(**of_family(facts))
        .select_related("lead")
        .only("started_on", "ended_at", "ending", "what_next", "family_id", "lead__name")
    ),
    "attended": lambda facts: Attendance.objects.filter(**of_family(facts), outcome__in=CAME),
    "lines": lambda facts: ChildLine.objects.filter(**of_family(facts)),
    "signed": lambda facts: (
        Session.objects.signed()
        .filter(**of_family(facts))
        .only("number", "held_on", "family_id", "next_step")
    ),
    "additions": lambda facts: (
        Addition.objects.filter(**of_family(facts))
        .select_related("session", "added_by")
        .only("added_at", "text", "family_id", "session__number", "added_by__name")
    ),
    # Every version as it was entered, and what was done about a slip: the story loses nothing.
    "answers": lambda facts: Answers.every.filter(**of_family(facts)).only(
        "entered_at", "carer_id", "point", "journey_id", "questionnaire", "after_id"
    ),
    "slips": lambda facts: Slip.objects.filter(**of_family(facts)).only(
        "found_at", "carer_id", "answers_id", "done"
    ),
    **WRITTEN,
    **AROUND,
    **AGREED,
    **PLANNED,
    **CAME_BY,
}
# A list that the story reads whole takes the place of the banner's own.
STORY = Together(**WHO | HAPPENED)
type Happened = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Story:
    """What is told, and the kinds of things that there are to choose from."""

    entries: list[Entry]
    kinds: dict[str, str]


def story(
    family: Family, members: Iterable[FamilyMember], happened: Happened, *, kind: str = "",
    person: UUID | None = None, writes: bool = False,
) -> Story:  # fmt: skip
    """The story, newest first, of what was read by STORY; of one kind, or about one person.

    About a child, only what is about that child is told: a session by their own
    line, never by a brother's or sister's. About a carer, only what may be read
    beside that carer. writes: for somebody who may write in the record.
    """
    known = {member.pk: member for member in members}
    who = known.get(person) if person is not None else None
    if person is not None and who is None:
        return Story([], {})
    child = who is not None and who.is_child
    entries = [*_people(known, happened), *_journeys(happened),
               *_sessions(happened, known, person), *_answers(family, happened, known),
               *told_of_entries(family, happened, known, who),
               *told_around(family, happened, known, who), *told_before(happened, opens=writes),
               *told_of_agreements(family, happened, known, who),
               *told_of_plans(family, happened, known)]  # fmt: skip
    about = [
        entry
        for entry in entries
        if who is None or who.pk in entry.people or (not entry.people and not child)
    ]
    there = {entry.kind for entry in about}
    chosen = [entry for entry in about if not kind or entry.kind == kind]
    return Story(
        sorted(chosen, key=lambda entry: entry.at, reverse=True),
        {name: words for name, words in KINDS.items() if name in there or name == kind},
    )


def with_others(
    told: Story, others: Iterable[Other], *, organisation: UUID, kind: str = ""
) -> Story:
    """The story with that of the records read with this one, each line saying where it stands."""
    entries, kinds = list(told.entries), dict(told.kinds)
    for other in others:
        happened = STORY.read(family=other.pk, organisation=organisation)
        members = in_order(happened["members"])
        theirs = story(happened["family"][0], members, happened, kind=kind)
        kinds |= theirs.kinds
        entries += [
            replace(entry, title=f"{entry.title} (record {other.reference})")
            for entry in theirs.entries
        ]
    return Story(
        sorted(entries, key=lambda entry: entry.at, reverse=True),
        {name: words for name, words in KINDS.items() if name in kinds},
    )


def _people(known: dict[UUID, FamilyMember], happened: Happened) -> Iterator[Entry]:
    for member in known.values():
        kind = "a child" if member.is_child else "a carer" if member.is_carer else "an adult"
        yield Entry(
            member.added_at, when_of(member.added_at), "person",
            f"{member.called} was added as {kind}", size="small",
            href=address_of("workspace:member", member.pk), people=frozenset({member.pk}),
        )  # fmt: skip
    for rule in happened["rules"]:
        if rule.member_id not in known:
            continue
        member = known[rule.member_id]
        yield Entry(
            rule.agreed_at, when_of(rule.agreed_at), "person",
            f"How to reach {member.called} was agreed", Channel(rule.channel).label, size="small",
            href=address_of("workspace:member", member.pk), people=frozenset({member.pk}),
        )  # fmt: skip


def _journeys(happened: Happened) -> Iterator[Entry]:
    for journey in happened["journeys"]:
        href = link("journeys:journey", journey.pk)
        began = on_a_day(journey.started_on)
        yield Entry(began, when_of(began), "journey",
                    "The journey began", f"Led by {journey.lead.name}", href)  # fmt: skip
        if journey.ended_at is not None:
            ending = EndingReason(journey.ending).label if journey.ending else ""
            yield Entry(journey.ended_at, when_of(journey.ended_at), "journey",
                        "The journey ended", ending, href)  # fmt: skip


def _sessions(
    happened: Happened, known: dict[UUID, FamilyMember], person: UUID | None
) -> Iterator[Entry]:
    came: dict[UUID, list[UUID]] = defaultdict(list)
    for attended in happened["attended"]:
        came[attended.session_id].append(attended.carer_id)
    lines: dict[UUID, dict[UUID, ChildLine]] = defaultdict(dict)
    for line in happened["lines"]:
        lines[line.session_id][line.child_id] = line
    for session in happened["signed"]:
        held = on_a_day(session.held_on)
        carers, children = came[session.pk], lines[session.pk]
        text = _who_came(known, carers, session.next_step)
        if person in children:
            text = words_of(children[person])
        yield Entry(
            held, when_of(held), "session",
            f"Session {session.number} was held", text, link("journeys:session", session.pk),
            people=frozenset([*carers, *children]) or frozenset({session.pk}),
        )  # fmt: skip
    for added in happened["additions"]:
        yield Entry(added.added_at, when_of(added.added_at), "addition",
                    f"Something was added to session {added.session.number}",
                    f"{added.text} — {added.added_by.name}",
                    link("journeys:session", added.session_id), "small",
                    # It may speak of anybody, so it stands on nobody's side.
                    people=frozenset({added.session_id}))  # fmt: skip


def _who_came(known: dict[UUID, FamilyMember], carers: list[UUID], next_step: str) -> str:
    names = listed(known[pk].called for pk in carers if pk in known)
    parts = [f"{names} came." if names else "Nobody came."]
    if next_step:
        parts.append(f"Next: {next_step}")
    return " ".join(parts)


def _answers(
    family: Family, happened: Happened, known: dict[UUID, FamilyMember]
) -> Iterator[Entry]:
    def called(carer: UUID) -> str:
        return known[carer].called if carer in known else "A carer"

    corrected = {one.answers_id for one in happened["slips"] if one.done == Done.CORRECTED}
    for slip in happened["slips"]:
        name = called(slip.carer_id)
        says = (f"A mistake in {name}’s answers was corrected" if slip.done == Done.CORRECTED
                else f"Answers of {name} were set aside: entered by mistake")  # fmt: skip
        yield Entry(slip.found_at, when_of(slip.found_at), "answers", says, "",
                    address_of("measures:set", slip.answers_id), size="small",
                    people=frozenset({slip.carer_id}))  # fmt: skip
    for given in happened["answers"]:
        if given.after_id in corrected:
            continue  # told as a correction
        name = called(given.carer_id)
        yield Entry(given.entered_at, when_of(given.entered_at), "answers",
                    f"{name} answered the questions",
                    point_in_words(given.point), address_of("workspace:measures", family.pk),
                    people=frozenset({given.carer_id}))  # fmt: skip


def words_of(line: ChildLine) -> str:
    """What was written of a child, or why nothing was."""
    return line.line or (NoLineReason(line.no_line).label if line.no_line else "")


def lines_about(child: FamilyMember) -> list[Line]:
    """What was written of this child, session by session, newest first; of nobody else."""
    found = (
        ChildLine.objects.filter(organisation_id=child.organisation_id, child_id=child.pk)
        .select_related("session")
        .only("line", "no_line", "family_id", "session__number", "session__held_on",
              "session__planned_for")
    )  # fmt: skip
    lines = [
        Line(
            on_a_day(one.session.held_on) if one.session.held_on else one.session.planned_for,
            one.session.number, words_of(one),
            link("journeys:session", one.session_id),
        )
        for one in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.at, reverse=True)
