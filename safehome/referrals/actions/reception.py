"""What a referrer does at the public door, where nobody is signed in.

`by` is the entrance they came through: the database vouches for it, and for
nobody in person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models.family import new_reference
from safehome.kit.verdicts import permit
from safehome.referrals.body import Body, missing
from safehome.referrals.entrance import Entrance
from safehome.referrals.models import Arrival, Following, Knock, Started
from safehome.referrals.policies import may_begin_here
from safehome.referrals.queries.door import place_of_started
from safehome.referrals.rules import answer_promised
from safehome.referrals.writing import Writing
from safehome.vault import codes
from safehome.vault.boxes import put_in_box

KEPT_FOR = timedelta(days=30)  # after the last save


@dataclass(frozen=True)
class BegunReferral:
    """A referral that was begun, with the code that is shown once and not kept."""

    started: Started
    code: str
    key: bytes


class NotReady(Exception):
    """Something that must be there is missing: `missing` says what, and where it is asked."""


def begin_referral(*, by: Entrance) -> BegunReferral:
    """Begin a referral; it opens again with the reference and the code alone."""
    permit(may_begin_here(by))
    _clear_away(by)
    code, salt, reference = codes.new_code(), codes.new_salt(), new_reference()
    key = codes.key_from(code, salt)
    now = timezone.now()
    started = Started(
        organisation_id=by.pk, reference=reference, code_check=codes.check_of(key), salt=salt,
        body=_sealed(Writing(), by, reference, key), expires_at=now + KEPT_FOR,
    )  # fmt: skip
    started.save(force_insert=True)
    audit.record("referral.begun", about=started)
    return BegunReferral(started, code, key)


def save_referral(started: Started, writing: Writing, *, key: bytes, by: Entrance) -> None:
    """Keep what was written. The row must be locked: see `started_with(to_write=True)`."""
    permit(may_begin_here(by))
    started.body = _sealed(writing, by, started.reference, key)
    started.version += 1
    started.saved_at = timezone.now()
    started.expires_at = started.saved_at + KEPT_FOR
    started.save(update_fields=["body", "version", "saved_at", "expires_at"])


def hand_in(started: Started, body: Body, *, by: Entrance) -> Following:
    """Hand it in: into a box that this door cannot open. Raises NotReady.

    The referrer's code then opens what became of it, and no longer what was said.
    """
    permit(may_begin_here(by))
    if any(missing(body)):
        raise NotReady
    arrival = Arrival(
        organisation_id=by.pk, reference=started.reference, urgency=body.urgency.urgency
    )
    arrival.box = put_in_box(
        by.public_key, body.model_dump_json().encode(),
        place=place_of_arrival(arrival),
    )  # fmt: skip
    arrival.save(force_insert=True)
    following = Following(
        organisation_id=by.pk, reference=started.reference,
        code_check=bytes(started.code_check), salt=bytes(started.salt),
        answer_by=answer_promised(
            timezone.localtime(), by.answer_within_days, urgency=arrival.urgency, nation=by.nation
        ),
    )  # fmt: skip
    following.save(force_insert=True)
    audit.record("referral.handed-in", about=arrival)
    started.delete()
    return following


def place_of_arrival(arrival: Arrival) -> str:
    """Where a box belongs: moved to another organisation or reference, it does not open."""
    return f"referrals_arrival|{arrival.organisation_id}|{arrival.reference}"


def _sealed(writing: Writing, by: Entrance, reference: str, key: bytes) -> bytes:
    return codes.seal_with(
        key, writing.model_dump_json().encode(), place=place_of_started(by.pk, reference)
    )


def _clear_away(by: Entrance) -> None:
    """What nobody came back to, and counts of yesterday."""
    now = timezone.now()
    Started.objects.filter(organisation_id=by.pk, expires_at__lte=now).delete()
    Knock.objects.filter(organisation_id=by.pk, begun_at__lt=now - timedelta(days=1)).delete()
