"""That somebody left a family, or a home was given up."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models.belonging import OfFamily, link_to, somebody
from safehome.families.models.family import Household
from safehome.families.models.members import FamilyMember
from safehome.kit.records import both_or_neither
from safehome.vault.fields import SealedText


class Departure(OfFamily):
    """A member who left the family, or a home that was given up, on a day.

    Why: families change, and the record says who was there at the time. Never
    changed; one that was written by mistake, or that ended by coming back, is taken
    back and kept. The member's `left_on` and the home's `until` follow from it.
    """

    member = link_to(FamilyMember, null=True, blank=True)
    household = link_to(Household, null=True, blank=True)
    gone_on = models.DateField()  # their last day
    because = SealedText()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = somebody(optional=True)

    class Meta:
        ordering = ["-gone_on", "-written_at"]
        constraints = [
            both_or_neither("taken_back_at", "taken_back_by"),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, household__isnull=True)
                | models.Q(member__isnull=True, household__isnull=False),
                name="departure_of_one",
            ),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=models.Q(taken_back_at=None, member__isnull=False),
                name="left_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "household"],
                condition=models.Q(taken_back_at=None, household__isnull=False),
                name="given_up_once",
            ),
        ]
