"""What the worker does beside all else: it makes what was ordered, and reads none of it.

One order at a time is counted in one transaction, of one snapshot. A second connection says how
far it is, twice a second, and hears whether it is to stop; then the statement that runs is
stopped, and all that it did is undone. Whoever falls silent is taken for dead, and another begins
anew: the database lets only one of them say that it is done.
"""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from psycopg.errors import QueryCanceled, SerializationFailure

from safehome.audit import ledger as audit
from safehome.evaluation.models import Later, Step, What, WhyNot
from safehome.evaluation.rules.rows import HEADS

SILENT = timedelta(seconds=30)  # unheard of for so long, a maker is taken for dead
TRIES = 2
KEPT = timedelta(days=7)  # what was counted for an order
UNFINISHED = timedelta(days=30)  # a set that is ready, until its owner looks
GO_ON = "go-on"
BETWEEN_WORDS = 0.5  # seconds between two words of a maker
ANSWERED = 30.0  # seconds at most until a maker that begins a step hears whether to go on
# Of one order in all, a set with its three statements too: so long, and no longer, each that is
# before another holds it up. Whose turn it is the database says (ctx.orders_in_turn).
LONGEST = timedelta(minutes=30)
MEETINGS = 3  # times that an order is begun by one maker, where another was at it as well
LEFT = "left"
TAKE = "SELECT id, what, later, became FROM ctx.take_order(%s, make_interval(secs => %s), %s)"
NOTE = "SELECT ctx.note_order(%s, %s, %s)"
COUNT = "SELECT ctx.count_order(%s, %s, %s)"
FREEZE = "SELECT ctx.freeze_order(%s, %s, %s, %s, %s)"
END = "SELECT ctx.end_order(%s, %s, %s)"
EMPTY = "SELECT ctx.empty_orders(make_interval(secs => %s), make_interval(secs => %s))"
# A server that cannot tell that nobody listens any more counts on to the end; then it is undone.
WHILE_HEARD = "SET client_connection_check_interval = '2s'"
log = logging.getLogger("safehome.evaluation")


@dataclass(frozen=True)
class Taken:
    """An order that this maker has."""

    pk: UUID
    what: str
    later: str
    maker: UUID


class Undone(Exception):
    """What was counted is not kept; the message is the code of why."""


def make_next(*, using: str = "default") -> str | None:
    """Make the order whose turn it is. What became of it; None where none waits."""
    while (found := _next(using)) is not None:
        taken, ended = found
        if not ended:
            return _end(taken, _made(taken, using), using)
    return None


def make_waiting(*, using: str = "default") -> Counter[str]:
    """Make whatever waits, one after the other. How many became what."""
    found: Counter[str] = Counter()
    while (became := make_next(using=using)) is not None:
        found[became] += 1
    return found


def empty_orders(*, using: str = "default") -> int:
    """Take away what was kept long enough. How many orders."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(EMPTY, [KEPT.total_seconds(), UNFINISHED.total_seconds()])
        (emptied,) = cursor.fetchone()
        return int(emptied)


def _next(using: str) -> tuple[Taken, str] | None:
    """Take the order whose turn it is. How it ended, where nobody is to make it any more."""
    maker = uuid4()
    with audit.audited(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(TAKE, [maker, SILENT.total_seconds(), TRIES])
            pk, what, later, ended = cursor.fetchone()
        if pk is None:
            return None
        taken = Taken(pk, what, later, maker)
        if ended:
            _record(taken, ended)
    return taken, str(ended or "")


def _made(taken: Taken, using: str) -> str:
    """Count, with somebody beside who says how far it is. Ready, or the code of why not."""
    until = monotonic() + LONGEST.total_seconds()
    with _Watch(taken, using) as watch:
        for _ in range(MEETINGS):
            if (became := _tried(taken, watch, until, using)) != LEFT:
                break
    return became


def _tried(taken: Taken, watch: _Watch, until: float, using: str) -> str:
    """As _made, once. Left where another maker's good counts, or a new team, came in between."""
    try:
        with transaction.atomic(using=using):
            _count(taken, watch, until, using)
    except Undone as why:
        return str(why)
    except Exception as error:
        if watch.stopped:
            return Step.CANCELLED
        if isinstance(error.__cause__, SerializationFailure):
            return LEFT
        if isinstance(error.__cause__, QueryCanceled):
            return WhyNot.TOO_LONG
        log.error("Order %s met a fault: %s", taken.pk, type(error).__name__)
        return WhyNot.FAULT
    return Step.READY


def _count(taken: Taken, watch: _Watch, until: float, using: str) -> None:
    """All of it, of one snapshot. Raises Undone where nothing of it is to be kept."""
    with connections[using].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

        def ask(statement: str, *given: str | int) -> None:
            if (left := int((until - monotonic()) * 1000)) < 1:
                raise Undone(WhyNot.TOO_LONG)
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(left)])
            cursor.execute(statement, [taken.pk, taken.maker, *given])
            (told,) = cursor.fetchone()
            if told != Step.READY:
                raise Undone(told)

        if taken.what != What.SET:
            ask(COUNT, taken.later)
            return
        ask(COUNT, Later.END)
        watch.note(Step.COUNTING_MID)
        ask(COUNT, Later.MID)
        watch.note(Step.ROWS)
        ask(FREEZE, settings.EXPORT_ROWS, HEADS["carers"], HEADS["answers"])


def _end(taken: Taken, became: str, using: str) -> str:
    """Say how it ended, and note it, in a transaction of its own: the audit waits for nobody."""
    if became == LEFT:  # it falls silent, and is taken up again
        return LEFT
    with audit.audited(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(END, [taken.pk, taken.maker, became])
            (ended,) = cursor.fetchone()
        if ended is None:
            return LEFT
        _record(taken, ended)
    return str(ended)


def _record(taken: Taken, ended: str) -> None:
    word = {Step.READY.value: "made", Step.CANCELLED.value: "cancelled"}.get(ended, "failed")
    audit.record(f"order.{word}", about=taken, purpose=f"{taken.what} {ended}")


@dataclass(frozen=True)
class _Word:
    """Something to say of an order: that another step has begun, or only that it goes on."""

    step: Step | None = None
    told: Future[str] = field(default_factory=Future)


class _Watch:
    """Says over a connection of its own that an order is being made, and stops it when told to."""

    def __init__(self, taken: Taken, using: str) -> None:
        self.taken, self.using = taken, using
        self.stopped = False
        self._words: Queue[_Word | None] = Queue()
        self._thread = Thread(target=self._talk, name="beside", daemon=True)
        self._counting: psycopg.Connection | None = None

    def __enter__(self) -> _Watch:
        counting = connections[self.using]
        counting.ensure_connection()
        self._counting = counting.connection
        with suppress(DatabaseError), counting.cursor() as cursor:
            cursor.execute(WHILE_HEARD)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._words.put(None)
        self._thread.join(ANSWERED)  # it holds nothing that the next order needs

    def note(self, step: Step) -> None:
        """Say that another step has begun. Raises Undone where it is to stop.

        Raises whatever kept it from being said, and TimeoutError: nothing waits for ever here.
        """
        word = _Word(step)
        self._words.put(word)
        if word.told.result(ANSWERED) != GO_ON:
            raise Undone(Step.CANCELLED)

    def _talk(self) -> None:
        try:
            while (word := self._next()) is not None:
                self._answer(word)
        finally:
            connections[self.using].close()

    def _answer(self, word: _Word) -> None:
        """Say it. Whatever goes wrong, this thread goes on, and whoever waits for it is told."""
        try:
            told = self._said(word.step)
            word.told.set_result(told)
            # Whoever waits for the answer stops by itself; a statement must be stopped.
            if told != GO_ON and word.step is None:
                self._stop()
        except Exception as error:
            log.error("Order %s was not watched: %s", self.taken.pk, type(error).__name__)
            if not word.told.done():
                word.told.set_exception(error)

    def _next(self) -> _Word | None:
        try:
            return self._words.get(timeout=BETWEEN_WORDS)
        except Empty:
            return _Word()

    def _said(self, step: Step | None) -> str:
        """What the database says to it. Without an answer, what is being made goes on."""
        try:
            with transaction.atomic(using=self.using), connections[self.using].cursor() as cursor:
                cursor.execute(NOTE, [self.taken.pk, self.taken.maker, step and step.value])
                (told,) = cursor.fetchone()
                return str(told)
        except DatabaseError as error:
            log.warning("Order %s was not heard of: %s", self.taken.pk, type(error).__name__)
            return GO_ON

    def _stop(self) -> None:
        self.stopped = True
        if self._counting is not None:
            with suppress(psycopg.Error):
                self._counting.cancel_safe(timeout=5)
