"""What the programme office does: take in an organisation's key, end it, take in packets."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.design.words import plain_day
from safehome.kit.verdicts import deny, permit
from safehome.observatory.models import Sender, SenderKey, TakenPacket
from safehome.observatory.policies import may_take_in
from safehome.observatory.queries import taken as queries
from safehome.observatory.queries.own import METHODS
from safehome.observatory.rules.following import follow
from safehome.observatory.rules.merging import counted_until
from safehome.observatory.rules.packet import Refused, digest, read
from safehome.observatory.rules.signature import check, is_fingerprint, key_id, read_key
from safehome.people.access import Actor

UNKNOWN = (
    "This packet was signed with a key that was never taken in here. Ask for the line of their "
    "key, ring them for its fingerprint, and take the key in first."
)
MISHEARD = (
    "The fingerprint does not belong to this line. Ask them to read it out once more; if it "
    "still does not fit, somebody may have put another key in its place. Nothing was kept."
)
AT_ONCE = "Somebody else did this at the very same moment. Look at the list before you try again."


def take_in_key(*, line: str, heard: str, name: str, by: Actor) -> SenderKey:
    """Take in a sender's key. heard: the fingerprint as somebody read it out. Raises Refused.

    name: the sender's, as known here; a new one where there is none of that name yet.
    """
    permit(may_take_in(by))
    public = read_key(line)
    if not is_fingerprint(heard, public):
        raise Refused(MISHEARD)
    sender = queries.sender_named(by, name)
    for one in queries.keys_by_public(by):
        if bytes(one.public) != public:
            continue
        if sender is None or one.sender_id != sender.pk:
            raise Refused(f"This key belongs to {one.sender.name}. Ask each of them for their own.")
        if one.ended_at is None:
            raise Refused("This key was taken in before, and holds. There is nothing to do.")

    def keep() -> SenderKey:
        mine = {"organisation_id": by.organisation_id, "added_by_id": by.pk}
        whose = sender or Sender.objects.create(name=name, **mine)
        return SenderKey.objects.create(sender=whose, public=public, **mine)

    key = _alone(keep)
    audit.record("sender-key.taken-in", about=key, by=by)
    return key


def end_key(key: SenderKey, *, because: str, by: Actor) -> None:
    """Take nothing more in that this key signed. What was taken in stays."""
    permit(may_take_in(by))
    if not because.strip():
        permit(deny("Write why the key ends."))
    if key.ended_at is not None:
        permit(deny("This key has ended already."))
    key.ended_at, key.ended_by_id, key.ended_because = timezone.now(), by.pk, because
    key.save(update_fields=["ended_at", "ended_by_id", "ended_because"])
    audit.record("sender-key.ended", about=key, by=by)


def take_in_packet(content: bytes, *, by: Actor) -> TakenPacket:
    """Take in a packet. Raises Refused with the reason, and keeps nothing of it then."""
    permit(may_take_in(by))
    try:
        packet, signature = read(content)
        _one_at_a_time(by)
        key = _key_named(packet.key, by)
        check(packet, signature, bytes(key.public))
        before = queries.packets_of(queries.taken_from(key.sender))
        follow(packet, before, today=timezone.localdate(), methods=METHODS)
        days = counted_until([*before, packet])
        sums = queries.sums_with(by, key.sender, packet, days)
        taken = _alone(
            lambda: TakenPacket.objects.create(
                organisation_id=by.organisation_id, sender=key.sender, key=key,
                sequence=packet.sequence, digest=digest(packet), content=content,
                until=packet.until, counted=days, taken_by_id=by.pk, **sums,
            )
        )  # fmt: skip
    except Refused:
        audit.record("packet.refused", by=by, outcome="refused")
        raise
    audit.record("packet.taken-in", about=taken, by=by)
    return taken


def _key_named(name: str, by: Actor) -> SenderKey:
    """The key by which a packet says that it was signed. Raises Refused."""
    known = [one for one in queries.keys_by_public(by) if key_id(bytes(one.public)) == name]
    if not known:
        raise Refused(UNKNOWN)
    holding = [one for one in known if one.ended_at is None]
    if not holding:
        last = known[-1]
        raise Refused(
            f"This packet was signed with a key of {last.sender.name} that ended on "
            f"{plain_day(timezone.localtime(last.ended_at))}. Ask them for the line and the "
            "fingerprint of the key that they use now."
        )
    return holding[-1]


def _one_at_a_time(by: Actor) -> None:
    """Until this transaction ends, nobody else of the office takes a packet in: sums are of all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [by.organisation_id.int % 2**63])


def _alone[T](keep: Callable[[], T]) -> T:
    """Keep something that there may be once. Raises Refused when somebody just did."""
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError as fault:
        raise Refused(AT_ONCE) from fault
