"""Ways in: what allauth asks us to decide, and the two ways in that are our own.

These happen before there is an actor, so none of them is an action that asks
who may; each says itself when it refuses.
"""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac

from safehome.audit import ledger
from safehome.people import letters, queries
from safehome.people.models import Account, SignInSession
from safehome.people.sessions import hashed
from safehome.vault.sealing import open_sealed, seal

PLACE = "account|second-factor"
RECENTLY = 300  # seconds since this browser last proved who it is


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff are invited."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        return False

    def add_message(self, *_: object, **__: object) -> None:
        """Our pages say themselves what happened."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refused for now after too many tries. Noted, because it is how guessing looks."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note("sign-in.throttled", request, credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note("sign-in.failed", request, credentials)

    def _note(self, verb: str, request: HttpRequest, credentials: dict[str, Any]) -> None:
        """Who tried, and from where, as hashes: they can be compared and not read."""
        email = str(credentials.get("email", "")).lower()
        ledger.record(
            verb,
            purpose=f"{traced(self.get_client_ip(request))} {traced(email)}",
            outcome="refused",
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for one address at one account: a stranger's never lock out its owner.

        allauth's own counts an account's from everywhere. A test holds this to be asked.
        """
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}|{account}"

    def send_password_reset_mail(
        self, user: AbstractBaseUser, email: str, context: dict[str, Any]
    ) -> None:
        del user
        subject, text = letters.FORGOTTEN
        link = context["password_reset_url"]
        letters.send(subject, text.format(host=self.request.get_host(), link=link), email)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Every browser is signed out; the second factor stays as it is."""
        super().set_password(user, password)
        SignInSession.objects.filter(account_id=user.pk).delete()
        ledger.record("password.changed", purpose=traced(user.get_username()))
        subject, text = letters.CHANGED
        letters.send(subject, text, user.get_username())

    def is_reauthentication_required(self, *, app: str, **_: object) -> bool:
        """Ask again before changing ways of signing in, unless it was only just proven."""
        del app
        request = context.request
        records = get_authentication_records(request, request.user)
        return not records or time.time() - records[-1]["at"] > RECENTLY


def traced(text: str) -> str:
    """A mark of an address: the same for the same address, and never to be read back."""
    return salted_hmac("safehome.traced", text, algorithm="sha256").hexdigest()[:16]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, named for this service and sealed with its own secret."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(_key(), text.encode(), place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(_key(), base64.b64decode(encrypted_text), place=PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: set up another first."""
        return queries.second_factors_count(authenticator.user_id) > 1

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": "Safe Home"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        email = user.get_username()
        return {"id": str(user.pk).encode(), "display_name": email, "name": email}


def _key() -> AESGCM:
    """From Django's secret, because the office's door holds no key of the vault."""
    derived = salted_hmac("safehome.second-factor", PLACE, algorithm="sha256").digest()
    return AESGCM(derived)


def note_second_factor(request: HttpRequest) -> None:
    """This browser has just proven a second factor, by setting it up."""
    record_authentication(request, request.user, "mfa")


def note_refused_second_factor(request: HttpRequest) -> None:
    """Whoever tries has given the right password; where from is kept as a hash."""
    here = Adapter(request).get_client_ip(request)
    ledger.record("sign-in.second-factor-refused", purpose=traced(here), outcome="refused")


def sign_in_as(request: HttpRequest, email: str) -> None:
    """Sign in as one of the demonstration's invented staff, without a password.

    Refuses anybody who is not on its list, and always outside a demonstration.
    """
    known = {one.email for _, them in queries.demonstration_cast() for one in them}
    if not settings.DEMONSTRATION or email not in known:
        raise Http404
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None:
        raise Http404
    _begin_session(request, account, "demonstration")


class NoLongerOpen(Exception):
    """The invitation was accepted, has run out, or its address has an account."""


def accept_invitation(request: HttpRequest, key: str, *, password: str) -> None:
    """Make the invited person's account, once, and sign them in with their password alone.

    Raises NoLongerOpen, and leaves nothing behind, when the invitation cannot
    be accepted. The link proves that the e-mail address is theirs.
    """
    with transaction.atomic(using="auth"):
        invited = queries.invited_with(key)
        if invited is None or Account.objects.filter(email=invited.email).exists():
            raise NoLongerOpen
        account = Account.objects.create_user(invited.email, password)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        with connections["auth"].cursor() as cursor:
            cursor.execute("SELECT ctx.accept_invitation(%s, %s)", [hashed(key), account.pk])
            if cursor.fetchone() != (True,):
                raise NoLongerOpen
    _begin_session(request, account, "password")


def _begin_session(request: HttpRequest, account: Account, method: str) -> None:
    """A new session for an account; whoever was signed in here before is out."""
    auth.logout(request)
    auth.login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, account, method)
