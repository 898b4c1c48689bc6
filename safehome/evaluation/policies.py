"""Who may read how the service is doing, and take it away."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from safehome.evaluation.models import Export, FrozenSet, Order, Part, SavedReport, What
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.measures.policies import READS as READS_ANSWERS
from safehome.people.access import Actor
from safehome.people.models import Role

# The database's own function (ctx.may_count) holds to the same roles.
READS_REPORTS = frozenset(
    {Role.SUPERVISOR, Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}
)
# A practitioner reads of the journeys that they lead, and of no others.
READS_OWN = frozenset({Role.PRACTITIONER})
READS = READS_REPORTS | READS_OWN
# The report of a frozen set, with small counts held back, is for whoever reads reports and for
# an evaluator. The set itself holds small counts and rows, so it is for evaluators and for those
# who may read answers anyway; to freeze one, or take one back, needs no sight of it.
READS_SETS = READS_REPORTS | {Role.EVALUATOR}
TAKES_SETS = frozenset({Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER, Role.EVALUATOR})
FREEZES = frozenset({Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER})
SIGNS_PACKETS = frozenset({Role.MANAGER})  # a packet: it is the organisation’s word
ORDERS_AT_MOST = 5  # of a person, waiting or being made
SAVES_AT_MOST = 20  # saved reports a person
SEES_EXPORTS = frozenset({Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER})


def may_take_away(by: Actor, *, rows: int) -> Verdict:
    """Not more files a day than one person needs, nor a larger one than anybody should carry."""
    if not by.has(*READS, Role.EVALUATOR):
        return deny("Reports are taken away by those who read them.")
    if rows > settings.EXPORT_ROWS:
        return deny(
            f"This file would have {rows:,} rows, and a file may have {settings.EXPORT_ROWS:,}."
            " Choose a part of it, such as one year."
        )
    # An evaluator's are counted by the database as they are noted.
    if not by.has(Role.EVALUATOR) and _taken_today(by) >= settings.EXPORTS_A_DAY:
        return deny(too_many_today())
    return ALLOW


def may_list_answers(by: Actor) -> Verdict:
    """Who is behind a count of answers. Row security says of which families, carer by carer."""
    if not by.has(*READS_ANSWERS):
        return deny(
            "Which carers are counted here is for those who may read answers: the practitioners"
            " and supervisors of a family, the safeguarding lead and the records officer. Your"
            " role reads the counts, and not what a carer answered or how it went for them."
        )
    return ALLOW


def too_many_today() -> str:
    """What is said to whoever has taken as many files as one person may in a day."""
    return (
        f"You have taken {settings.EXPORTS_A_DAY} files today, which is as many as one person"
        " may take in a day. You can take more from tomorrow. If your work needs more, ask"
        " whoever looks after Safe Home where you work to raise the number."
    )


NOTHING_YET = "There is nothing to freeze yet: no journey has begun."
TOO_LARGE = (
    "There are more rows than one frozen set may hold. Ask whoever looks after Safe Home where you"
    " work to raise the number of rows that a file may have."
)


def may_freeze(by: Actor) -> Verdict:
    if not by.has(*FREEZES):
        return deny("Sets are frozen by a manager, the safeguarding lead or the records officer.")
    return ALLOW


def may_withdraw(by: Actor, made: FrozenSet) -> Verdict:
    if made.withdrawn_at is not None:
        return deny("This set was withdrawn already.")
    return may_freeze(by)


def may_read(by: Actor, *, part: Part, lead: UUID | None) -> Verdict:
    """Whether this is a report that this person reads."""
    if part != Part.LEAD and not by.has(*READS_REPORTS):
        return deny("You can have the report on the journeys that you lead.")
    if part == Part.LEAD and lead != by.pk and not by.has(Role.SUPERVISOR):
        return deny("You can have reports on practitioners whose team you lead.")
    if not by.has(*READS):
        return deny("Reports are for those who read them.")
    return ALLOW


def may_order(by: Actor, *, what: What, part: Part, lead: UUID | None) -> Verdict:
    """What this person may have made beside; ctx.order_of asks the same when it is counted."""
    if what is What.SET:
        may = may_freeze(by)
    elif what is What.PACKET:
        may = ALLOW if by.has(*SIGNS_PACKETS) else deny("Packets are signed by a service manager.")
    else:
        may = may_read(by, part=part, lead=lead)
    if may and _being_made(by) >= ORDERS_AT_MOST:
        return deny(
            f"{ORDERS_AT_MOST} are being made for you already, which is as many as one person may"
            " have made at a time. Wait until one of them is ready, or cancel one."
        )
    return may


def may_save(by: Actor, *, part: Part, lead: UUID | None, changed: UUID | None = None) -> Verdict:
    """A report that this person reads themselves; ctx.make_report asks the same on its day.

    changed: the saved report that is changed, where it is not a new one.
    """
    reads = may_read(by, part=part, lead=lead)
    if not reads:
        return reads
    kept = SavedReport.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, removed_at=None
    )
    if changed is None and kept.count() >= SAVES_AT_MOST:
        return deny(
            f"You have {SAVES_AT_MOST} saved reports, which is as many as one person may keep."
            " Delete one that you no longer need."
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


def _being_made(by: Actor) -> int:
    """Orders that have not ended. Two placed at once are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"order {by.pk}"])
    return Order.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, ended_at=None
    ).count()
