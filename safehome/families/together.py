"""Two records read as one. Nothing is moved: what was merged is a link, and whoever could not
see a record before does not see it through the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from safehome.families.models import Family, Merge
from safehome.people.access import Actor
from safehome.vault.keyring import open_families

PURPOSE = "records read together"


def folded_away() -> Exists:
    """For a query of families: whether one is read with another that this person sees, too.

    The other is joined, so that row security decides: who sees only the folded
    record keeps it in every list.
    """
    return Exists(
        Merge.objects.filter(
            organisation_id=OuterRef("organisation_id"), folded_id=OuterRef("pk"),
            undone_at=None, kept__organisation_id=OuterRef("organisation_id"),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Other:
    """A record that is read with this one. merge: what links them."""

    pk: UUID
    name: str
    reference: str
    merge: UUID
    is_kept: bool


def read_with(family: Family) -> list[Other]:
    """The records that this one is read with, of those that the person sees. One or two queries."""
    merges = list(_of(family))
    if not merges:
        return []
    others = {one.folded_id if one.kept_id == family.pk else one.kept_id: one for one in merges}
    seen = list(Family.objects.filter(pk__in=others, organisation_id=family.organisation_id))
    open_families([one.pk for one in seen], purpose=PURPOSE)
    return [
        Other(one.pk, one.name, one.reference, others[one.pk].pk,
              others[one.pk].kept_id == one.pk)
        for one in seen
    ]  # fmt: skip


def _of(family: Family) -> QuerySet[Merge]:
    mine = Merge.objects.filter(organisation_id=family.organisation_id, undone_at=None)
    return mine.filter(kept_id=family.pk) | mine.filter(folded_id=family.pk)


def family_by_reference(person: Actor, reference: str) -> Family | None:
    """A family that this person sees, by its reference however it is written."""
    bare = "".join(letter for letter in reference.upper() if letter.isalnum())
    return Family.objects.filter(
        organisation_id=person.organisation_id, reference=f"{bare[:4]}-{bare[4:]}"
    ).first()


def merge_for(person: Actor, pk: UUID) -> Merge:
    """A merge still in force, of two records that this person sees; or 404."""
    ours = {"organisation_id": person.organisation_id}
    return get_object_or_404(
        Merge.objects.select_related("kept", "folded"), pk=pk, undone_at=None,
        kept__in=Family.objects.filter(**ours), folded__in=Family.objects.filter(**ours),
    )  # fmt: skip
