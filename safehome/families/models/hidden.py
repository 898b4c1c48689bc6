"""What must be kept from somebody: where others live, and that a person is here at all."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from safehome.families.models.belonging import OfFamily, OfOrganisation, link_to, somebody
from safehome.families.models.family import Family, Household
from safehome.families.models.members import FamilyMember
from safehome.kit.records import both_or_neither
from safehome.vault.fields import SealedText


class HiddenFrom(OfFamily):
    """A home whose address a member of the family must not learn.

    Why: an address told to the person who was fled from can cost a life.
    """

    household = link_to(Household, related_name="hidden_from")
    member = link_to(FamilyMember)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = somebody()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = somebody(optional=True)

    class Meta:
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "household", "member"],
                condition=models.Q(ended_at=None),
                name="hidden_from_once",
            ),
        ]


class Restriction(OfFamily):
    """A member of a family whom only named staff may see, in any list, count or picture.

    Why: some people are safe only while few know of them. New readers are a new
    row; the one before is lifted.
    """

    member = link_to(FamilyMember)
    readers = ArrayField(models.UUIDField())  # people of the organisation
    because = SealedText()
    placed_at = models.DateTimeField(default=timezone.now)
    placed_by = somebody()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = somebody(optional=True)

    class Meta:
        constraints = [
            both_or_neither("lifted_at", "lifted_by"),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=models.Q(lifted_at=None),
                name="restricted_once",
            ),
        ]


class Merge(OfOrganisation):
    """Two records of one family, read as one. Why: no family tells its story into two files.

    Nothing is moved: the folded record stays whole, and undoing is ending this row.
    """

    kept = link_to(Family)
    folded = link_to(Family)
    because = SealedText(family="kept_id")
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = somebody()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = somebody(optional=True)

    class Meta:
        constraints = [
            both_or_neither("undone_at", "undone_by"),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("folded")), name="two_records"
            ),
            models.UniqueConstraint(
                fields=["organisation", "folded"],
                condition=models.Q(undone_at=None),
                name="folded_once",
            ),
        ]

    @property
    def family_id(self) -> object:
        """Sealed and logged with the record that is kept."""
        return self.kept_id
