"""Check-ins that low answers ask for."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from safehome.families.queries import assigned_to
from safehome.measures.models import CheckInAsked, CheckInDone
from safehome.people.access import Actor
from safehome.people.models import Role

TOLD = frozenset({Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD})


def check_ins_waiting(person: Actor) -> QuerySet[CheckInAsked]:
    """Those nobody has written down yet, the oldest first.

    Of a practitioner's own families; of a supervisor's teams; all that a safeguarding
    lead may see. Row security draws the line.
    """
    org = person.organisation_id
    if not person.has(*TOLD):
        return CheckInAsked.objects.none()
    wanted = Q()
    if not person.has(Role.SUPERVISOR, Role.SAFEGUARDING_LEAD):
        wanted = Q(assigned_to(person))
    done = CheckInDone.objects.filter(organisation_id=org, asked_id=OuterRef("pk"))
    return (
        CheckInAsked.objects.filter(wanted, ~Exists(done), organisation_id=org)
        .select_related("family", "carer")
        .only(
            "family_id", "carer_id", "asked_at", "family__name", "carer__name",
            "carer__known_as", "carer__family_id",
        )
        .order_by("asked_at")
    )  # fmt: skip


def check_in_for(person: Actor, pk: UUID) -> CheckInAsked:
    """One ask with its answers, or 404."""
    return get_object_or_404(
        CheckInAsked.objects.select_related("family", "carer", "answers__pack_version")
        .defer("answers__pack_version__files"),
        pk=pk, organisation_id=person.organisation_id,
    )  # fmt: skip


def done_of(ask: CheckInAsked) -> CheckInDone | None:
    """What somebody wrote of it, if anybody has."""
    return CheckInDone.objects.filter(
        organisation_id=ask.organisation_id, asked_id=ask.pk
    ).select_related("written_by").first()  # fmt: skip
