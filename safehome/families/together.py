"""Two records read as one. Nothing is moved: what was merged is a link, and whoever could not
see a record before does not see it through the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
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


def read_with(family: Family, merges: Iterable[Merge]) -> list[Other]:
    """The records that this one is read with, of those that the person sees. One query, or none.

    merges: those in force of this family, as `merges_of` finds them.
    """
    merges = list(merges)
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


def merges_of(family: UUID, organisation: UUID) -> QuerySet[Merge]:
    """The merges in force of a family, whichever of the two records it is."""
    mine = Merge.objects.filter(organisation_id=organisation, undone_at=None)
    mine = mine.filter(Q(kept_id=family) | Q(folded_id=family))
    return mine.only("kept_id", "folded_id")


def records_of(family: UUID, organisation: UUID) -> list[UUID]:
    """Every record that is read as one with this, itself the first. Two queries.

    For those who see all of them: of a merge with a record unseen nothing is found.
    """
    merges = Merge.objects.filter(organisation_id=organisation, undone_at=None)
    kept = merges.filter(folded_id=family).values_list("kept_id", flat=True).first() or family
    folded = merges.filter(kept_id=kept).values_list("folded_id", flat=True)
    return list(dict.fromkeys([family, kept, *folded]))


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
