"""What a carer's browser asks of the database by a private link, and what the worker empties.

Each is one of the database's own functions. Whoever calls them needs no grant on any
table, and learns nothing without the link's own code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db import connection, connections, transaction

from safehome.audit import ledger as audit
from safehome.measures.models import PrivateLink
from safehome.measures.own_words import BASE, OwnWords, pages_translation, written
from safehome.measures.rules import (
    Asked,
    Page,
    Written,
    pages_of,
    sheet_as_text,
    sheet_of,
    written_as_text,
    written_of,
)
from safehome.vault.boxes import put_in_box
from safehome.vault.links import open_made, seal_made

# Nobody's; not begun; begun in this browser, in another; sent from this browser.
type State = Literal["nothing", "new", "elsewhere", "yours", "sent"]

SHEET, WRITTEN = "private-link-sheet", "private-link-written"


@dataclass(frozen=True)
class Found:
    """How a link stands to a browser; the questions and answers only where it was begun."""

    state: State
    pages: tuple[Page, ...] = ()
    written: Written = field(default_factory=Written)
    until: datetime | None = None
    link: UUID | None = None
    organisation: UUID | None = None
    public_key: bytes = b""

    @property
    def language(self) -> str:
        """In which language its questions are; English where there are none to see."""
        return next((page.asked.language for page in self.pages if page.asked), BASE)


def own_words_now(language: str) -> OwnWords:
    """The pages' own words in a language; in English where nobody here has read them in that."""
    one = pages_translation(language)
    if one is None:
        return written(BASE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.words_were_read(%s)", [one.print])
        was_read: bool = cursor.fetchone()[0]
    return written(language if was_read else BASE)


def hash_of(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def sealed_sheet(sheet: list[Asked], *, token: bytes) -> bytes:
    """The questions, so that only whoever has the link's code reads them."""
    return seal_made(token, sheet_as_text(sheet).encode(), place=SHEET)


def look(token: bytes, held: bytes = b"") -> Found:
    """How the link of this code stands to a browser that holds this secret; locks it, if it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.look_at_link(%s, %s)", [hash_of(token), hash_of(held)])
        state, link, organisation, sheet, written, to_answer, public, until = cursor.fetchone()
    if state != "yours":
        return Found(state or "nothing", until=until)
    asked = sheet_of(open_made(token, bytes(sheet), place=SHEET).decode())
    so_far = bytes(written)
    return Found(
        "yours", tuple(pages_of(asked, to_answer)),
        written_of(open_made(held, so_far, place=WRITTEN).decode()) if so_far else Written(),
        until, link, organisation, bytes(public),
    )  # fmt: skip


def begin(token: bytes, held: bytes) -> bool:
    """Bind a link to the one browser that holds this secret; False where it is not to be had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.begin_link(%s, %s)", [hash_of(token), hash_of(held)])
        link, family = cursor.fetchone()
    if link is None:
        return False
    audit.record("answers.link-begun", about=PrivateLink(pk=link), family=family)
    return True


def keep(token: bytes, held: bytes, written: Written) -> bool:
    """Keep what was answered so far, sealed to this browser."""
    sealed = seal_made(held, written_as_text(written).encode(), place=WRITTEN)
    return _changed("ctx.keep_in_link", token, held, sealed)


def clear(token: bytes, held: bytes) -> bool:
    """Take away what was answered, and let the link be begun again, in any browser."""
    return _changed("ctx.clear_link", token, held)


def send(token: bytes, held: bytes, found: Found, *, on: date) -> bool:
    """Put the answers into a box for the organisation's staff; the link then opens nothing."""
    said = {
        "answers": {
            name: own for name, own in found.written.answers.items()
            if any(page.asked and page.asked.id == name for page in found.pages)
        },
        "help": found.written.help, "on": on.isoformat(),
    }  # fmt: skip
    box = put_in_box(
        found.public_key, json.dumps(said).encode(), place=place_of(found.organisation, found.link)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ctx.send_in_link(%s, %s, %s)", [hash_of(token), hash_of(held), box]
        )
        link, family = cursor.fetchone()
    if link is None:
        return False
    audit.record("answers.link-sent", about=PrivateLink(pk=link), family=family)
    return True


def place_of(organisation: UUID | None, link: UUID | None) -> str:
    """Where a box belongs: moved to another link or organisation, it does not open."""
    return f"measures_privatelink|{organisation}|{link}"


def empty_links(*, using: str = "default") -> int:
    """End the links whose last day has passed, and empty them; how many there were."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT ctx.empty_links()")
        count: int = cursor.fetchone()[0]
    return count


def _changed(function: str, token: bytes, held: bytes, *more: bytes) -> bool:
    marks = ", ".join(["%s"] * (2 + len(more)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({marks})", [hash_of(token), hash_of(held), *more])
        done: bool = cursor.fetchone()[0]
    return done
