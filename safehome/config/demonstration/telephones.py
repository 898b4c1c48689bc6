"""Telephone numbers that ring nowhere: from the ranges that Ofcom keeps for drama.

Invented people have a number each, so that one number in two records means what it should:
perhaps the same family. Source: ofcom.org.uk, "Telephone numbers for use in TV and radio drama".
"""

from __future__ import annotations

from zlib import crc32

A_THOUSAND_EACH = (
    "07700 900{:03}", "01632 960{:03}", "0113 496 0{:03}", "0114 496 0{:03}", "0115 496 0{:03}",
    "0116 496 0{:03}", "0117 496 0{:03}", "0118 496 0{:03}", "0121 496 0{:03}", "0131 496 0{:03}",
    "0141 496 0{:03}", "0151 496 0{:03}", "0161 496 0{:03}", "020 7946 0{:03}", "0191 498 0{:03}",
    "028 9649 6{:03}", "029 2018 0{:03}",
)  # fmt: skip


def telephone(place: int) -> str:
    """One of 17,000, each different from the next."""
    number, kind = divmod(place, len(A_THOUSAND_EACH))
    return A_THOUSAND_EACH[kind].format(number % 1000)


def telephone_of(who: str) -> str:
    """Always the same for the same person, whichever record they stand in."""
    return telephone(crc32(f"invented {who}".encode()))


def mobile_of(who: str) -> str:
    """Likewise, where a text message must reach them."""
    return A_THOUSAND_EACH[0].format(crc32(f"invented mobile {who}".encode()) % 1000)
