"""What a form carries besides its words: the key by which it is sent once."""

from __future__ import annotations

from uuid import UUID

from safehome.drafts.actions import send_once
from safehome.kit.ids import new_id
from safehome.people.endpoints import Request


def key_for(request: Request) -> UUID:
    """The key of a form: as it was drawn with it, or a new one for one that is drawn now."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return new_id()


def was_sent(request: Request, there: str) -> bool:
    """Whether this very form was sent before. there: where sending it leads."""
    return send_once(key_for(request), led_to=there, by=request.actor) is not None
