"""What needs somebody now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from safehome.drafts.models import Draft
from safehome.drafts.registry import address_of_form, form_of
from safehome.entries.models import Flag, FlagKind
from safehome.families.models import Channel, Family
from safehome.informing.models import Letter
from safehome.journeys.models import Journey, Session, Setting
from safehome.journeys.queries import FORM as RECORD
from safehome.kit.addresses import address_of
from safehome.notices.models import Held, Notice
from safehome.people.access import Actor
from safehome.referrals.waits import check_in_due
from safehome.vault.keyring import open_families
from safehome.workspace.links import link
from safehome.workspace.queries.home_agreements import in_lines
from safehome.workspace.queries.home_lists import SHOWN, lists_of
from safehome.workspace.queries.home_measures import (
    to_ask_now,
    told_of_asking,
    told_of_check_ins,
    told_of_feedback,
    told_of_links,
)
from safehome.workspace.queries.home_plans import told_of_plans
from safehome.workspace.queries.home_referrals import AtTheDoor, at_the_door
from safehome.workspace.queries.home_reports import told_of_orders, told_of_reports

# Lists of records of a family, whose names are opened for their sentences.
OF_FAMILIES = (
    "drafts", "flags", "agreements", "held", "letters", "plan_looks", "plan_approvals",
    "plan_answers", "check_ins", "to_take_in", "feedback",
)  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """A session to be held."""

    family: str
    href: str
    number: int
    at: datetime
    where: str
    lead: str
    mine: bool
    prepare: str
    record: str


@dataclass(frozen=True)
class Line:
    """Something that waits, in one sentence."""

    text: str
    href: str
    since: date
    is_late: bool = False


@dataclass(frozen=True)
class Now:
    """Everything on the home page."""

    today: list[Meeting]
    late: list[Meeting]
    week: list[Meeting]
    drafts: list[Line]
    waiting: list[Line]
    to_hand_over: int
    flags: list[Line]
    informing: list[Line]
    agreements: list[Line]
    plans: list[Line]
    to_ask: list[Line]
    check_ins: list[Line]
    to_take_in: list[Line]
    feedback: list[Line]
    reports: list[Line]
    at_the_door: AtTheDoor


def what_needs_me_now(person: Actor) -> Now:
    """Today's sessions, drafts, what is late, what waits. A supervisor sees the team's, too."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found = lists_of(person, midnight)
    asking = to_ask_now(found["to_ask"], found["asked_besides"])
    families = {one.journey.family_id for one in found["sessions"]}
    families |= {one.pk for one in found["waiting"]}
    families |= {one.part.family_id for one in asking}
    families |= {one.family_id for name in OF_FAMILIES for one in found[name]}
    if families:
        open_families(sorted(families), purpose="what needs me now")
    late = _first_of_each(one for one in found["sessions"] if one.planned_for < midnight)
    meetings = [_meeting(one, person) for one in found["sessions"] if one.planned_for >= midnight]
    tomorrow = midnight + timedelta(days=1)
    return Now(
        today=[one for one in meetings if one.at < tomorrow],
        late=[_meeting(one, person) for one in late],
        week=[one for one in meetings if one.at >= tomorrow],
        drafts=[_draft(draft) for draft in found["drafts"]],
        waiting=[_wait(family) for family in found["waiting"]],
        to_hand_over=len(found["to_hand_over"]),
        flags=[_flag(flag) for flag in found["flags"]],
        informing=[*map(_did_not_go, found["held"]), *map(_letter, found["letters"])],
        agreements=[
            Line(text, address_of("workspace:agreements", family), on)
            for text, family, on in in_lines(found["agreements"])[:SHOWN]
        ],
        plans=[Line(text, href, on) for text, href, on in told_of_plans(found)],
        to_ask=[Line(*line) for line in told_of_asking(asking)],
        check_ins=[Line(*line) for line in told_of_check_ins(found["check_ins"])],
        to_take_in=[Line(*line) for line in told_of_links(found["to_take_in"])],
        feedback=[Line(*line) for line in told_of_feedback(found["feedback"])],
        reports=[
            Line(*line)
            for line in (*told_of_orders(found["orders"]), *told_of_reports(found["reports"]))
        ],
        at_the_door=at_the_door(found["arrivals"]),
    )


def _first_of_each(late: Iterable[Session]) -> list[Session]:
    """A family that is late stands there once, with the session to record first."""
    firsts: dict[UUID, Session] = {}
    for one in late:
        firsts.setdefault(one.family_id, one)
    return list(firsts.values())


def _meeting(session: Session, person: Actor) -> Meeting:
    journey: Journey = session.journey
    return Meeting(
        family=journey.family.name,
        href=address_of("workspace:family", journey.family_id),
        number=session.number,
        at=session.planned_for,
        where=Setting(session.setting).label,
        lead=journey.lead.name,
        mine=journey.lead_id == person.pk,
        prepare=link("journeys:prepare-session", session.pk),
        record=link("journeys:record-session", session.pk),
    )


def _draft(draft: Draft) -> Line:
    """A draft leads back into its form; one without an address of its own to its family."""
    name, called = draft.family.name, form_of(draft.form).called
    number: int | None = draft.number  # type: ignore[attr-defined]
    if draft.form == RECORD and number is not None:
        called = f"record of session {number}"
    there = address_of_form(draft.form, family=draft.family_id, about=draft.about_id)
    return Line(
        f"{name}: {called}", there or address_of("workspace:family", draft.family_id),
        draft.saved_at,
    )  # fmt: skip


def _flag(flag: Flag) -> Line:
    words = f"{flag.family.name}: a flag to look at again ({FlagKind(flag.kind).label.lower()})"
    href = link("entries:review-flag", flag.pk)
    return Line(words, href, flag.review_on)


def _wait(family: Family) -> Line:
    has_somebody: bool = family.has_somebody  # type: ignore[attr-defined]
    then = "no journey yet" if has_somebody else "waits for somebody to work with them"
    href = address_of("workspace:family", family.pk)
    next_on: date | None = family.next_on  # type: ignore[attr-defined]
    if not has_somebody and next_on is not None and next_on < timezone.localdate():
        then = check_in_due(next_on, today=timezone.localdate()).words
    return Line(f"{family.name}: {then}", href, family.opened_at)


def _did_not_go(notice: Notice) -> Line:
    to = notice.member or notice.professional
    because = Held(notice.held_because).label
    because = because[0].lower() + because[1:]
    became = "may have gone" if notice.held_because == Held.PERHAPS else "did not go"
    assert notice.held_at is not None
    return Line(
        f"A message to {to.name if to else 'somebody'} {became}: {because}",
        address_of("workspace:informed", notice.family_id), notice.held_at,
    )  # fmt: skip


def _letter(letter: Letter) -> Line:
    to = letter.member or letter.professional
    name = to.name if to else "somebody"
    waits = letter.needs_second_person and letter.checked_at is None
    # Only the way that was chosen for them: another could give somebody away.
    way = "post it" if letter.channel == Channel.POST else "hand it over"
    words = "waits for a second person" if waits else f"can go: {way}"
    return Line(
        f"The letter to {name} {words}", address_of("informing:letter", letter.pk),
        letter.written_at,
    )  # fmt: skip
