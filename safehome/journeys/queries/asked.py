"""What a record of a session must speak of: its carers, the family's children, its components."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from safehome.agreements.queries import agreed
from safehome.agreements.rules import TAKING_PART
from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey, JourneyCarer, Session
from safehome.journeys.rules import Asked
from safehome.programme import shapes
from safehome.programme.queries import pack_of

FORM = "session-record"  # the name under which drafts of this record are kept


def pack_session_of(session: Session) -> shapes.Session | None:
    """The session as its pack lays it out; None for an extra one."""
    if session.pack_session is None:
        return None
    return pack_of(session.journey.pack_version).session(session.pack_session)


def asked_of(session: Session, *, held_on: date | None = None) -> Asked:
    """The people and components of one session, in order. The family must be open.

    held_on: the day on which it was held, as far as that is known; which carers
    had agreed on that day follows from it.
    """
    laid_out = pack_session_of(session)
    day = day_of(session)
    carers = carers_of(session.journey_id, on=max(day, session.journey.started_on))
    held = held_on or min(day, timezone.localdate())
    had_agreed = agreed(session.family_id, TAKING_PART, on=held)
    return Asked(
        carers={one.carer_id: one.carer.called for one in carers},
        without_agreement=frozenset(
            one.carer_id for one in carers if one.carer_id not in had_agreed
        ),
        children={child.pk: child.called for child in children_of(session.family_id)},
        components={step.id: step.title for step in laid_out.components} if laid_out else {},
        ended_on=timezone.localtime(session.journey.ended_at).date()
        if session.journey.ended_at
        else None,
    )


def day_of(session: Session) -> date:
    return timezone.localtime(session.planned_for).date()


def carers_of(journey: UUID, *, on: date | None = None) -> list[JourneyCarer]:
    """Those who take part in a journey, each with their member record; once, if they came back.

    on: only those who took part on a day, the days on which they joined and left
    included.
    """
    rows = JourneyCarer.objects.filter(journey_id=journey).select_related("carer")
    parts: dict[UUID, JourneyCarer] = {}
    for one in rows.order_by("joined_on", "carer__added_at", "id"):
        there = on is None or (one.joined_on <= on and (one.left_on is None or one.left_on >= on))
        if there:
            parts[one.carer_id] = one
    return list(parts.values())


def could_join(journey: Journey) -> list[FamilyMember]:
    """Carers of the family who do not take part in its journey now."""
    there = JourneyCarer.objects.filter(journey=journey, left_on=None).values("carer_id")
    members = FamilyMember.objects.filter(family_id=journey.family_id, left_on=None, is_child=False)
    return [one for one in members.exclude(pk__in=there) if one.is_carer]


def children_of(family: UUID) -> QuerySet[FamilyMember]:
    """Every child who belongs to the family now, in whichever home."""
    return FamilyMember.objects.filter(family_id=family, is_child=True, left_on=None)
