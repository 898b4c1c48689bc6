"""Reading two records of one family as one, and as two again. Nothing is moved either way."""

from __future__ import annotations

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import policies
from safehome.families.actions.access import block_somebody
from safehome.families.models import Block, Family, Merge
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor


def merge_families(kept: Family, folded: Family, *, because: str, by: Actor) -> Merge:
    """From now on the folded record is read with the kept one. Both must be open.

    Nobody sees more than before: whoever sees only one of them sees only that one,
    and whoever is kept out of one is kept out of both.
    """
    permit(policies.may_merge_families(by, kept))
    permit(policies.may_merge_families(by, folded))
    if kept.pk == folded.pk:
        permit(deny("This is the same record. Give the other one’s reference."))
    if not because.strip():
        permit(deny("Write how you know that this is one family."))
    # Both are held, so that nobody folds one of them elsewhere meanwhile.
    pair = [kept.pk, folded.pk]
    list(Family.objects.select_for_update().filter(pk__in=pair).order_by("pk").values("pk"))
    now = Merge.objects.filter(organisation_id=by.organisation_id, undone_at=None)
    if now.filter(folded_id__in=pair).exists():
        permit(deny("One of them is read with another record already. Undo that first."))
    if now.filter(kept=folded).exists():
        permit(deny("Another record is read with the second one. Keep that one instead."))
    merge = Merge(organisation_id=by.organisation_id, kept=kept, folded=folded, merged_by_id=by.pk)
    merge.because = because
    merge.save(force_insert=True)
    _keep_out_of_both(kept, folded, by)
    audit.record("family.merged", about=merge, by=by, family=kept.pk)
    audit.record("family.merged", about=merge, by=by, family=folded.pk)
    return merge


def _keep_out_of_both(kept: Family, folded: Family, by: Actor) -> None:
    """Whoever is kept out of one for a conflict of interest is kept out of both, and stays so."""
    blocked = Block.objects.filter(organisation_id=by.organisation_id, lifted_at=None)
    for family, other in ((kept, folded), (folded, kept)):
        here = set(blocked.filter(family=family).values_list("person_id", flat=True))
        for person in set(blocked.filter(family=other).values_list("person_id", flat=True)) - here:
            block_somebody(family, person=person, by=by)


def undo_merge(merge: Merge, *, by: Actor) -> Merge:
    """Read the two records apart again. That they were read together is kept."""
    permit(policies.may_merge_families(by, merge.kept))
    if merge.undone_at is not None:
        permit(deny("This was undone already."))
    merge.undone_at, merge.undone_by_id = timezone.now(), by.pk
    merge.save(update_fields=["undone_at", "undone_by"])
    for family in (merge.kept_id, merge.folded_id):
        audit.record("family.merge-undone", about=merge, by=by, family=family)
    return merge
