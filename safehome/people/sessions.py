"""Browser sessions kept under the hash of their cookie.

A session begins with 32 random bytes in the cookie; the database holds their
SHA-256 and can give nobody a cookie. Only the sign-in role reads this table.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.utils import timezone

from safehome.people.models import SignInSession

SIGNED_IN_FOR = timedelta(hours=10)
STAFF_IDLE = timedelta(minutes=20)

# allauth keeps how someone proved who they are in this part of the session.
METHODS = "account_authentication_methods"
SECOND_FACTORS = {"mfa", "demonstration"}


def hashed(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


class SessionStore(SessionBase):
    """Django's session, stored in SignInSession."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.begun: dict[str, Any] | None = None
        self.browser = ""

    def begin_with(self, data: str) -> None:
        """Take what the access context already read, so that nothing is read twice."""
        self.begun = self.decode(data) if data else {}

    def load(self) -> dict[str, Any]:
        if self.begun is not None:
            return self.begun
        found = self._row()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found.data)

    async def aload(self) -> dict[str, Any]:
        raise NotImplementedError("This service is not asynchronous.")

    def exists(self, session_key: str) -> bool:
        return SignInSession.objects.filter(key_hash=hashed(session_key)).exists()

    def create(self) -> None:
        self._session_key = secrets.token_urlsafe(32)
        self.modified = True
        self.save(must_create=True)

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {"data": self.encode(data), **_facts(data)}
        if must_create:
            if self.exists(self.session_key):
                raise CreateError
            SignInSession.objects.create(
                key_hash=hashed(self.session_key),
                door=settings.DOOR,
                expires_at=timezone.now() + SIGNED_IN_FOR,
                browser=self.browser,
                **values,
            )
        elif not SignInSession.objects.filter(key_hash=hashed(self.session_key)).update(**values):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            SignInSession.objects.filter(key_hash=hashed(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        SignInSession.objects.filter(expires_at__lt=timezone.now()).delete()

    def get_expiry_date(self, **_: Any) -> datetime:
        return timezone.now() + SIGNED_IN_FOR

    def _row(self) -> SignInSession | None:
        if self.session_key is None:
            return None
        now = timezone.now()
        return SignInSession.objects.filter(
            key_hash=hashed(self.session_key),
            door=settings.DOOR,
            expires_at__gt=now,
            seen_at__gt=now - STAFF_IDLE,
        ).first()


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    """What the database itself must know of a session: whose, and how well proven."""
    account = data.get(SESSION_KEY)
    methods = {method.get("method") for method in data.get(METHODS, [])}
    return {
        "account_id": UUID(account) if account else None,
        "second_factor": bool(account) and bool(methods & SECOND_FACTORS),
    }
