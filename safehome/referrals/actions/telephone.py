"""Taking a referral down by telephone: the same sections, kept as one goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.actions.reception import NotReady
from safehome.referrals.body import missing
from safehome.referrals.entrance import newest_front_door
from safehome.referrals.models import Following, Referral, ReferrerKind, Urgency
from safehome.referrals.rules import answer_promised
from safehome.referrals.writing import Writing
from safehome.vault import codes
from safehome.vault.keyring import make_family_key

PROMISE = 3  # working days, where no front door says otherwise


@dataclass(frozen=True)
class ReadOut:
    """What is said at the end of the call: shown once, and not kept."""

    reference: str
    code: str
    following: Following


def take_down(*, by: Actor) -> Referral:
    """Begin to take a referral down, with a key of its own."""
    permit(policies.may_take_down(by))
    referral = Referral(
        organisation_id=by.organisation_id, by_telephone=True, entered_by_id=by.pk,
        referrer_kind=ReferrerKind.OTHER, urgency=Urgency.ORDINARY,
    )  # fmt: skip
    make_family_key(referral.pk, organisation=by.organisation_id)
    referral.save(force_insert=True)
    referral.keep(Writing().model_dump_json())
    audit.record("referral.began", about=referral, by=by)
    return referral


def write_down(referral: Referral, writing: Writing, *, by: Actor) -> None:
    """Keep what was taken down so far. The row must be locked and open."""
    permit(policies.may_write_down(by, referral))
    referral.keep(writing.model_dump_json())
    referral.version += 1
    referral.save(update_fields=["version"])
    audit.record("referral.written", about=referral, by=by)


def hand_in_taken_down(referral: Referral, writing: Writing, *, nation: str, by: Actor) -> ReadOut:
    """Hand it in. Gives a reference and a code to read out. Raises NotReady."""
    permit(policies.may_write_down(by, referral))
    if any(missing(writing.body)):
        raise NotReady
    referral.keep(writing.body.model_dump_json())
    referral.referrer_kind = writing.body.referrer.kind
    referral.urgency = writing.body.urgency.urgency
    referral.handed_in_at = timezone.now()
    referral.version += 1
    referral.save(update_fields=["referrer_kind", "urgency", "handed_in_at", "version"])
    code, salt = codes.new_code(), codes.new_salt()
    door = newest_front_door(by.organisation_id)
    following = Following(
        organisation_id=by.organisation_id, reference=referral.reference, salt=salt,
        code_check=codes.check_of(codes.key_from(code, salt)),
        answer_by=answer_promised(
            timezone.localtime(), door.answer_within_days if door else PROMISE,
            urgency=referral.urgency, nation=nation,
        ),
    )  # fmt: skip
    following.save(force_insert=True)
    audit.record("referral.handed-in", about=referral, by=by)
    return ReadOut(referral.reference, code, following)
