"""The key that a form is drawn with, so that it counts once."""

from __future__ import annotations

from uuid import UUID

from safehome.kit.ids import new_id
from safehome.people.endpoints import Request


def key_of(request: Request) -> UUID:
    """The form's key; a fresh one when it carries none that can be read."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return new_id()
