"""What a form carries besides its words: its key, and the version it was drawn from."""

from __future__ import annotations

from uuid import UUID

from safehome.kit.ids import new_id
from safehome.people.endpoints import Request


def new_key() -> UUID:
    return new_id()


def key_of(request: Request) -> UUID:
    """The key the form was drawn with; a fresh one when it carries none that can be read."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return new_id()


def number_of(request: Request, name: str) -> int:
    """A small number from a hidden box; 0 when it cannot be read."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
