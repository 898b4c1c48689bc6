"""The bell of the front door: word by e-mail to those who may take a referral in.

It says that something has arrived, and nothing of what. Nobody hears it more than
once an hour. As with every message, it is noted before it is handed over, so that
nothing that is cut short rings twice.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction

from safehome.audit import ledger as audit
from safehome.notices.carriers import NotTaken, Unclear, is_carried, send_email
from safehome.notices.wording import SENDER, bell_words
from safehome.referrals.policies import ANSWERS

AT_MOST = 100
log = logging.getLogger("safehome.notices")
ROLES = [role.value for role in ANSWERS]


@dataclass(frozen=True)
class Ringing:
    """One bell as it is handed over. urgent: somebody asked for a call today."""

    id: UUID
    email: str
    sender: str | None
    urgent: bool

    @property
    def pk(self) -> UUID:
        return self.id


def ring_due(moment: datetime, *, using: str) -> Counter[str]:
    """Ring for whoever has not heard of what arrived; returns how many rang or were not taken."""
    if not is_carried("email"):
        return Counter()  # the home page says it, too
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.bells_due(%s, %s, %s)", [moment, ROLES, AT_MOST])
        due = [pk for (pk,) in cursor.fetchall()]
    return Counter(_each(person, moment, using) for person in due)


def _each(person: UUID, moment: datetime, using: str) -> str:
    """One bell; a fault with it keeps the others from nobody."""
    try:
        return _ring(person, moment, using)
    except Exception as error:
        log.error("The bell for %s met a fault: %s", person, type(error).__name__)
        return "fault"


def _ring(person: UUID, moment: datetime, using: str) -> str:
    with audit.audited(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT * FROM ctx.ring(%s, %s, %s)", [person, moment, ROLES])
            pk, email, sender, urgent = cursor.fetchone()
        if pk is None:  # another worker has just rung
            return "passed over"
        bell = Ringing(pk, email, sender, urgent)
        audit.record("bell.rung", about=bell)
    words = bell_words(urgent=bell.urgent)
    try:
        send_email(bell.email, sender=bell.sender or SENDER, subject=words.subject, text=words.text)
    except Unclear:
        return "rung"  # as good as heard: the home page says it, too
    except NotTaken:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("SELECT ctx.not_rung(%s, %s)", [bell.pk, moment])
        return "not rung"
    return "rung"
