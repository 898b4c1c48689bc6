"""What the people room reads."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from safehome.people.models import SignInSession
from safehome.people.sessions import STAFF_IDLE

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Invented:
    """Somebody of the demonstration, as its list shows them before anybody signs in."""

    email: str
    name: str
    line: str
    organisation: str
    door: str = "staff"


def demonstration_cast() -> list[tuple[str, list[Invented]]]:
    """The invented staff who use this door, by organisation, in the order of the file.

    Names cannot be read before signing in, so the demonstration writes them to
    a file named by SAFEHOME_CAST: a list of objects with email, name, line and
    organisation, and the door where it is not the staff's.
    """
    place = os.environ.get("SAFEHOME_CAST", "")
    if not place or not Path(place).is_file():
        return []
    everyone = [Invented(**one) for one in json.loads(Path(place).read_text())]
    here = [one for one in everyone if one.door == settings.DOOR]
    order = list(dict.fromkeys(one.organisation for one in here))
    here.sort(key=lambda one: order.index(one.organisation))
    return [(name, list(them)) for name, them in groupby(here, key=lambda one: one.organisation)]


def has_second_factor(account: UUID) -> bool:
    """Whether an authenticator app or a passkey is set up. Recovery codes alone are none."""
    return second_factors_count(account) > 0


def second_factors_count(account: UUID) -> int:
    count: int = Authenticator.objects.filter(user_id=account, type__in=SECOND_FACTORS).count()
    return count


def ways_of(account: UUID) -> set[str]:
    """The kinds of second factor that an account can prove: totp, webauthn, recovery_codes."""
    if not has_second_factor(account):
        return set()
    return set(Authenticator.objects.filter(user_id=account).values_list("type", flat=True))


@dataclass(frozen=True)
class OpenSession:
    """A browser that is signed in, as its owner would know it."""

    browser: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def sessions_of(account: UUID, *, here: UUID | None) -> list[OpenSession]:
    """The browsers in which an account is signed in now, the latest used first."""
    now = timezone.now()
    found = SignInSession.objects.filter(
        account_id=account, expires_at__gt=now, seen_at__gt=now - STAFF_IDLE
    ).order_by("-seen_at")
    return [
        OpenSession(_browser(one.browser), one.begun_at, one.seen_at, one.pk == here)
        for one in found
    ]


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"),
    ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def _browser(said: str) -> str:
    """What a browser says of itself, in words.

    >>> _browser("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0")
    'Firefox on Windows'
    """
    browser = next((name for sign, name in BROWSERS if sign in said), "")
    system = next((name for sign, name in SYSTEMS if sign in said), "")
    return " on ".join(filter(None, (browser, system))) or "A browser"
