"""Choosing to ask an instrument at points of the programme, and stopping it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.models import InstrumentAsked
from safehome.measures.queries.licences import words_for
from safehome.people.access import Actor
from safehome.programme.instruments import instruments

ALREADY = "It is asked already. Stop that first, and choose anew."


def ask_at(
    instrument: str, points: Sequence[str], *, begins_on: date, by: Actor
) -> InstrumentAsked:
    """From a day on, an instrument is due at these points as the pack's own questionnaires are.

    points: codes of the pack's points. Refuses what cannot be asked today, and a second
    choice while one stands. Raises ValueError for no point and for a day that is past:
    nothing becomes late by looking back.
    """
    today = timezone.localdate()
    _, words = words_for(by.organisation_id, instrument, use="display", on=today)
    permit(policies.may_choose_to_ask(by, instruments()[instrument], words))
    if not points:
        raise ValueError("Choose at least one point.")
    if begins_on < today:
        raise ValueError("It is asked from today on, or from a later day.")
    try:
        with transaction.atomic():  # the database allows one: of two at once the second is told
            chosen = InstrumentAsked.objects.create(
                organisation_id=by.organisation_id, instrument=instrument, points=list(points),
                begins_on=begins_on, chosen_by_id=by.pk,
            )  # fmt: skip
    except IntegrityError as fault:
        raise PermissionDenied(ALREADY) from fault
    audit.record("instrument.asked", about=chosen, by=by, fields=("points", "begins_on"))
    return chosen


def stop_asking(chosen: InstrumentAsked, *, by: Actor) -> None:
    """From now on it is due nowhere. What was answered stays, and a private link its days."""
    permit(policies.may_keep_licences(by))
    changed = InstrumentAsked.objects.filter(
        organisation_id=by.organisation_id, pk=chosen.pk, stopped_at=None
    ).update(stopped_at=timezone.now(), stopped_by_id=by.pk)
    if not changed:
        raise PermissionDenied("It is not asked any more already.")
    audit.record("instrument.stopped", about=chosen, by=by, fields=("stopped_at",))
