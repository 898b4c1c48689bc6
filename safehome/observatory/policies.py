"""Who may look at packets, and who signs them and answers for them."""

from __future__ import annotations

from safehome.evaluation.policies import READS_REPORTS, SIGNS_PACKETS
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role

# Row security holds to the same roles, and lets a manager alone sign.
READS_PACKETS = READS_REPORTS
SIGNS = SIGNS_PACKETS
OFFICE = frozenset({Role.OFFICE})


def may_sign(person: Actor) -> Verdict:
    """A manager: the packet is the organisation's word."""
    if person.has(*SIGNS):
        return ALLOW
    return deny("A service manager makes the key and signs packets. Ask one of them.")


def may_take_in(person: Actor) -> Verdict:
    if person.has(*OFFICE):
        return ALLOW
    return deny("Packets are taken in by the programme office.")
