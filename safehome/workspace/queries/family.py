"""One family's page: the banner, where they are in the programme, who they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import cycle
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from markupsafe import Markup, escape

from safehome.agreements.queries import decided_of, said_of, taking_part_of
from safehome.agreements.telling import marks
from safehome.design.pictures import Drawn, Step, StepState, steps
from safehome.design.words import counted
from safehome.entries.models import Flag
from safehome.entries.queries import Raised, flags_in_words
from safehome.families.models import (
    Assignment,
    CarerKind,
    Family,
    FamilyMember,
    Merge,
    Need,
    Relationship,
    SafeContact,
)
from safehome.families.queries import (
    LANGUAGES,
    in_order,
    newest_rules,
    rule_in_words,
    ties_of,
)
from safehome.families.together import merges_of
from safehome.journeys.models import EndingReason, Journey, Session, SessionKind, Setting
from safehome.kit.together import Facts, Together
from safehome.network.models import Therapy
from safehome.network.queries import gap_in_words
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.vault.keyring import open_family
from safehome.workspace.links import link
from safehome.workspace.queries.caseload import states_of

LOOKS = {Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER}
WORDS = {
    StepState.DONE: "Recorded", StepState.NEXT: "Next", StepState.LATER: "Planned",
    StepState.EXTRA: "Extra", StepState.LEFT_OUT: "Not held",
}  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """A member of the family as pages show them."""

    pk: UUID
    name: str
    called: str
    what: str
    age: str
    needs: str
    rule: str
    household: str
    household_pk: UUID | None
    is_child: bool
    is_carer: bool
    left: bool


@dataclass(frozen=True)
class About:
    """The family whose page it is: what every tab's banner shows."""

    family: Family
    members: list[Somebody]
    records: list[FamilyMember]
    working: list[str]
    ties: list[Relationship]
    merges: list[Merge]
    may_look: bool
    flags: list[Raised] = field(default_factory=list)
    agreed: list[tuple[str, str]] = field(default_factory=list)  # what is amiss in taking part
    gap: str = ""

    @property
    def lines(self) -> list[str]:
        """Carers in one line, children in another; names, ages and what makes it work."""
        here = [one for one in self.members if not one.left]
        adults = ", ".join(one.name + _aside(one.what) for one in here if not one.is_child)
        young = ", ".join(one.called + _aside(one.age) for one in here if one.is_child)
        return [line for line in (adults, young) if line]

    @property
    def chips(self) -> list[dict[str, str]]:
        said = [{"text": text, "colour": colour} for text, colour in self.agreed]
        return said + [
            {"text": f"{one.called}: {one.needs}", "colour": "grey"}
            for one in self.members if one.needs and not one.left
        ]  # fmt: skip

    @property
    def rule(self) -> str:
        rules = [one.rule for one in self.members if one.rule and not one.left]
        return (
            "How to reach them. " + ". ".join(r.rstrip(".") for r in rules) + "." if rules else ""
        )

    @property
    def households(self) -> list[tuple[str, list[Somebody]]]:
        """The members by where they live; those of whom it is not known, last.

        By the home itself: two may be called the same.
        """
        homes: dict[UUID | None, list[Somebody]] = {}
        for one in sorted(self.members, key=lambda one: one.household_pk is None):
            homes.setdefault(one.household_pk, []).append(one)
        return [
            (here[0].household or ("A home" if pk else "Home not known"), here)
            for pk, here in homes.items()
        ]


def _aside(words: str) -> str:
    return f" ({words})" if words else ""


WORKING = (
    Assignment.objects.filter(
        organisation_id=OuterRef("organisation_id"), family_id=OuterRef("pk"), ended_at=None
    )
    .order_by("begun_at")
    .values(name=F("person__name"))
)


def of_family(facts: Facts) -> dict[str, object]:
    """What every record of the family is found by."""
    return {"organisation_id": facts["organisation"], "family_id": facts["family"]}


def family_of(facts: Facts) -> Family:
    """Whose records are asked for, for those queries that take a family."""
    return Family(pk=facts["family"], organisation_id=facts["organisation"])


# Who the family is, for the top of every tab; with its journey, for the tabs that show it.
WHO: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "family": lambda facts: (
        Family.objects.select_related("team")
        .annotate(working=ArraySubquery(WORKING))
        .filter(pk=facts["family"], organisation_id=facts["organisation"])
    ),
    "members": lambda facts: FamilyMember.objects.filter(**of_family(facts)).select_related(
        "household"
    ),
    "rules": lambda facts: SafeContact.objects.filter(**of_family(facts)),
    "ties": lambda facts: ties_of(facts["family"], facts["organisation"]),
    "merges": lambda facts: merges_of(facts["family"], facts["organisation"]),
    "flags": lambda facts: Flag.objects.filter(**of_family(facts), ended_at=None).order_by(
        "raised_at"
    ),
    "support": lambda facts: (
        Therapy.objects.filter(**of_family(facts))
        .order_by("child_id", "-written_at", "-id")
        .distinct("child_id")
        .only("child_id", "status")
    ),
    "taking_part": lambda facts: said_of(facts["family"], facts["organisation"]),
    "decided": lambda facts: decided_of(facts["family"], facts["organisation"]),
}
WHERE: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "journey": lambda facts: (
        Journey.objects.filter(**of_family(facts))
        .select_related("lead")
        .order_by(F("ended_at").desc(nulls_first=True), "-started_on")[:1]
    ),
    "sessions": lambda facts: Session.objects.filter(**of_family(facts)).order_by("number"),
}
ABOUT, ABOUT_AND_WHERE = Together(**WHO), Together(**WHO, **WHERE)


def about_family(person: Actor, pk: UUID, *, purpose: str) -> About:
    """A family with its people, or 404. One statement, and one for its key."""
    return about_with(person, pk, ABOUT, purpose=purpose)[0]


def about_with(
    person: Actor, pk: UUID, reads: Together, *, purpose: str
) -> tuple[About, dict[str, list[Any]]]:
    """The same, with whatever else is read of the family in the same statement.

    reads: of WHO, and more, by the facts `family` and `organisation`.
    """
    found = reads.read(family=pk, organisation=person.organisation_id)
    return _about(person, found, purpose), found


def family_and_progress(
    person: Actor, pk: UUID, *, purpose: str
) -> tuple[About, Progress | None]:  # fmt: skip
    """The same, with where they are in the programme; and still one statement."""
    about, found = about_with(person, pk, ABOUT_AND_WHERE, purpose=purpose)
    return about, progress_in(found)


def progress_in(found: dict[str, list[Any]]) -> Progress | None:
    """Where they are in the programme, of what was read by WHERE."""
    for journey in found["journey"]:
        sessions = [one for one in found["sessions"] if one.journey_id == journey.pk]
        return _progress(journey, sessions)
    return None


def _about(person: Actor, found: dict[str, list[Any]], purpose: str) -> About:
    if not found["family"]:
        raise Http404
    family: Family = found["family"][0]
    open_family(family.pk, purpose=purpose)
    records = in_order(found["members"])
    rules = newest_rules(found["rules"])
    members = [
        somebody(one, rule_in_words(one, rules[one.pk]) if one.pk in rules else "")
        for one in records
    ]
    support: dict[UUID, str] = {}
    for one in found["support"]:  # the newest first
        support.setdefault(one.child_id, one.status)
    return About(
        family, members, records, working=list(getattr(family, "working", [])),
        ties=found["ties"], merges=found["merges"],
        may_look=person.has(*LOOKS),
        flags=flags_in_words(one for one in found["flags"] if one.ended_at is None),
        gap=gap_in_words(records, support), agreed=_amiss(records, found),
    )  # fmt: skip


def _amiss(records: list[FamilyMember], found: dict[str, list[Any]]) -> list[tuple[str, str]]:
    carers = {one.pk: one.called for one in records if one.is_carer and one.left_on is None}
    said = taking_part_of(
        found["taking_part"], found["decided"], carers=carers, on=timezone.localdate()
    )
    return marks(said, carers)


def somebody(member: FamilyMember, rule: str = "") -> Somebody:
    """What pages show of a member."""
    needs = [Need(need).label for need in member.needs]
    if member.language != "en":
        needs.insert(0, LANGUAGES.get(member.language, member.language))
    if member.needs_note:
        needs.append(member.needs_note)
    return Somebody(
        pk=member.pk,
        name=member.name,
        called=member.called,
        what=_what(member),
        age=_age(member),
        needs=", ".join(needs),
        rule=rule,
        household=member.household.name if member.household else "",
        household_pk=member.household_id,
        is_child=member.is_child,
        is_carer=member.is_carer,
        left=member.left_on is not None,
    )


def _what(member: FamilyMember) -> str:
    if member.is_carer:
        return CarerKind(member.carer_kind).label.lower()
    if not member.is_child:
        return ""
    what = [
        ("child who has displayed HSB", member.has_displayed_hsb),
        ("child who has been harmed", member.was_harmed),
        ("brother or sister", member.is_sibling),
    ]
    return ", ".join(words for words, true in what if true)


def _age(member: FamilyMember) -> str:
    if not member.birth_date or not member.is_child:
        return ""
    born, today = date.fromisoformat(member.birth_date), timezone.localdate()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return str(years) if years else "under 1"


@dataclass(frozen=True)
class Meeting:
    """One session of a journey, as a line of the table."""

    number: int
    state: str
    colour: str
    on: date
    is_late: bool
    where: str
    href: str
    prepare: str
    record: str


@dataclass(frozen=True)
class Progress:
    """Where a family is in the programme."""

    journey: Journey
    href: str
    end: str
    ask: str
    words: str
    picture: Drawn | None
    sessions: list[Meeting]
    next: Meeting | None


def _progress(journey: Journey, sessions: list[Session]) -> Progress:
    ended = journey.ended_at is not None
    shape = "".join(_letter(session) for session in sessions)
    states = states_of(shape, ended)
    meetings = [_meeting(session, state) for session, state in zip(sessions, states, strict=True)]
    return Progress(
        journey=journey,
        href=link("journeys:journey", journey.pk),
        end="" if ended else link("journeys:end-journey", journey.pk),
        ask=link("measures:ask", journey.pk),
        words=_words(journey, shape),
        picture=_picture(meetings, states) if meetings else None,
        sessions=meetings,
        next=next((one for one in meetings if one.state == "Next"), None),
    )


def _letter(session: Session) -> str:
    if session.signed_at is not None:
        return "d"
    return "x" if session.kind == SessionKind.EXTRA else "l"


def _words(journey: Journey, shape: str) -> str:
    held = shape.count("d")
    if journey.ended_at is not None:
        ending = EndingReason(journey.ending).label.lower() if journey.ending else ""
        after = f"Ended after {counted(held, 'session')}"
        return f"{after}: {ending}" if ending else after
    if not shape:
        return "On a journey"
    return f"{counted(held, 'session')} of {len(shape)} recorded".capitalize()


def _meeting(session: Session, state: StepState) -> Meeting:
    planned = timezone.localtime(session.planned_for)
    signed, live = session.signed_at is not None, state not in (StepState.DONE, StepState.LEFT_OUT)
    late = live and planned.date() < timezone.localdate()
    colours = {StepState.DONE: "green", StepState.NEXT: "blue"}
    return Meeting(
        number=session.number,
        state=WORDS[state],
        colour="red" if late else colours.get(state, "grey"),
        on=session.held_on if signed and session.held_on else planned,
        is_late=late,
        where=Setting(session.setting).label,
        href=link("journeys:session", session.pk) if signed else "",
        prepare=link("journeys:prepare-session", session.pk) if live else "",
        record=link("journeys:record-session", session.pk) if live else "",
    )


def _picture(meetings: list[Meeting], states: list[StepState]) -> Drawn:
    """The journey's picture. Journeys as far along differ in dates and links alone: those are
    put into a drawing that is made once."""
    whens = [f"{one.on.day}/{one.on.month}" for one in meetings]
    links = [one.href or one.prepare for one in meetings]
    drawn, pieces = _drawn(
        tuple(states), tuple(one.number for one in meetings), tuple(map(bool, links))
    )
    told = {"w": whens, "l": links}
    filled = [
        escape(told[piece[0]][int(piece[1:])]) if odd else piece
        for odd, piece in zip(cycle((False, True)), pieces)
    ]
    rows = tuple((*row[:3], when) for row, when in zip(drawn.rows, whens, strict=True))
    return replace(drawn, svg=Markup("".join(filled)), rows=rows)  # noqa: S704


# Stands in a drawing where a date (w) or a link (l) goes.
GAP = re.compile(r"/?~([wl][0-9]+)~")


@lru_cache(maxsize=500)
def _drawn(
    states: tuple[StepState, ...], numbers: tuple[int, ...], linked: tuple[bool, ...]
) -> tuple[Drawn, list[str]]:
    """The picture with gaps, and its pieces: every second one names what goes into a gap."""
    drawn = steps(
        [
            Step(str(number), state, f"~w{place}~", link=f"/~l{place}~" if has_link else "")
            for place, (number, state, has_link) in enumerate(
                zip(numbers, states, linked, strict=True)
            )
        ],
        title="The journey’s sessions", per_row=7, key="journey", words={**_all_words(), **WORDS},
        headings=("Session", "Title", "State", "When"),
    )  # fmt: skip
    return drawn, GAP.split(str(drawn.svg))


def _all_words() -> dict[StepState, str]:
    return {state: state.value.capitalize() for state in StepState}
