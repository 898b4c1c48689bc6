"""What is done with packets: an organisation signs them, the programme office takes them in."""

from safehome.observatory.actions.signing import Moved, make_packet_key, sign_packet
from safehome.observatory.actions.taking_in import (
    MISHEARD,
    end_key,
    take_in_key,
    take_in_packet,
)

__all__ = [
    "MISHEARD",
    "Moved",
    "end_key",
    "make_packet_key",
    "sign_packet",
    "take_in_key",
    "take_in_packet",
]
