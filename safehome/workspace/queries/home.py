"""What needs somebody now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.models import Draft
from safehome.drafts.queries import drafts_by
from safehome.entries.models import Flag, FlagKind
from safehome.families.models import Assignment, Channel, Family
from safehome.families.policies import ALLOCATES
from safehome.families.queries import to_hand_over
from safehome.families.together import folded_away
from safehome.informing.models import Letter
from safehome.informing.queries import letters_that_wait
from safehome.journeys.models import Journey, Session, Setting
from safehome.notices.models import Held, Notice
from safehome.notices.queries import did_not_go
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.referrals.queries.waiting import next_check_in
from safehome.referrals.waits import check_in_due
from safehome.vault.keyring import open_families
from safehome.workspace.links import link
from safehome.workspace.queries.home_agreements import agreements_to_look_at, in_lines
from safehome.workspace.queries.home_referrals import AtTheDoor, at_the_door

SHOWN = 30


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
    at_the_door: AtTheDoor


def what_needs_me_now(person: Actor) -> Now:
    """Today's sessions, drafts, what is late, what waits. A supervisor sees the team's, too."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = _sessions(person, until=midnight + timedelta(days=7))
    drafts = list(drafts_by(person)[:SHOWN])
    waiting = list(_waiting(person)[:SHOWN])
    flags = list(_flags(person)[:SHOWN])
    agreements = list(agreements_to_look_at(person)[: SHOWN * 4])
    families = {session.journey.family_id for session in sessions}
    families |= {draft.family_id for draft in drafts} | {family.pk for family in waiting}
    families |= {flag.family_id for flag in flags} | {one.family_id for one in agreements}
    held, letters = _held(person), _letters(person)
    families |= {one.family_id for one in (*held, *letters)}
    if families:
        open_families(sorted(families), purpose="what needs me now")
    meetings = [_meeting(session, person) for session in sessions]
    tomorrow = midnight + timedelta(days=1)
    return Now(
        today=[one for one in meetings if midnight <= one.at < tomorrow],
        late=_first_of_each(one for one in meetings if one.at < midnight),
        week=[one for one in meetings if one.at >= tomorrow],
        drafts=_drafts(drafts),
        waiting=[_wait(family) for family in waiting],
        to_hand_over=to_hand_over(person).count() if person.has(*ALLOCATES) else 0,
        flags=[_flag(flag) for flag in flags],
        informing=[*map(_did_not_go, held), *map(_letter, letters)],
        agreements=[
            Line(text, reverse("workspace:agreements", args=[family]), on)
            for text, family, on in in_lines(agreements)[:SHOWN]
        ],
        at_the_door=at_the_door(person),
    )


def _first_of_each(late: Iterable[Meeting]) -> list[Meeting]:
    """A journey that is late stands there once, with the session to record first."""
    firsts: dict[str, Meeting] = {}
    for one in late:
        firsts.setdefault(one.href, one)
    return list(firsts.values())


def _mine(person: Actor, family: str) -> Exists:
    return Exists(
        Assignment.objects.filter(
            organisation_id=person.organisation_id,
            family_id=OuterRef(family),
            person_id=person.pk,
            ended_at=None,
        )
    )


def _sessions(person: Actor, *, until: datetime) -> list[Session]:
    """Mine; and for a supervisor those of the teams they lead."""
    wanted = Q(journey__lead_id=person.pk) | Q(_mine(person, "family_id"))
    if person.has(Role.SUPERVISOR) and not person.has(Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER):
        wanted = Q()  # row security shows a supervisor the teams they lead, and no more
    found = (
        Session.objects.still_to_hold()
        .filter(wanted, organisation_id=person.organisation_id, planned_for__lt=until)
        .select_related("journey__family", "journey__lead")
        .only(
            "number", "planned_for", "setting", "family_id", "journey__family__name",
            "journey__family__reference", "journey__lead__name",
        )
        .order_by("planned_for", "number")[: SHOWN * 4]
    )  # fmt: skip
    return list(found)


def _meeting(session: Session, person: Actor) -> Meeting:
    journey: Journey = session.journey
    return Meeting(
        family=journey.family.name,
        href=reverse("workspace:family", args=[journey.family_id]),
        number=session.number,
        at=session.planned_for,
        where=Setting(session.setting).label,
        lead=journey.lead.name,
        mine=journey.lead_id == person.pk,
        prepare=link("journeys:prepare-session", session.pk),
        record=link("journeys:record-session", session.pk),
    )


def _drafts(drafts: Iterable[Draft]) -> list[Line]:
    """A draft of a session's record leads back into it; any other to its family."""
    about = [draft.about_id for draft in drafts]
    numbers = (
        dict(Session.objects.filter(pk__in=about).values_list("pk", "number")) if about else {}
    )
    return [_draft(draft, numbers) for draft in drafts]


def _draft(draft: Draft, numbers: dict[UUID, int]) -> Line:
    home = reverse("workspace:family", args=[draft.family_id])
    if draft.form == "entry":
        href = link("entries:write", draft.family_id) or home
        return Line(f"{draft.family.name}: an entry", href, draft.saved_at)
    if draft.form == "plan-section":
        href = link("plans:write", draft.about_id) or home
        return Line(f"{draft.family.name}: a line of the safety plan", href, draft.saved_at)
    number = numbers.get(draft.about_id)
    if number is None:
        return Line(f"{draft.family.name}: something begun", home, draft.saved_at)
    href = link("journeys:record-session", draft.about_id) or home
    return Line(f"{draft.family.name}: record of session {number}", href, draft.saved_at)


def _flags(person: Actor) -> QuerySet[Flag]:
    """Flags of my families whose day for looking at them has come, the oldest first."""
    return (
        Flag.objects.filter(
            _mine(person, "family_id"), organisation_id=person.organisation_id, ended_at=None,
            review_on__lte=timezone.localdate(),
        )
        .select_related("family")
        .defer("words", "ended_because")
        .order_by("review_on")
    )  # fmt: skip


def _flag(flag: Flag) -> Line:
    words = f"{flag.family.name}: a flag to look at again ({FlagKind(flag.kind).label.lower()})"
    href = link("entries:review-flag", flag.pk)
    return Line(words, href, flag.review_on)


def _waiting(person: Actor) -> QuerySet[Family]:
    """Families whose journey has not begun: mine; and those nobody has, for who allocates."""
    anybody = Assignment.objects.filter(
        organisation_id=person.organisation_id, family_id=OuterRef("pk"), ended_at=None
    )
    journey = Journey.objects.filter(
        organisation_id=person.organisation_id, family_id=OuterRef("pk")
    )
    wanted = Q(_mine(person, "pk"), ~Exists(journey))
    if person.has(*ALLOCATES):
        wanted |= ~Q(Exists(anybody)) & ~Q(Exists(journey))
    return (
        Family.objects.filter(wanted, ~folded_away(), organisation_id=person.organisation_id)
        .annotate(has_somebody=Exists(anybody), next_on=next_check_in())
        .order_by("opened_at")
    )


def _wait(family: Family) -> Line:
    has_somebody: bool = family.has_somebody  # type: ignore[attr-defined]
    then = "no journey yet" if has_somebody else "waits for somebody to work with them"
    href = reverse("workspace:family", args=[family.pk])
    next_on: date | None = family.next_on  # type: ignore[attr-defined]
    if not has_somebody and next_on is not None and next_on < timezone.localdate():
        then = check_in_due(next_on, today=timezone.localdate()).words
    return Line(f"{family.name}: {then}", href, family.opened_at)


def _held(person: Actor) -> list[Notice]:
    """Messages that did not go: those that one wrote, and those of one's own families."""
    found = did_not_go(person).filter(Q(written_by_id=person.pk) | Q(_mine(person, "family_id")))
    return list(found[:SHOWN])


def _did_not_go(notice: Notice) -> Line:
    to = notice.member or notice.professional
    because = Held(notice.held_because).label
    because = because[0].lower() + because[1:]
    became = "may have gone" if notice.held_because == Held.PERHAPS else "did not go"
    assert notice.held_at is not None
    return Line(
        f"A message to {to.name if to else 'somebody'} {became}: {because}",
        reverse("workspace:informed", args=[notice.family_id]), notice.held_at,
    )  # fmt: skip


def _letters(person: Actor) -> list[Letter]:
    """Letters one is to read as a second person, or to hand over oneself."""
    unread = Q(needs_second_person=True, checked_at=None)
    ready = ~unread & Q(goes_after__lt=timezone.now(), written_by_id=person.pk, notice=None)
    to_read = unread & ~Q(written_by_id=person.pk)
    if person.has(Role.SAFEGUARDING_LEAD) and not person.has(Role.SUPERVISOR):
        to_read &= Q(_mine(person, "family_id"))  # a lead sees all: only their own wait for them
    return list(letters_that_wait(person).filter(to_read | ready)[:SHOWN])


def _letter(letter: Letter) -> Line:
    to = letter.member or letter.professional
    name = to.name if to else "somebody"
    waits = letter.needs_second_person and letter.checked_at is None
    # Only the way that was chosen for them: another could give somebody away.
    way = "post it" if letter.channel == Channel.POST else "hand it over"
    words = "waits for a second person" if waits else f"can go: {way}"
    return Line(
        f"The letter to {name} {words}", reverse("informing:letter", args=[letter.pk]),
        letter.written_at,
    )  # fmt: skip
