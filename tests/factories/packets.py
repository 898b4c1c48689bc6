"""Packets for tests, signed by the real key, of counts that are made up."""

from __future__ import annotations

from django.utils import timezone

from safehome.evaluation.rules.report import METHOD
from safehome.observatory import actions
from safehome.observatory.models import SignedPacket
from safehome.observatory.rules.packet import Packet, digest, written
from safehome.observatory.rules.signature import key_id, to_sign
from safehome.observatory.rules.topics import Topic
from safehome.people.access import Actor
from safehome.vault.signing import sign


def make_packet(by: Actor) -> SignedPacket:
    """The first packet of an organisation. by: a manager, who makes the key as well."""
    key = actions.make_packet_key(by=by)
    public = bytes(key.public)
    counts = {"begun": 20, "waits": 6, "no-family": 0, "whole": 26}
    packet = Packet(
        key_id(public), 1, "", timezone.localdate(), METHOD, (("open", "1.0"),),
        (Topic("referrals", 1, counts),),
    )  # fmt: skip
    return SignedPacket.objects.create(
        organisation_id=by.organisation_id, key=key, sequence=1, digest=digest(packet),
        content=written(packet, sign(by.organisation_id, public, to_sign(packet))),
        signed_by_id=by.pk,
    )  # fmt: skip
