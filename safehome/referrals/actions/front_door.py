"""Opening and closing the public door."""

from __future__ import annotations

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.referrals.entrance import newest_front_door
from safehome.referrals.models import FrontDoor
from safehome.referrals.policies import may_keep_front_door
from safehome.vault.intake import make_intake_key


def set_front_door(
    *, is_open: bool, answer_within_days: int, words: str, phone: str, by: Actor
) -> FrontDoor:
    """Open it, close it, or change what it says. Its pair of keys is made at the first opening."""
    permit(may_keep_front_door(by))
    before = newest_front_door(by.organisation_id)
    door = FrontDoor.objects.create(
        organisation_id=by.organisation_id,
        public_key=bytes(before.public_key) if before else make_intake_key(by.organisation_id),
        is_open=is_open,
        answer_within_days=answer_within_days,
        words=words,
        phone=phone,
        written_by_id=by.pk,
    )
    audit.record("front-door.opened" if is_open else "front-door.closed", about=door, by=by)
    return door
