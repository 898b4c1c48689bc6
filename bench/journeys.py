"""The report of outcomes beside many journeys: ./run bench --scenario outcomes --journeys 1000k

In a database of the bench's own (`journey_rows`). For one large organisation and for an ordinary
one the whole report is made as a manager makes it, and is put beside the least that it could be:
the same rows read and grouped once each, as the administrator, without row security. A million
journeys are 26 million rows and about 15 GB of disk.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench.journey_rows import fill
from bench.place import Place, clear, module, publish
from safehome.kit.postgres import Server

TIMES = 5

# The least: each kind of row of the organisation read and grouped once.
FLOOR = (
    "SELECT s.key, (a.scores ->> s.key)::numeric - (s.value #>> '{}')::numeric, count(*)"
    "  FROM measures_standing b JOIN measures_standing a ON a.journey_id = b.journey_id"
    "   AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = 'end'"
    " CROSS JOIN LATERAL jsonb_each(b.scores) s"
    " WHERE b.organisation_id = %(o)s AND a.organisation_id = %(o)s AND b.point = 'baseline'"
    " GROUP BY 1, 2",
    "SELECT ending, count(*) FROM journeys_journey WHERE organisation_id = %(o)s GROUP BY 1",
    "SELECT journey_id, count(*), count(signed_at) FROM journeys_session"
    " WHERE organisation_id = %(o)s GROUP BY 1",
    "SELECT outcome, count(*) FROM journeys_attendance WHERE organisation_id = %(o)s GROUP BY 1",
)


@dataclass
class Told:
    """Seconds of each thing, and the largest that the process has been, in MiB."""

    seconds: dict[str, float]
    peak: float


def identifier(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-7000-8000-{number:012x}"


@contextmanager
def _timed(told: dict[str, list[float]], what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    told.setdefault(what, []).append(time.perf_counter() - began)


def floor(place: Place, organisation: int) -> float:
    """Seconds of the least, the median of so many times."""
    seconds = []
    with psycopg.connect(place.record, autocommit=True) as admin:
        for _ in range(TIMES):
            began = time.perf_counter()
            for statement in FLOOR:
                admin.execute(statement, {"o": identifier(1, organisation)}).fetchall()
            seconds.append(time.perf_counter() - began)
    return median(seconds)


def report(organisation: int) -> Told:
    """The whole report as the organisation's manager makes it: counted, reckoned, printed."""
    from django.conf import settings
    from django.http import QueryDict
    from django.utils import timezone

    from safehome.evaluation.asked import asked_by
    from safehome.evaluation.page import page_of
    from safehome.evaluation.paper import report_pdf
    from safehome.evaluation.workbook import workbook
    from safehome.people.access import acting_as
    from safehome.people.models import Person

    settings.OUTCOMES_SECONDS = 3600.0  # a page would give up; what is measured is the count
    manager = Person(account_id=identifier(3, organisation * 11 + 10), name="Manager")
    told: dict[str, list[float]] = {}
    for _ in range(TIMES):
        with acting_as(manager) as by, _timed(told, "all"):
            with _timed(told, "counted by the database"):
                asked = asked_by(by, QueryDict())
            with _timed(told, "reckoned"):
                page = page_of(asked.report)
            with _timed(told, "hashed"):
                lines = asked.lines
            at = timezone.now().replace(microsecond=0)
            with _timed(told, "PDF"):
                report_pdf(page, organisation=by.organisation_name, at=at)
            with _timed(told, "Excel"):
                workbook(lines, about=page.about, organisation=by.organisation_name, at=at)
        if asked.report.journeys.whole is None or len(asked.report.measured) != 1:
            raise SystemExit("The report is not of what was written.")
    return Told({what: median(each) for what, each in told.items()}, peak())


def frozen(organisation: int) -> Told:
    """A frozen set of it, made and packed."""
    from django.conf import settings

    from safehome.evaluation.actions import freeze_set
    from safehome.evaluation.sets import pieces_of, set_of
    from safehome.kit.locked import packed
    from safehome.people.access import acting_as
    from safehome.people.models import Person

    settings.EXPORT_ROWS = 2_000_000
    manager = Person(account_id=identifier(3, organisation * 11 + 10), name="Manager")
    told: dict[str, list[float]] = {}
    with acting_as(manager) as by:
        with _timed(told, "frozen"):
            made = freeze_set("Bench", by=by)
        held = set_of(by, made.pk)
        with _timed(told, "packed"):
            packed([(file, pieces_of(held, file)) for file, *_ in held.files], "")
    rows = float(made.carers + made.answers)
    return Told({"rows": rows} | {what: each[0] for what, each in told.items()}, peak())


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(server: Server, journeys: int, home: Path) -> None:
    """Write so many journeys, measure the report of outcomes on them, and take all away again."""
    place = Place(server, journeys, home, "journeys")
    try:
        clear(place)
        module(place, "safehome.config.deploy")
        publish(place)
        began = time.perf_counter()
        fill(place, journeys)
        print(f"Written in {time.perf_counter() - began:.0f} s.", flush=True)
        _measure(place)
    finally:
        clear(place)


def _measure(place: Place) -> None:
    os.environ.update(place.environment())
    import django

    django.setup()
    print(f"Before: the process has {peak():.0f} MiB.")
    for name, organisation in (("ordinary", 1), ("large", 0)):
        _told(name, report(organisation), floor(place, organisation))
        _told_plainly(name, "frozen set", lambda which=organisation: frozen(which))
    from django.db import connections

    connections.close_all()
    for one in connections.all():
        one.close_pool()


def _told(name: str, made: Told, least: float) -> None:
    counted = made.seconds["counted by the database"]
    print(
        f"{name}: counted {counted / least:.1f} × the least ({least * 1000:.0f} ms);"
        f" whole report {made.seconds['all'] / least:.1f} ×"
    )
    for what, seconds in made.seconds.items():
        print(f"  {what}: {seconds * 1000:.0f} ms")
    print(f"  peak: {made.peak:.0f} MiB")


def _told_plainly(name: str, what: str, make: Callable[[], Told]) -> None:
    made: Any = make()
    told = ", ".join(
        f"{key} {value:,.0f}" if key == "rows" else f"{key} in {value:.1f} s"
        for key, value in made.seconds.items()
    )
    print(f"{name}, {what}: {told}; peak {made.peak:.0f} MiB", flush=True)
