"""What a record of a session must speak of: its carers, the family's children, its components."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from safehome.families.models import FamilyMember
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.rules import Asked
from safehome.programme import shapes
from safehome.programme.queries import pack_of

FORM = "session-record"  # the name under which drafts of this record are kept


def pack_session_of(session: Session) -> shapes.Session | None:
    """The session as its pack lays it out; None for an extra one."""
    if session.pack_session is None:
        return None
    return pack_of(session.journey.pack_version).session(session.pack_session)


def asked_of(session: Session) -> Asked:
    """The people and components of one session, in order. The family must be open."""
    return asked_with(session, carers_of(session.journey_id), children_of(session.family_id))


def asked_with(
    session: Session, carers: Iterable[JourneyCarer], children: Iterable[FamilyMember]
) -> Asked:
    """The same, of people who have been read already."""
    laid_out = pack_session_of(session)
    return Asked(
        carers={one.carer_id: one.carer.called for one in carers},
        children={child.pk: child.called for child in children},
        components={step.id: step.title for step in laid_out.components} if laid_out else {},
    )


def carers_of(journey: UUID, *, on: date | None = None) -> QuerySet[JourneyCarer]:
    """Those who take part in a journey, each with their member record."""
    taking_part = taking_part_in([journey])
    if on is not None:
        taking_part = taking_part.filter(Q(left_on=None) | Q(left_on__gt=on))
    return taking_part


def taking_part_in(journeys: Any) -> QuerySet[JourneyCarer]:
    """Those who take part in any of these journeys: identifiers, or a query for them."""
    taking_part = JourneyCarer.objects.filter(journey_id__in=journeys).select_related("carer")
    return taking_part.order_by("joined_on", "carer__added_at", "id")


def children_of(family: UUID) -> QuerySet[FamilyMember]:
    """Every child who belongs to the family now, in whichever home."""
    return children_in([family])


def children_in(families: Any) -> QuerySet[FamilyMember]:
    """The same of several families: identifiers, or a query for them."""
    return FamilyMember.objects.filter(family_id__in=families, is_child=True, left_on=None)
