"""What a record of a session must speak of: its carers, the family's children, its components."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from safehome.agreements.queries import answers_of
from safehome.agreements.rules import TAKING_PART, Answer, in_force
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
    return asked_with(
        session, taking_part_in([session.journey_id]), children_of(session.family_id),
        answers_of(session.family_id, purpose=TAKING_PART), held_on=held_on,
    )  # fmt: skip


def asked_with(
    session: Session, carers: Iterable[JourneyCarer], children: Iterable[FamilyMember],
    answers: Iterable[Answer], *, held_on: date | None = None,
) -> Asked:  # fmt: skip
    """The same, of what has been read already: who takes part, and what they said of it."""
    laid_out = pack_session_of(session)
    day = day_of(session)
    there = once_each(carers, on=max(day, session.journey.started_on))
    held = held_on or min(day, timezone.localdate())
    had_agreed = {carer for carer, _ in in_force(answers, on=held)}
    return Asked(
        carers={one.carer_id: one.carer.called for one in there},
        without_agreement=frozenset(
            one.carer_id for one in there if one.carer_id not in had_agreed
        ),
        children={child.pk: child.called for child in children},
        components={step.id: step.title for step in laid_out.components} if laid_out else {},
        ended_on=timezone.localtime(session.journey.ended_at).date()
        if session.journey.ended_at
        else None,
    )


def taking_part_in(journeys: Any) -> QuerySet[JourneyCarer]:
    """Those who take part in any of these journeys: identifiers, or a query for them."""
    taking_part = JourneyCarer.objects.filter(journey_id__in=journeys).select_related("carer")
    return taking_part.order_by("joined_on", "carer__added_at", "id")


def day_of(session: Session) -> date:
    return timezone.localtime(session.planned_for).date()


def carers_of(journey: UUID, *, on: date | None = None) -> list[JourneyCarer]:
    """Those who take part in a journey, each with their member record; once, if they came back.

    on: only those who took part on a day, the days on which they joined and left
    included.
    """
    return once_each(taking_part_in([journey]), on=on)


def once_each(rows: Iterable[JourneyCarer], *, on: date | None = None) -> list[JourneyCarer]:
    parts: dict[UUID, JourneyCarer] = {}
    for one in rows:
        there = on is None or (one.joined_on <= on and (one.left_on is None or one.left_on >= on))
        if there:
            parts[one.carer_id] = one
    return list(parts.values())


def how_many_take_part(journey: UUID, *, still: bool = False) -> int:
    """How many carers took part, or still do: with those of whom the person may not know."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.how_many_take_part(%s, %s)", [journey, still])
        return int(cursor.fetchone()[0])


def could_join(journey: Journey) -> list[FamilyMember]:
    """Carers of the family who do not take part in its journey now."""
    there = JourneyCarer.objects.filter(journey=journey, left_on=None).values("carer_id")
    members = FamilyMember.objects.filter(family_id=journey.family_id, left_on=None, is_child=False)
    return [one for one in members.exclude(pk__in=there) if one.is_carer]


def children_of(family: UUID) -> QuerySet[FamilyMember]:
    """Every child who belongs to the family now, in whichever home."""
    return children_in([family])


def children_in(families: Any) -> QuerySet[FamilyMember]:
    """The same of several families: identifiers, or a query for them."""
    return FamilyMember.objects.filter(family_id__in=families, is_child=True, left_on=None)
