"""A manager's word that sessions may begin without a plan for now, and its end."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import Exemption
from safehome.plans.queries import exemption_that_holds


@transaction.atomic
def exempt_family(family: Family, *, because: str, until: date, by: Actor) -> Exemption:
    """Let sessions begin without a plan for now, up to and including that day.

    The family must be open.
    """
    today = timezone.localdate()
    # Two at once: the second waits here, and finds the first.
    Family.objects.select_for_update().only("pk").get(pk=family.pk)
    holds = exemption_that_holds(family.pk, family.organisation_id, on=today) is not None
    permit(policies.may_exempt(by, family, holds=holds))
    permit(policies.may_be_without(until=until, today=today))
    exemption = Exemption.objects.create(
        organisation_id=family.organisation_id, family=family, because=because, until=until,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.exempted", about=exemption, by=by)
    return exemption


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Actor) -> Exemption:
    """Take it back before its day: no first session begins without a plan from now on."""
    exemption = (
        Exemption.objects.select_for_update(of=("self",))
        .select_related("family")
        .get(pk=exemption.pk)
    )
    permit(policies.may_end_exemption(by, exemption, today=timezone.localdate()))
    exemption.ended_at, exemption.ended_by_id = timezone.now(), by.pk
    exemption.save(update_fields=["ended_at", "ended_by"])
    audit.record("plan.exemption-ended", about=exemption, by=by)
    return exemption
