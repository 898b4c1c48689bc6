"""One family's page: the banner, where they are in the programme, who they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.pictures import Drawn, Step, StepState, steps
from safehome.design.words import counted
from safehome.entries.queries import Raised, flags_in_words, flags_of
from safehome.families.models import (
    Assignment,
    CarerKind,
    Family,
    FamilyMember,
    Need,
    Relationship,
)
from safehome.families.queries import LANGUAGES, contact_rules, members_of, rule_in_words, ties_of
from safehome.journeys.models import EndingReason, Journey, Session, SessionKind, Setting
from safehome.network.models import Therapy
from safehome.network.queries import gap_in_words
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.vault.keyring import open_family
from safehome.workspace.links import link
from safehome.workspace.queries.caseload import states_of

LOOKS = {Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER}
TIE = ("id", "one_id", "tie", "other_id", "since", "until")
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
    may_look: bool
    flags: list[Raised] = field(default_factory=list)
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
        return [
            {"text": f"{one.called}: {one.needs}", "colour": "grey"}
            for one in self.members if one.needs and not one.left
        ]  # fmt: skip

    @property
    def rule(self) -> str:
        rules = [one.rule for one in self.members if one.rule and not one.left]
        return "How to reach them. " + ". ".join(rules) + "." if rules else ""

    @property
    def households(self) -> list[tuple[str, list[Somebody]]]:
        """The members by where they live; those of whom it is not known, last."""
        homes: dict[str, list[Somebody]] = {}
        for one in sorted(self.members, key=lambda one: one.household == ""):
            homes.setdefault(one.household or "Home not known", []).append(one)
        return list(homes.items())


def _aside(words: str) -> str:
    return f" ({words})" if words else ""


def about_family(person: Actor, pk: UUID, *, purpose: str) -> About:
    """A family with its people, or 404. Five statements."""
    working = (
        Assignment.objects.filter(
            organisation_id=OuterRef("organisation_id"), family_id=OuterRef("pk"), ended_at=None
        )
        .order_by("begun_at")
        .values(name=F("person__name"))
    )
    ties = ties_of(OuterRef("pk"), OuterRef("organisation_id")).values(
        said=JSONObject(**{name: name for name in TIE})
    )
    newest = (
        Therapy.objects.filter(
            organisation_id=OuterRef("organisation_id"), family_id=OuterRef("pk")
        )
        .order_by("child_id", "-written_at", "-id")
        .distinct("child_id")
        .values(said=JSONObject(child="child_id", status="status"))
    )
    family = get_object_or_404(
        Family.objects.select_related("team").annotate(
            working=ArraySubquery(working), said=ArraySubquery(ties), support=ArraySubquery(newest)
        ),
        pk=pk,
        organisation_id=person.organisation_id,
    )
    open_family(family.pk, purpose=purpose)
    records = members_of(family)
    rules = contact_rules(family)
    members = [
        somebody(one, rule_in_words(one, rules[one.pk]) if one.pk in rules else "")
        for one in records
    ]
    said = getattr(family, "said", [])
    support = {UUID(one["child"]): one["status"] for one in getattr(family, "support", [])}
    return About(
        family, members, records, working=list(getattr(family, "working", [])),
        ties=[Relationship(family_id=family.pk, **_keyed(tie)) for tie in said],
        may_look=person.has(*LOOKS), flags=flags_in_words(flags_of(family)),
        gap=gap_in_words(records, support),
    )  # fmt: skip


def _keyed(tie: dict[str, str]) -> dict[str, object]:
    """What JSON gave of a tie, its identifiers as such again."""
    return {key: UUID(value) if key.endswith("id") else value for key, value in tie.items()}


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


def progress_of(family: Family) -> Progress | None:
    """The family's journey: the one that goes on, or the last. Two statements."""
    journey = (
        Journey.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("lead", "pack_version")
        .defer("pack_version__files")
        .order_by(F("ended_at").desc(nulls_first=True), "-started_on")
        .first()
    )
    if journey is None:
        return None
    sessions = list(Session.objects.filter(journey=journey).order_by("number"))
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
    return steps(
        [
            Step(
                str(one.number), state, f"{one.on.day}/{one.on.month}",
                link=one.href or one.prepare,
            )
            for one, state in zip(meetings, states, strict=True)
        ],
        title="The journey’s sessions", per_row=7, key="journey", words={**_all_words(), **WORDS},
        headings=("Session", "Title", "State", "When"),
    )  # fmt: skip


def _all_words() -> dict[StepState, str]:
    return {state: state.value.capitalize() for state in StepState}
