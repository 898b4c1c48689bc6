"""The events of one transaction, gathered as it goes and written as its last statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db import connections, transaction

from safehome.kit.ids import new_id


class Identified(Protocol):
    """Anything with an identifier: most often a record."""

    @property
    def pk(self) -> object: ...


class NotAudited(RuntimeError):
    """Something that must be logged was tried where nothing is being logged."""


@dataclass
class Ledger:
    """Gathers events; `write` sends them to the chain in one statement."""

    using: str = "default"
    request_id: UUID = field(default_factory=new_id)
    events: list[dict[str, object]] = field(default_factory=list)

    def write(self) -> None:
        if not self.events:
            return
        events, self.events = self.events, []
        with connections[self.using].cursor() as cursor:
            cursor.execute("SELECT audit.append(%s::jsonb)", [json.dumps(events)])


_ledger: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


def current() -> Ledger:
    """The ledger of the transaction that is running; refuses when there is none."""
    ledger = _ledger.get()
    if ledger is None or not connections[ledger.using].in_atomic_block:
        raise NotAudited("Open an audited transaction first: see safehome.people.access.")
    return ledger


@contextmanager
def audited(*, using: str = "default", request_id: UUID | None = None) -> Iterator[Ledger]:
    """A transaction whose events are written just before it commits.

    Does not nest: one transaction has one ledger.
    """
    if _ledger.get() is not None:
        raise NotAudited("An audited transaction is already open; they do not nest.")
    ledger = Ledger(using=using, request_id=request_id or new_id())
    token = _ledger.set(ledger)
    try:
        with transaction.atomic(using=using):
            yield ledger
            ledger.write()
    finally:
        _ledger.reset(token)


def record(
    verb: str,
    *,
    about: Identified | None = None,
    by: Identified | None = None,
    family: UUID | None = None,
    fields: Iterable[str] = (),
    purpose: str = "",
    outcome: str = "done",
) -> None:
    """Note that something happened. Who did it is taken from the sealed context.

    `by` is asked for so that every action names its person; the database writes
    the person of the context, whom no argument can change.

    verb: the event, such as "session.held". fields: names of fields, never values.
    """
    del by
    family_id = family if family is not None else getattr(about, "family_id", None)
    event: Mapping[str, object] = {
        "verb": verb,
        "about_kind": about._meta.label_lower
        if about is not None and hasattr(about, "_meta")
        else "",
        "about_id": str(about.pk) if about is not None else None,
        "family_id": str(family_id) if family_id is not None else None,
        "fields": ",".join(sorted(fields)),
        "purpose": purpose,
        "outcome": outcome,
        "request_id": str(current().request_id),
    }
    current().events.append(dict(event))
