"""Moving a session, and adding one that the programme did not foresee."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from safehome.audit import ledger as audit
from safehome.journeys import policies
from safehome.journeys.models import Journey, Session, SessionKind
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


class Changed(Exception):
    """Somebody else changed the session meanwhile. Carries it as it is now."""

    def __init__(self, now: Session) -> None:
        super().__init__("Somebody else changed this session meanwhile. Look again.")
        self.now = now


def replan_session(
    session: Session, *, planned_for: datetime, setting: str, seen: int, by: Actor
) -> Session:
    """Move a session that is not recorded yet. The others stay where they are.

    seen: the version on the writer's screen. Raises Changed when it has moved on.
    """
    now = locked(session)
    permit(policies.may_replan_session(by, now))
    if now.version != seen:
        raise Changed(now)
    now.planned_for = planned_for
    now.setting = setting
    now.version += 1
    now.save(update_fields=["planned_for", "setting", "version"])
    audit.record("session.replanned", about=now, by=by, fields=["planned_for", "setting"])
    return now


def add_extra_session(
    journey: Journey, *, planned_for: datetime, setting: str, by: Actor
) -> Session:
    """Add a session beside those of the programme: it has no components of its own."""
    journey = Journey.objects.select_for_update(of=("self",)).get(pk=journey.pk)
    permit(policies.may_add_session(by, journey))
    last = Session.objects.filter(journey=journey).aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(
        organisation_id=journey.organisation_id,
        family_id=journey.family_id,
        journey=journey,
        number=last + 1,
        kind=SessionKind.EXTRA,
        planned_for=planned_for,
        setting=setting,
    )
    audit.record("session.added", about=session, by=by)
    return session


def locked(session: Session) -> Session:
    """The session as it is now, held until this transaction ends."""
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("journey__family", "journey__pack_version")
        .defer("journey__pack_version__files")
        .get(pk=session.pk)
    )
