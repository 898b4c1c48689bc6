"""Feedback that goes to supervision first: decided, and opened once it was talked about."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.models import ForSupervision, SupervisionFirst
from safehome.measures.queries.supervision import first_in
from safehome.people.access import Actor


def keep_for_supervision(
    family: Family, *, journey: UUID, about: UUID, by: Actor
) -> SupervisionFirst:
    """From now on feedback of this journey goes to supervision first.

    about: whose work it is on: whoever leads the journey. Raises PermissionDenied for them.
    """
    permit(policies.may_supervise(by, about=about))
    now = first_in(journey, family.organisation_id)
    if now is not None:
        return now
    first = SupervisionFirst.objects.create(
        organisation_id=family.organisation_id, family=family, journey_id=journey, about_id=about,
        set_by_id=by.pk,
    )  # fmt: skip
    audit.record("feedback.kept-for-supervision", about=first, by=by)
    return first


def stop_keeping(first: SupervisionFirst, *, by: Actor) -> SupervisionFirst:
    """From now on feedback is read at once. What was kept before stays kept until it is opened."""
    permit(policies.may_supervise(by, about=first.about_id))
    first.ended_at, first.ended_by_id = timezone.now(), by.pk
    first.save(update_fields=["ended_at", "ended_by"])
    audit.record("feedback.read-at-once", about=first, by=by)
    return first


def open_in_supervision(kept: ForSupervision, *, by: Actor) -> ForSupervision:
    """It was talked about in supervision: from now on whoever it is about reads it."""
    permit(policies.may_supervise(by, about=kept.about_id))
    permit(policies.is_not_opened(kept))
    kept.opened_at, kept.opened_by_id = timezone.now(), by.pk
    kept.save(update_fields=["opened_at", "opened_by"])
    audit.record("feedback.opened-in-supervision", about=kept, by=by)
    return kept
