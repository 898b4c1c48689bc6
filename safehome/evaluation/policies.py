"""Who may read how the service is doing."""

from __future__ import annotations

from safehome.people.models import Role

# The database's own function (ctx.may_count) holds to the same roles.
READS_REPORTS = frozenset(
    {Role.SUPERVISOR, Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}
)
# A practitioner reads of the journeys that they lead, and of no others.
READS_OWN = frozenset({Role.PRACTITIONER})
READS = READS_REPORTS | READS_OWN
# A frozen set holds small counts, so it is for those who may read answers anyway.
FREEZES = frozenset({Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER})
