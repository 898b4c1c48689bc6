"""Starting a journey: its carers, its version of the programme, its sessions on dates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family, FamilyMember
from safehome.journeys import policies, rules
from safehome.journeys.models import Journey, JourneyCarer, Session, Setting
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of


def start_journey(
    family: Family,
    *,
    carers: Collection[FamilyMember],
    pack_version: PackVersion,
    first_session_at: datetime,
    by: Actor,
    lead: UUID | None = None,
    every_days: int = 7,
    setting: str = Setting.HOME,
    pk: UUID | None = None,
) -> Journey:
    """Start a journey and lay its sessions out on dates, with weekends left free.

    first_session_at: aware. lead: the accredited practitioner; whoever starts it
    if not given. The version is kept for the whole journey, whatever is
    published later. Refuses a second journey at a time.
    """
    lead = lead or by.pk
    permit(
        policies.may_start_journey(by, family, carers=carers, pack_version=pack_version, lead=lead)
    )
    wall = timezone.make_naive(first_session_at)
    journey = Journey.objects.create(
        pk=pk or new_id(),
        organisation_id=family.organisation_id,
        family=family,
        pack_version=pack_version,
        lead_id=lead,
        started_on=wall.date(),
        started_by_id=by.pk,
    )
    JourneyCarer.objects.bulk_create(
        JourneyCarer(
            organisation_id=family.organisation_id, family=family, journey=journey, carer=carer,
            joined_on=wall.date(),
        )
        for carer in carers
    )  # fmt: skip
    sessions = pack_of(pack_version).sessions
    days = rules.laid_out(wall, count=len(sessions), every_days=every_days)
    Session.objects.bulk_create(
        Session(
            organisation_id=family.organisation_id, family=family, journey=journey, number=place,
            pack_session=session.number, planned_for=timezone.make_aware(day), setting=setting,
        )
        for place, (session, day) in enumerate(zip(sessions, days, strict=True), start=1)
    )  # fmt: skip
    audit.record("journey.started", about=journey, by=by)
    return journey
