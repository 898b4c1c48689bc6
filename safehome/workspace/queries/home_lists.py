"""The lists of the home page, read in one statement. A list is one entry of LISTS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from safehome.agreements.rules import SOON
from safehome.drafts.models import Draft
from safehome.drafts.queries import drafts_by
from safehome.entries.models import Flag
from safehome.families.models import Assignment, Family
from safehome.families.policies import ALLOCATES
from safehome.families.queries import assigned_to, to_hand_over
from safehome.families.together import folded_away
from safehome.informing.models import Letter
from safehome.informing.queries import letters_that_wait
from safehome.journeys.models import Journey, Session
from safehome.kit.together import Facts, Together
from safehome.measures.queries import check_ins_waiting
from safehome.notices.models import Notice
from safehome.notices.queries import did_not_go
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.referrals.models import Arrival
from safehome.referrals.queries.waiting import next_check_in
from safehome.workspace.queries.home_agreements import LATELY, agreements_to_look_at
from safehome.workspace.queries.home_measures import OF_ANSWERS
from safehome.workspace.queries.home_plans import OF_PLANS
from safehome.workspace.queries.home_referrals import arrivals_for
from safehome.workspace.queries.home_reports import orders_ended, reports_made

SHOWN = 30
WEEK = timedelta(days=7)
AFTER_THE_END = timedelta(days=250)  # six months, and as long as that may still be asked


def lists_of(person: Actor, midnight: datetime) -> dict[str, list[Any]]:
    """Every list of LISTS, by its name; the families still sealed. One statement."""
    today = midnight.date()
    return _reads(person.roles).read(
        organisation=person.organisation_id, person=person.pk, now=timezone.now(), today=today,
        in_a_week=midnight + WEEK, lately=today - LATELY, soon=today + SOON,
        long_ago=midnight - AFTER_THE_END,
    )  # fmt: skip


@lru_cache(maxsize=100)
def _reads(roles: frozenset[str]) -> Together:
    """What is read for these roles. Who it is read for is a fact, as everything else."""

    def of(make: Asked, facts: Facts) -> QuerySet[Any]:
        return make(Actor(facts["person"], "", facts["organisation"], "", roles), facts)

    return Together(**{name: partial(of, make) for name, make in LISTS.items()})


def _sessions(person: Actor, facts: Facts) -> QuerySet[Session]:
    """Mine; and for a supervisor those of the teams they lead."""
    wanted = Q(journey__lead_id=person.pk) | Q(assigned_to(person))
    if person.has(Role.SUPERVISOR) and not person.has(Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER):
        wanted = Q()  # row security shows a supervisor the teams they lead, and no more
    return (
        Session.objects.still_to_hold()
        .filter(wanted, organisation_id=person.organisation_id, planned_for__lt=facts["in_a_week"])
        .select_related("journey__family", "journey__lead")
        .only(
            "number", "planned_for", "setting", "family_id", "journey__family__name",
            "journey__family__reference", "journey__lead__name",
        )
        .order_by("planned_for", "number")[: SHOWN * 4]
    )  # fmt: skip


def _drafts(person: Actor, facts: Facts) -> QuerySet[Draft]:
    """Mine, each with the number of the session that it is about, if it is about one."""
    session = Session.objects.filter(
        organisation_id=facts["organisation"], pk=OuterRef("about_id")
    )  # fmt: skip
    return drafts_by(person).annotate(number=Subquery(session.order_by().values("number")))[:SHOWN]


def _flags(person: Actor, facts: Facts) -> QuerySet[Flag]:
    """Flags of my families whose day for looking at them has come, the oldest first."""
    return (
        Flag.objects.filter(
            assigned_to(person), organisation_id=person.organisation_id, ended_at=None,
            review_on__lte=facts["today"],
        )
        .select_related("family")
        .defer("words", "ended_because")
        .order_by("review_on")[:SHOWN]
    )  # fmt: skip


def _waiting(person: Actor, _: Facts) -> QuerySet[Family]:
    """Families whose journey has not begun: mine; and those nobody has, for who allocates."""
    anybody = Assignment.objects.filter(
        organisation_id=person.organisation_id, family_id=OuterRef("pk"), ended_at=None
    )
    journey = Journey.objects.filter(
        organisation_id=person.organisation_id, family_id=OuterRef("pk")
    )
    wanted = Q(assigned_to(person, "pk"), ~Exists(journey))
    if person.has(*ALLOCATES):
        wanted |= ~Q(Exists(anybody)) & ~Q(Exists(journey))
    return (
        Family.objects.filter(wanted, ~folded_away(), organisation_id=person.organisation_id)
        .annotate(has_somebody=Exists(anybody), next_on=next_check_in())
        .order_by("opened_at")[:SHOWN]
    )


def _agreements(person: Actor, facts: Facts) -> QuerySet[Any]:
    return agreements_to_look_at(person, facts)[: SHOWN * 4]


def _held(person: Actor, _: Facts) -> QuerySet[Notice]:
    """Messages that did not go: those that one wrote, and those of one's own families."""
    mine = Q(written_by_id=person.pk) | Q(assigned_to(person))
    return did_not_go(person).filter(mine)[:SHOWN]


def _letters(person: Actor, facts: Facts) -> QuerySet[Letter]:
    """Letters one is to read as a second person, or to hand over oneself."""
    unread = Q(needs_second_person=True, checked_at=None)
    ready = ~unread & Q(goes_after__lt=facts["now"], written_by_id=person.pk, notice=None)
    to_read = unread & ~Q(written_by_id=person.pk)
    if person.has(Role.SAFEGUARDING_LEAD) and not person.has(Role.SUPERVISOR):
        to_read &= Q(assigned_to(person))  # a lead sees all: only their own wait for them
    return letters_that_wait(person).filter(to_read | ready)[:SHOWN]


def _to_hand_over(person: Actor, _: Facts) -> QuerySet[Assignment]:
    """Only to be counted."""
    return to_hand_over(person).select_related(None).only("pk")


def _arrivals(person: Actor, _: Facts) -> QuerySet[Arrival]:
    return arrivals_for(person)


type Asked = Callable[[Actor, Facts], QuerySet[Any]]
# Each by whom it is for and what lists_of knows; `none()` for a role that has no such list.
LISTS: dict[str, Asked] = {
    "sessions": _sessions,
    "drafts": _drafts,
    "waiting": _waiting,
    "flags": _flags,
    "agreements": _agreements,
    "held": _held,
    "letters": _letters,
    "to_hand_over": _to_hand_over,
    "arrivals": _arrivals,
    "check_ins": lambda person, _: check_ins_waiting(person)[:SHOWN],
    "reports": reports_made,
    "orders": orders_ended,
    **OF_ANSWERS,
    **OF_PLANS,
}
