"""Taking a referral out of a family that it joined by mistake."""

from __future__ import annotations

from safehome.audit import ledger as audit
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.models import DuplicateLook, Looked, Referral
from safehome.referrals.queries.deciding import last_look


def part_from_family(referral: Referral, *, because: str, by: Actor) -> DuplicateLook:
    """This referral is about another family than the one it joined. It must be open.

    It is considered again as it was before; the join, who made it and why stay
    written, and so does this. Whoever saw it only through the family sees it no more.
    """
    now = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    joined = last_look(now)
    permit(policies.may_part(by, now, look=joined))
    if not because.strip():
        permit(deny("Write how you know that this is another family."))
    assert joined is not None  # the policy has seen to it
    assert now.became_id is not None
    family = now.became_id
    look = DuplicateLook.objects.create(
        organisation_id=now.organisation_id, referral=now, looked=Looked.ANOTHER,
        families=joined.families, because=because.strip(), looked_by_id=by.pk,
    )  # fmt: skip
    now.became = None
    now.version += 1
    now.save(update_fields=["became", "version"])
    for history in (family, now.pk):
        audit.record("referral.parted-from-family", about=now, by=by, family=history)
    return look
