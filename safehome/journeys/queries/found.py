"""One journey or session, or 404; and those of a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.families.models import Family
from safehome.journeys.models import Journey, LookingBack, Session
from safehome.journeys.models.sessions import SessionQuerySet
from safehome.people.access import Actor


def family_for(person: Actor, pk: UUID) -> Family:
    return get_object_or_404(Family, organisation_id=person.organisation_id, pk=pk)


def journey_for(person: Actor, pk: UUID) -> Journey:
    """One journey, or 404: we never admit that a hidden record exists."""
    journeys = Journey.objects.filter(organisation_id=person.organisation_id)
    return get_object_or_404(
        journeys.select_related("family", "pack_version", "lead").defer("pack_version__files"),
        pk=pk,
    )


def looking_back(journey: Journey) -> LookingBack | None:
    """What was said at the end; nothing for whoever may not read it, such as a manager."""
    return LookingBack.objects.filter(
        organisation_id=journey.organisation_id, journey=journey
    ).first()


def session_for(person: Actor, pk: UUID) -> Session:
    """One session with its journey, family and version, or 404."""
    return get_object_or_404(whole_sessions(person.organisation_id), pk=pk)


def whole_session(pk: UUID) -> Session:
    """One session of a family that is open already."""
    return _whole(Session.objects.filter(pk=pk)).get()


def sessions_today(person: Actor, *, on: date) -> QuerySet[Session]:
    """The sessions that somebody leads on a day and has yet to record, in order of time."""
    begins = timezone.make_aware(datetime.combine(on, time.min))
    ends = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    return (
        whole_sessions(person.organisation_id)
        .still_to_hold()
        .filter(journey__lead_id=person.pk, planned_for__gte=begins, planned_for__lt=ends)
        .order_by("planned_for", "id")
    )


def sessions_to_record(person: Actor, *, before: datetime) -> QuerySet[Session]:
    """Sessions whose time has gone by and that are not recorded yet, oldest first."""
    return (
        whole_sessions(person.organisation_id)
        .still_to_hold()
        .filter(journey__lead_id=person.pk, planned_for__lt=before)
        .order_by("planned_for", "id")
    )


def next_session(journey: Journey) -> Session | None:
    """The session of this journey that is held next, extra ones included."""
    return (
        Session.objects.filter(journey=journey, signed_at=None)
        .order_by("planned_for", "number")
        .first()
    )


def whole_sessions(organisation: UUID) -> SessionQuerySet:
    """Sessions with their journey, family and version."""
    return _whole(Session.objects.filter(organisation_id=organisation))


def _whole(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.select_related("journey__family", "journey__pack_version").defer(
        "journey__pack_version__files"
    )
