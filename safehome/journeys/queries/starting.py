"""What may be chosen when a journey starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from safehome.agreements.queries import TakingPart, taking_part
from safehome.families.models import Assignment, Family, FamilyMember
from safehome.journeys.rules import off_the_weekend
from safehome.people.access import Actor
from safehome.people.models import Person
from safehome.programme.models import PackVersion
from safehome.programme.queries import versions_in_force
from safehome.training.queries import accredited_people


@dataclass(frozen=True)
class StartingChoices:
    """Carers, accredited people who work with the family, versions; and what is usual."""

    carers: tuple[FamilyMember, ...]
    leads: tuple[Person, ...]
    versions: tuple[PackVersion, ...]
    usual: Mapping[str, object]
    said: TakingPart

    @property
    def not_agreed(self) -> list[FamilyMember]:
        return [one for one in self.carers if one.pk not in self.said.agreed]


def starting_choices(person: Actor, family: Family) -> StartingChoices:
    """The family must be open. Somebody who cannot see the family is not offered to lead."""
    today = timezone.localdate()
    working = Assignment.objects.filter(family=family, ended_at=None).values("person_id")
    accredited = accredited_people(organisation=family.organisation_id, on=today)
    leads = tuple(accredited.filter(pk__in=working))
    members = FamilyMember.objects.filter(family=family, left_on=None, is_child=False)
    carers = tuple(one for one in members if one.is_carer)
    said = taking_part(family.pk, on=today, carers=[one.pk for one in carers])
    next_week = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    mine = next((one for one in leads if one.pk == person.pk), leads[0] if leads else None)
    return StartingChoices(
        carers=carers,
        leads=leads,
        versions=tuple(versions_in_force(on=today)),
        usual={
            "carers": [str(one.pk) for one in carers if one.pk in said.agreed],
            "lead": str(mine.pk) if mine else "",
            "first_session_at": off_the_weekend(timezone.make_naive(next_week) + timedelta(days=7)),
            "setting": "home",
        },
        said=said,
    )
