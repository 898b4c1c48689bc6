"""What allauth asks us to decide about signing in."""

from __future__ import annotations

import base64
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from safehome.vault.rootkey import root_key

PLACE = "account|second-factor"
RECENTLY = 300  # seconds since this browser last proved who it is


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff are invited."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        return False

    def add_message(self, *_: object, **__: object) -> None:
        """Our pages say themselves what happened."""

    def is_reauthentication_required(self, *, app: str, **_: object) -> bool:
        """Ask again before changing ways of signing in, unless it was only just proven."""
        del app
        request = context.request
        records = get_authentication_records(request, request.user)
        return not records or time.time() - records[-1]["at"] > RECENTLY


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, named for this service and sealed with its root key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(root_key().wrap(text.encode(), place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return root_key().unwrap(base64.b64decode(encrypted_text), place=PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: set up another first."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id,
            type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN],
        ).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": "Safe Home"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        email = user.get_username()
        return {"id": str(user.pk).encode(), "display_name": email, "name": email}
