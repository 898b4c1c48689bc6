"""Slowing a flood down without shutting anybody out.

Many tries from one address are not refused: each must wait a little, and a ticket
drawn into the page proves the wait. Whoever shares an address with a flood
waits too, and gets through. No picture puzzles, and nobody is tracked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from safehome.kit.ids import new_id
from safehome.referrals.actions.knocking import knock
from safehome.referrals.entrance import Entrance

WITHIN = timedelta(minutes=15)
# Tries of an act from one address within that time, before each has to wait.
ALLOWED = {"begin": 10, "return": 12}
QUICKEST = 1.0  # seconds in which no person reads a page and presses its button
SOON = 3
STALE = 12 * 3600


@dataclass(frozen=True)
class Wait:
    """How long to wait, and the ticket that proves it."""

    seconds: int
    ticket: str


def now() -> float:
    return time.time()


def drawn_at() -> str:
    """A mark in a page of when it was drawn."""
    return signing.dumps(now(), salt="drawn")


def slow_down(request: HttpRequest, entrance: Entrance, act: str, *, trap: bool = False) -> (
    Wait | None
):  # fmt: skip
    """Count a try; a Wait when it comes too often or too fast. trap: look at how fast it came."""
    count = knock(act, whence(request), within=WITHIN, by=entrance)
    if _has_waited(request, entrance, act):
        return None
    if count > ALLOWED[act]:
        return _wait(act, 10 if count <= 3 * ALLOWED[act] else 30)
    drawn = _read(request.POST.get("drawn", ""), "drawn", STALE)
    if trap and (drawn is None or now() - float(drawn) < QUICKEST):
        return _wait(act, SOON)
    return None


def whence(request: HttpRequest) -> str:
    """The address that a request came from; behind our own proxy, the one it named last."""
    if settings.BEHIND_PROXY:
        named = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if named:
            return named[:64]
    return str(request.META.get("REMOTE_ADDR", ""))


def _wait(act: str, seconds: int) -> Wait:
    return Wait(seconds, signing.dumps([act, str(new_id()), now() + seconds], salt="wait"))


def _has_waited(request: HttpRequest, entrance: Entrance, act: str) -> bool:
    """Whether a ticket for this act is here, its time is over, and it was never used."""
    ticket = _read(request.POST.get("ticket", ""), "wait", STALE)
    if not isinstance(ticket, list) or ticket[0] != act or now() < ticket[2]:
        return False
    return knock("ticket", str(ticket[1]), within=timedelta(days=1), by=entrance) == 1


def _read(text: str, salt: str, max_age: int) -> Any:
    try:
        return signing.loads(text, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
