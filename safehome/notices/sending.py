"""What the worker does: each notice whose time has come is checked again, and sent or held.

Each notice is checked and noted as being handed over in one transaction, handed to
its carrier, and its end is noted in another. Once noted it can no longer be called
back. A worker that dies in between leaves the note behind: such a notice is never
sent again by itself, and a person is told that it may have gone.

A fault with one notice keeps no other waiting: its try is counted, and the round goes on.
"""

from __future__ import annotations

import base64
import json
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Channel
from safehome.families.rules import ContactRule, Why, may_contact
from safehome.notices.carriers import NotTaken, Unclear, send_email, texts
from safehome.notices.keys import by_worker, place_of
from safehome.notices.models import Held
from safehome.notices.ringing import ring_due
from safehome.vault.boxes import CannotOpen

AT_MOST = 100
TRIES = 6
FIRST_WAIT = timedelta(minutes=2)  # and twice as long after each try
CUT_SHORT = timedelta(minutes=10)  # longer than any carrier is waited for
DUE = "SELECT * FROM ctx.notices_due(%s, %s)"
CUT = "SELECT * FROM ctx.notices_cut_short(%s, %s)"
PUT_OFF = """
    SELECT id, family_id, became, why
      FROM ctx.put_off_notice(%s, %s, make_interval(secs => %s), %s)
"""
BECAUSE = {Why.TIME: Held.TIME, Why.REVIEW: Held.REVIEW}
log = logging.getLogger("safehome.notices")


@dataclass(frozen=True)
class Due:
    """One notice in its own context, with what its writer may still see."""

    id: UUID
    organisation_id: UUID
    family_id: UUID
    channel: str
    box: bytes
    tries: int
    meets_at: datetime | None
    is_seen: bool
    is_confirmed: bool
    to_member: bool
    has_rule: bool
    rule_channel: str | None
    rule_also: list[str] | None
    rule_days: list[int] | None
    rule_not_before: time | None
    rule_not_after: time | None
    rule_review_on: date | None

    @property
    def pk(self) -> UUID:
        return self.id

    @property
    def rule(self) -> ContactRule | None:
        if not self.has_rule or self.rule_channel is None:
            return None
        return ContactRule(
            self.rule_channel, tuple(self.rule_also or ()), tuple(self.rule_days or ()),
            self.rule_not_before, self.rule_not_after, self.rule_review_on,
        )  # fmt: skip


def send_due(at: datetime | None = None, *, using: str = "default") -> Counter[str]:
    """Send what is due; returns how many were sent, held, or are to be tried again."""
    moment = at or timezone.now()
    done = Counter(
        _each(pk, lambda pk: _end(pk, "held", moment, using, why=Held.PERHAPS), moment, using)
        for pk in _ids(CUT, moment - CUT_SHORT, using)
    )
    done.update(ring_due(moment, using=using))
    done.update(
        _each(pk, lambda pk: _one(pk, moment, using), moment, using)
        for pk in _ids(DUE, moment, using)
    )
    return done


def _each(pk: UUID, act: Callable[[UUID], str], moment: datetime, using: str) -> str:
    """One notice, whatever is wrong with it: the try is counted, and the others go on.

    What the fault says is not written down, because it may hold somebody's words.
    """
    try:
        return act(pk)
    except Exception as error:
        log.error("Notice %s met a fault: %s", pk, type(error).__name__)
    try:
        return _put_off(pk, moment, using)
    except Exception as error:
        log.error("Notice %s could not be put off: %s", pk, type(error).__name__)
        return "fault"


def _put_off(pk: UUID, moment: datetime, using: str) -> str:
    """Later, or after the last try held; a person is asked where it may have gone."""
    with audit.audited(using=using), connections[using].cursor() as cursor:
        cursor.execute(PUT_OFF, [pk, moment, FIRST_WAIT.total_seconds(), TRIES])
        found, family, became, why = cursor.fetchone()
        if found is None:
            return "passed over"
        audit.record(f"notice.{became}", about=_Named(found), family=family, purpose=why)
    return str(became)


@dataclass(frozen=True)
class _Named:
    """A notice of which nothing but its identifier is known."""

    pk: UUID


def _ids(asked: str, moment: datetime, using: str) -> list[UUID]:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(asked, [moment, AT_MOST])
        return [pk for (pk,) in cursor.fetchall()]


def _one(pk: UUID, moment: datetime, using: str) -> str:
    with audit.audited(using=using):
        notice = _begin(pk, using)
        if notice is None:  # called back meanwhile, or another worker has it
            return "passed over"
        held = why_held(notice, moment)
        if held:
            return _noted(notice, "held", moment, using, why=held)
        because = _hand(pk, moment, using)
        if because:
            audit.record("notice.held", about=notice, family=notice.family_id, purpose=because)
            return "held"
    # Noted. Whatever happens from here on, it is not handed over a second time unasked.
    became, at, why = _carried(notice, moment)
    return _end(pk, became, at, using, why=why)


def _carried(notice: Due, moment: datetime) -> tuple[str, datetime, str]:
    """What became of a notice at its carrier: as what it ends, when, and why."""
    try:
        _hand_over(notice)
    except NotTaken as error:
        if error.for_good or notice.tries + 1 >= TRIES:
            return "held", moment, Held.FAILED
        return "later", moment + FIRST_WAIT * 2**notice.tries, ""
    except Unclear:
        return "held", moment, Held.PERHAPS
    return "sent", moment, ""


def why_held(notice: Due, moment: datetime) -> Held | None:
    """Why a notice may not go at this moment; None when it may."""
    if not notice.is_seen:
        return Held.SIGHT
    if not notice.is_confirmed:
        return Held.UNCONFIRMED
    if notice.meets_at is not None and notice.meets_at <= moment:
        return Held.PASSED
    if not notice.to_member:
        return None
    verdict = may_contact(notice.rule, notice.channel, timezone.localtime(moment))
    return BECAUSE.get(verdict.why, Held.RULE) if verdict.why else None


def _begin(pk: UUID, using: str, *, again: bool = False) -> Due | None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.begin_notice(%s, %s)", [pk, again])
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return Due(**row) if row["id"] else None


def _hand(pk: UUID, moment: datetime, using: str) -> str:
    """Note that it is being handed over; or why the room above holds it, which is then noted."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT ctx.hand_notice(%s, %s)", [pk, moment])
        return str(cursor.fetchone()[0])


def _hand_over(notice: Due) -> None:
    try:
        inside = json.loads(by_worker(bytes(notice.box), place=place_of(notice.id)))
    except CannotOpen:
        raise NotTaken("Its box does not open with the worker's key.", for_good=True) from None
    if notice.channel == Channel.TEXT:
        texts().send(inside["to"], inside["text"], reference=str(notice.id))
    else:
        send_email(
            inside["to"], sender=inside["sender"], subject=inside["subject"], text=inside["text"],
            paper=base64.b64decode(inside["paper"]),
        )  # fmt: skip


def _end(pk: UUID, became: str, moment: datetime, using: str, *, why: str = "") -> str:
    """Note what became of a notice that was being handed over."""
    with audit.audited(using=using):
        notice = _begin(pk, using, again=True)
        if notice is None:  # another worker has it, or has ended it
            return "passed over"
        return _noted(notice, became, moment, using, why=why)


def _noted(notice: Due, became: str, moment: datetime, using: str, *, why: str = "") -> str:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT ctx.end_notice(%s, %s, %s, %s)", [notice.id, became, why, moment])
        if not cursor.fetchone()[0]:
            raise RuntimeError(f"Notice {notice.id} was ended by something else.")
    audit.record(f"notice.{became}", about=notice, family=notice.family_id, purpose=why)
    return became
