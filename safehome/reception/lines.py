"""What a carer's browser holds of a private link: its code, and a secret of the browser's own.

A cookie that no script reads and no other site is sent. It lasts as long as the link, so
that a page that was lost is found again; what was answered opens with it and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

LETTERS = 16  # of a code
SECRET = 32  # bytes
AWAY = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True)
class Holds:
    """token: what the code comes to. secret: this browser's own. language: of the link's pages."""

    token: bytes
    secret: bytes
    language: str = "en"


def token_of(written: str) -> bytes | None:
    """The token of a code as somebody typed it; None where it cannot be one."""
    code = "".join(sign for sign in written.upper() if sign.isascii() and sign.isalnum())
    return code.encode() if len(code) == LETTERS else None


def code_of(token: bytes) -> str:
    """A code as it is written, in fours."""
    text = token.decode()
    return "-".join(text[place : place + 4] for place in range(0, len(text), 4))


def new_secret() -> bytes:
    return os.urandom(SECRET)


def cookie_name() -> str:
    return "__Host-lines" if settings.SECURE else "lines"


def held_by(request: HttpRequest) -> Holds | None:
    """What this browser holds; None when it is nothing that we wrote."""
    code, written, language = [*request.COOKIES.get(cookie_name(), "").split("."), "", ""][:3]
    token = token_of(code)
    try:
        secret = base64.urlsafe_b64decode(written)
    except (binascii.Error, ValueError):
        return None
    if not token or len(secret) != SECRET:
        return None
    return Holds(token, secret, language if language.isalpha() and language.isascii() else "en")


def hold(response: HttpResponse, holds: Holds, *, until: datetime) -> None:
    # Lax: a link that is opened from a message is still the same browser's.
    response.set_cookie(
        cookie_name(),
        f"{holds.token.decode()}.{base64.urlsafe_b64encode(holds.secret).decode()}.{holds.language}",
        max_age=max(0, int((until - timezone.now()).total_seconds())), path="/",
        secure=settings.SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def let_go(response: HttpResponse) -> None:
    """Nothing of it stays in this browser."""
    response.set_cookie(
        cookie_name(), "", max_age=0, path="/", secure=settings.SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    response["Clear-Site-Data"] = '"cache", "storage"'
