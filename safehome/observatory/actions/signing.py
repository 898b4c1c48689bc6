"""What an organisation does with its packets: make a key, sign, fetch the file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from safehome.audit import ledger as audit
from safehome.kit.verdicts import deny, permit
from safehome.observatory.models import PacketKey, SignedPacket
from safehome.observatory.policies import may_sign
from safehome.observatory.queries import own as queries
from safehome.observatory.rules.following import follow
from safehome.observatory.rules.packet import Packet, Refused, digest, read, written
from safehome.observatory.rules.signature import check, to_sign
from safehome.people.access import Actor
from safehome.vault.signing import make_signing_key, sign


class Moved(Exception):
    """The counts are no longer those that were looked at. Nothing was signed."""


def make_packet_key(*, by: Actor) -> PacketKey:
    """Make the key by which packets are signed from now on. The private half stays in the keyring.

    Raises KeyringLost.
    """
    permit(may_sign(by))
    key = PacketKey.objects.create(
        organisation_id=by.organisation_id,
        public=make_signing_key(by.organisation_id),
        made_by_id=by.pk,
    )
    audit.record("packet-key.made", about=key, by=by)
    return key


def sign_packet(
    *, seen: str, takes_back: Sequence[int] = (), by: Actor,
    counted: queries.Counted | None = None, nothing_new: bool = False,
) -> SignedPacket:  # fmt: skip
    """Sign the next packet. seen: the digest of the one that was looked at.

    nothing_new: whether it was asked, and is wanted, that it says only what the last one says.

    counted: what it is made of, where that was counted before. Raises Moved when the counts, the
    key or the packets before have changed since, Refused when it would break a rule or say
    nothing new without being asked to, KeyringLost.
    Nothing is signed then.
    """
    permit(may_sign(by))
    key = queries.key_in_use(by)
    if key is None:
        permit(deny("Make the key first. Packets are signed with it."))
        raise AssertionError  # permit never returns
    if counted and counted.at and queries.is_signed_since(by, counted.at):
        raise Moved  # packets are told in the order in which their counts were made
    before = [queries.packet_in(one.content) for one in queries.signed_packets(by)]
    made = queries.next_of(by, key, before, takes_back=takes_back, counted=counted)
    if digest(made.packet) != seen:
        raise Moved
    if not made.says_something:
        permit(deny("There is nothing that may be told yet, so there is nothing to sign."))
    if made.same_as is not None and not nothing_new:
        raise Refused(queries.nothing_new(made.same_as) + " Nothing was signed.")
    signed = SignedPacket(
        organisation_id=by.organisation_id, key=key, sequence=made.packet.sequence,
        digest=seen, content=_signed(made.packet, before, key, by), signed_by_id=by.pk,
    )  # fmt: skip
    try:
        with transaction.atomic():
            signed.save(force_insert=True)
    except IntegrityError as fault:  # somebody signed at the very same moment
        raise Moved from fault
    audit.record("packet.signed", about=signed, by=by)
    return signed


def _signed(packet: Packet, before: Sequence[Packet], key: PacketKey, by: Actor) -> bytes:
    """The file, looked at as the office will look at it."""
    public = bytes(key.public)
    content = written(packet, sign(by.organisation_id, public, to_sign(packet)))
    again, signature = read(content)
    if again != packet:
        raise Refused("The packet could not be read back as it was written. Nothing was signed.")
    check(again, signature, public)
    follow(again, before, today=packet.until, methods=queries.METHODS)
    return content
