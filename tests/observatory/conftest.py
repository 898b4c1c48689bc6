"""An organisation with enough referrals that something of them may be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from safehome.observatory import actions
from safehome.observatory.models import PacketKey, SignedPacket
from safehome.observatory.queries import own as queries
from safehome.observatory.rules.packet import digest
from safehome.people.access import Actor
from tests.factories.referrals import make_referral


@pytest.fixture
def refer(cast, acting) -> Callable[[int], None]:
    """So many more families are referred."""

    def more(how_many: int) -> None:
        with acting(cast.priya) as by:
            for _ in range(how_many):
                make_referral(by)

    return more


@pytest.fixture
def key(cast, acting) -> PacketKey:
    with acting(cast.mo) as by:
        return actions.make_packet_key(by=by)


def looked_at(by: Actor, *, takes_back: tuple[int, ...] = ()) -> str:
    """The digest of the packet that would be signed now."""
    key = queries.key_in_use(by)
    assert key is not None
    before = [queries.packet_in(one.content) for one in queries.signed_packets(by)]
    return digest(queries.next_of(by, key, before, takes_back=takes_back).packet)


@pytest.fixture
def sign(cast, acting) -> Callable[..., SignedPacket]:
    """The manager looks at the next packet and signs it."""

    def next_one(*, takes_back: tuple[int, ...] = (), nothing_new: bool = False) -> SignedPacket:
        with acting(cast.mo) as by:
            seen = looked_at(by, takes_back=takes_back)
            return actions.sign_packet(
                seen=seen, takes_back=takes_back, by=by, nothing_new=nothing_new
            )

    return next_one
