"""Who may deliver the programme on a given day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safehome.people.models import Person
from safehome.training.models import Accreditation


def is_accredited(person: UUID, *, on: date) -> bool:
    """Whether this person's accreditation covers the day, its last day included."""
    return Accreditation.objects.filter(
        person_id=person, begins_on__lte=on, ends_on__gte=on
    ).exists()


def accredited_among(people: Iterable[UUID], *, on: date) -> frozenset[UUID]:
    """Those of the people given who may deliver on the day: one query for a whole list."""
    return frozenset(
        Accreditation.objects.filter(
            person_id__in=list(people), begins_on__lte=on, ends_on__gte=on
        ).values_list("person_id", flat=True)
    )


def accredited_people(*, organisation: UUID, on: date) -> QuerySet[Person]:
    """Everybody of an organisation who may deliver on the day, by name."""
    given = Accreditation.objects.filter(
        organisation_id=organisation, begins_on__lte=on, ends_on__gte=on
    )
    return Person.objects.filter(
        organisation_id=organisation, left_at=None, pk__in=given.values("person_id")
    )
