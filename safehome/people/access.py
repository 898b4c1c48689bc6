"""Who is acting, and the audited transaction in which they act."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from safehome.audit.ledger import Ledger, audited
from safehome.people.models import Role, SignInSession
from safehome.people.sessions import hashed

if TYPE_CHECKING:
    from safehome.people.models import Person


@dataclass(frozen=True)
class Actor:
    """The person acting in this transaction, as the database vouches for them."""

    pk: UUID
    name: str
    organisation_id: UUID
    organisation_name: str
    roles: frozenset[str]

    @property
    def id(self) -> UUID:
        return self.pk

    @property
    def token(self) -> str:
        """Tells a page whether the same person is still there; says nothing to anybody else."""
        return salted_hmac("safehome.person", str(self.pk), algorithm="sha256").hexdigest()[:16]

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Begun:
    """What the database said of a browser: its session, and its person if it has one."""

    session_id: UUID | None = None
    session_data: str = ""
    account_id: UUID | None = None
    second_factor: bool = False
    actor: Actor | None = None
    seen_at: datetime | None = None


BEGIN = """
    SELECT session_id, session_data, account_id, second_factor, organisation_id,
           organisation_name, person_id, person_name, roles, seen_at
      FROM ctx.begin(%s)
"""


def begin(cookie: str) -> Begun:
    """Begin the sealed context for the rest of this transaction: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [hashed(cookie)])
        session, data, account, second, org, org_name, person, name, roles, seen = cursor.fetchone()
    if session is None:
        return Begun()
    actor = None
    if person is not None:
        actor = Actor(person, name, org, org_name, frozenset(roles))
    return Begun(session, data or "", account, second, actor, seen)


def note_seen(begun: Begun) -> None:
    """Move a session's idle clock, at most every half minute.

    Done after the request's own transaction and by the sign-in role, because
    signing in and out may change the same row while a request runs.
    """
    now = timezone.now()
    if begun.session_id is None or begun.seen_at is None:
        return
    if begun.seen_at < now - timedelta(seconds=30):
        SignInSession.objects.filter(pk=begun.session_id).update(seen_at=now)


@contextmanager
def acting_as(
    person: Person | Actor, *, lasting: timedelta = timedelta(minutes=10)
) -> Iterator[Actor]:
    """An audited transaction in which somebody acts, outside a browser.

    For commands, the demonstration and tests: it makes a single-use session for
    the person's account, begins the context with it, and ends it afterwards.
    The same database function vouches for it as for a browser.
    """
    account = getattr(person, "account_id", None)
    token = secrets.token_urlsafe(32)
    session = SignInSession.objects.create(
        key_hash=hashed(token),
        door=settings.DOOR,
        account_id=account,
        second_factor=True,
        expires_at=timezone.now() + lasting,
        browser="command",
    )
    try:
        with audited():
            begun = begin(token)
            if begun.actor is None:
                raise PermissionError(f"{person} has no place on the staff, or no account.")
            yield begun.actor
    finally:
        session.delete()


def refused(cookie: str, verb: str, *, ledger: Ledger, family: UUID | None = None) -> None:
    """Note a refusal in a transaction of its own, after the refused one was undone."""
    with audited(request_id=ledger.request_id) as own:
        begin(cookie)
        own.events.append(
            {
                "verb": verb, "about_kind": "", "about_id": None,
                "family_id": str(family) if family else None, "fields": "", "purpose": "",
                "outcome": "refused", "request_id": str(ledger.request_id),
            }
        )  # fmt: skip
