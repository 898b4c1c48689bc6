"""Ordering what takes longer than a page; cancelling it, finishing a set of it, deleting it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from safehome.audit import ledger
from safehome.evaluation import queries
from safehome.evaluation.freezing import written_set
from safehome.evaluation.models import Kind, Order, OrderCounts, Part, Step, What
from safehome.evaluation.policies import may_freeze, may_order
from safehome.evaluation.rules.frozen import teams_numbered
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.whole import LATER
from safehome.evaluation.saved import counts_of
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


@dataclass(frozen=True)
class Wanted:
    """What somebody orders. name: of a set. kind: of the file that was asked for, if one was."""

    what: What
    part: Part = Part.ALL
    later: str = "end"
    team: UUID | None = None
    lead: UUID | None = None
    year: int | None = None
    name: str = ""
    kind: Kind | None = None


def place_order(
    wanted: Wanted, *, by: Actor, pk: UUID | None = None, draw: random.Random | None = None
) -> Order:
    """Order it; or give the order for the very same that has not ended yet.

    pk: of the new order. Raises PermissionDenied with the reason.
    """
    made = Order(
        pk=pk or new_id(), organisation_id=by.organisation_id, person_id=by.pk, what=wanted.what,
        part=wanted.part, later=wanted.later, team_id=wanted.team, lead_id=wanted.lead,
        year=wanted.year, name=wanted.name, kind=wanted.kind or "",
    )  # fmt: skip
    if (same := _same(made)) is not None:
        return same
    permit(may_order(by, what=wanted.what, part=wanted.part, lead=wanted.lead))
    if wanted.what is What.SET:
        known = queries.team_names(by)
        numbers = teams_numbered(known.values(), draw or SystemRandom())
        made.teams = {str(pk): numbers[name] for pk, name in known.items()}
    made.save(force_insert=True)
    ledger.record("order.placed", about=made, by=by, purpose=wanted.what)
    return made


def order_again(order: Order, *, by: Actor, pk: UUID) -> Order:
    """The same once more, where it was not made."""
    wanted = Wanted(
        What(order.what), Part(order.part), order.later, order.team_id, order.lead_id, order.year,
        order.name, Kind(order.kind) if order.kind else None,
    )  # fmt: skip
    return place_order(wanted, by=by, pk=pk)


def cancel_order(order: Order, *, by: Actor) -> str:
    """Cancel it; while it is counted, whoever counts is told to stop. The step that it is at now.

    Empty where it had ended already.
    """
    step = str(_asked("SELECT ctx.cancel_order(%s)", order.pk) or "")
    if step:
        ledger.record("order.cancelling-asked", about=order, by=by, purpose=step)
    return step


def remove_order(order: Order, *, by: Actor) -> bool:
    """Delete it, with what was counted for it. A set that is finished stays."""
    removed = bool(_asked("SELECT ctx.remove_order(%s)", order.pk))
    if removed:
        ledger.record("order.removed", about=order, by=by)
    return removed


def finish_set(order: Order, *, by: Actor, draw: random.Random | None = None) -> bool:
    """Write the tallies of an ordered set, of what was counted for it. Whether that was done now.

    Raises PermissionDenied where the role to freeze was lost meanwhile.
    """
    permit(may_freeze(by))
    names = queries.team_names(by)
    found = {one.later: one for one in OrderCounts.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, order_id=order.pk
    )}  # fmt: skip
    if order.step != Step.READY or order.teams is None or found.keys() < set(LATER):
        return False
    numbers = {names[UUID(pk)]: number for pk, number in order.teams.items() if UUID(pk) in names}
    content, digest = written_set(
        [counts_of(found[later].tallies, names, later=later) for later in LATER],
        draw or SystemRandom(), teams=numbers,
        year=timezone.localdate(found["end"].counted_at).year,
    )  # fmt: skip
    done = bool(_asked("SELECT ctx.finish_set(%s, %s, %s, %s)", order.pk, METHOD, digest, content))
    if done:
        ledger.record("frozen-set.made", about=order, by=by, purpose=f"sha256 {digest}")
    return done


def note_order_opened(order: Order) -> None:
    """Its owner has seen how it ended, so that their home says it no more."""
    if order.opened_at is None and order.ended_at is not None:
        order.opened_at = timezone.now()
        order.save(update_fields=["opened_at"])


def _same(made: Order) -> Order | None:
    """An order for the same that has not ended. A set that waits has its own name."""
    like: dict[str, Any] = {
        name: getattr(made, name)
        for name in (
            "organisation_id", "person_id", "what", "part", "later", "team_id", "lead_id", "year",
            "name",
        )
    }  # fmt: skip
    return Order.objects.filter(**like, ended_at=None, cancel_asked_at=None).first()


def _asked(statement: str, *given: UUID | str | bytes) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        (told,) = cursor.fetchone()
        return told
