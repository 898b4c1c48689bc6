"""Who reads the register of recommendations, and who writes in it."""

from __future__ import annotations

from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.endpoints import WORKS_WITH_FAMILIES
from safehome.people.models import Role

READS = WORKS_WITH_FAMILIES
# Row security holds to the same roles.
WRITES = frozenset({Role.MANAGER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD})


def may_write(person: Actor) -> Verdict:
    if person.has(*WRITES):
        return ALLOW
    return deny(
        "Managers, supervisors and safeguarding leads write recommendations. Tell one of them."
    )
