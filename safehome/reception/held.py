"""What a referrer's browser holds while they write: a reference, and a key made from their code.

A cookie of the session: gone when the browser is closed or cleared. It is sent
to no other site, and no script can read it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safehome.referrals.entrance import Entrance

KEY = 32  # bytes


@dataclass(frozen=True)
class Held:
    reference: str
    key: bytes


def cookie_name() -> str:
    return "__Host-writing" if settings.SECURE else "writing"


def held_by(request: HttpRequest, entrance: Entrance) -> Held | None:
    """What this browser holds for this organisation; None when it is nothing that we wrote."""
    code, _, rest = request.COOKIES.get(cookie_name(), "").partition(".")
    reference, _, written = rest.partition(".")
    try:
        key = base64.urlsafe_b64decode(written)
    except (binascii.Error, ValueError):
        return None
    if code != entrance.code or len(reference) != 9 or len(key) != KEY:
        return None
    return Held(reference, key)


def hold(response: HttpResponse, entrance: Entrance, reference: str, key: bytes) -> None:
    response.set_cookie(
        cookie_name(), f"{entrance.code}.{reference}.{base64.urlsafe_b64encode(key).decode()}",
        path="/", secure=settings.SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip


def let_go(response: HttpResponse) -> None:
    """Nothing of it stays in this browser."""
    response.set_cookie(
        cookie_name(), "", max_age=0, path="/", secure=settings.SECURE, httponly=True,
        samesite="Strict",
    )  # fmt: skip
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
