"""Who may read how the service is doing, and take it away."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.db import connection
from django.utils import timezone

from safehome.evaluation.models import Export
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
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
SEES_EXPORTS = frozenset({Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER})


def may_take_away(by: Actor, *, rows: int) -> Verdict:
    """Not more files a day than one person needs, nor a larger one than anybody should carry."""
    if not by.has(*READS):
        return deny("Reports are taken away by those who read them.")
    if rows > settings.EXPORT_ROWS:
        return deny(
            f"This file would have {rows:,} rows, and a file may have {settings.EXPORT_ROWS:,}."
            " Choose a part of it, such as one year."
        )
    if _taken_today(by) >= settings.EXPORTS_A_DAY:
        return deny(
            f"You have taken {settings.EXPORTS_A_DAY} files today, which is as many as one person"
            " may take in a day. You can take more from tomorrow. If your work needs more, ask"
            " whoever looks after Safe Home where you work to raise the number."
        )
    return ALLOW


def _taken_today(by: Actor) -> int:
    """Files taken since midnight. Two asked for at once are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"export {by.pk}"])
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    return Export.objects.filter(
        organisation_id=by.organisation_id, taken_by_id=by.pk, taken_at__gte=midnight
    ).count()
