"""Taking a report away, and keeping what it was made of as it was."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, time
from random import SystemRandom
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from safehome.audit import ledger
from safehome.evaluation.freezing import written_set
from safehome.evaluation.limits import Limit, limited
from safehome.evaluation.models import Export, FrozenSet, Kind
from safehome.evaluation.policies import (
    NOTHING_YET,
    TOO_LARGE,
    may_freeze,
    may_take_away,
    may_withdraw,
    too_many_today,
)
from safehome.evaluation.queries import counts_for, team_names
from safehome.evaluation.rules.frozen import teams_numbered
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.rows import HEADS
from safehome.evaluation.rules.whole import LATER
from safehome.kit.ids import new_id
from safehome.kit.verdicts import ALLOW, deny, permit
from safehome.people.access import Actor
from safehome.people.models import Role


def note_export(kind: Kind, *, asked: str, rows: int, locked: bool, by: Actor) -> Export:
    """Note that a file leaves, before it does; refuse if it is one too many, or too large.

    asked: the filters, as in the address of the report. Raises PermissionDenied with the reason.
    """
    permit(may_take_away(by, rows=rows))
    made = Export(
        organisation_id=by.organisation_id, kind=kind, asked=asked, rows=rows, locked=locked,
        taken_by_id=by.pk,
    )  # fmt: skip
    if by.has(Role.EVALUATOR):
        made.pk = _note_for_evaluator(made)
    else:
        made.save()
    how = "locked" if locked else "open"
    ledger.record(
        "export.made", about=made, by=by, purpose=f"{kind}, {rows} rows, {how}, {asked or 'all'}"
    )
    return made


def _note_for_evaluator(made: Export) -> UUID:
    """No table shows an evaluator a row, so the database counts and notes theirs itself."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.note_evaluators_export(%s, %s, %s, %s, %s, %s)",
            [made.kind, made.asked, made.rows, made.locked, settings.EXPORTS_A_DAY, midnight],
        )
        (pk,) = cursor.fetchone() or (None,)
    if pk is None:
        raise PermissionDenied(too_many_today())
    return UUID(str(pk))


def freeze_set(
    name: str, *, by: Actor, draw: random.Random | None = None, seconds: float | None = None,
    pk: UUID | None = None,
) -> FrozenSet:  # fmt: skip
    """Keep tallies and rows as they are now, under a name that says what for.

    seconds: at most so long; then TooLong is raised, and nothing of it is left. Raises
    PermissionDenied with the reason where there is nothing yet, or too much for one set.
    """
    permit(may_freeze(by))
    limit = Limit(seconds) if seconds is not None else None
    draw = draw or SystemRandom()
    with transaction.atomic():
        known = team_names(by)
        teams = teams_numbered(known.values(), draw)
        counts = [counts_for(by, later=later, limit=limit) for later in LATER]
        permit(ALLOW if counts[0].journeys else deny(NOTHING_YET))
        content, digest = written_set(counts, draw, teams=teams)
        made = FrozenSet.objects.create(
            pk=pk or new_id(), organisation_id=by.organisation_id, name=name, method=METHOD,
            digest=digest, tallies=content, made_by_id=by.pk,
        )  # fmt: skip
        with limited(limit):
            _freeze_rows(made, {pk: teams[name] for pk, name in known.items()})
        permit(ALLOW if max(made.carers, made.answers) <= settings.EXPORT_ROWS else deny(TOO_LARGE))
        made.save()
    ledger.record("frozen-set.made", about=made, by=by, purpose=f"sha256 {digest}")
    return made


def _freeze_rows(made: FrozenSet, teams: Mapping[UUID, str]) -> None:
    """Rows are written inside the database: none of them comes here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT file, n, digest FROM ctx.freeze_rows(%s, %s, %s, %s, %s, %s)",
            [made.pk, list(teams), list(teams.values()), settings.EXPORT_ROWS,
             HEADS["carers"], HEADS["answers"]],
        )  # fmt: skip
        found = {file: (n, digest) for file, n, digest in cursor.fetchall()}
    (made.carers, made.carers_digest) = found["carers"]
    (made.answers, made.answers_digest) = found["answers"]


def withdraw_set(made: FrozenSet, *, by: Actor) -> FrozenSet:
    """Take a set's tallies and rows away for good. That it was there, and its digests, stay."""
    permit(may_withdraw(by, made))
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.forget_rows(%s)", [made.pk])
    made.tallies, made.withdrawn_at, made.withdrawn_by_id = None, timezone.now(), by.pk
    made.save()
    ledger.record("frozen-set.withdrawn", about=made, by=by, purpose=f"sha256 {made.digest}")
    return made
