"""Playing a scenario and its floors in turns, on every stage, so that a slow minute hits all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

from bench.asking import Answer
from bench.costs import processor_time, statements
from bench.floors import rendering
from bench.scenarios import Scenario
from bench.stage import Stage


@dataclass
class Series:
    """Times of one thing done again and again, in seconds, and what processors spent on it."""

    times: list[float] = field(default_factory=list)
    door: float = 0.0
    database: float = 0.0
    own: float = 0.0  # this program's own: what psycopg and Jinja2 cost on their own

    @property
    def p50(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.times[0]

    def each(self, seconds: float) -> float:
        return seconds / len(self.times)


@dataclass
class Result:
    """One scenario on one stage."""

    families: int
    page: Series = field(default_factory=Series)
    hello: Series = field(default_factory=Series)
    floor: Series = field(default_factory=Series)
    drawing: Series = field(default_factory=Series)
    statements: int = 0
    rows: int = 0
    raw: int = 0
    gzip: int = 0

    @property
    def cpu(self) -> float:
        return self.page.each(self.page.door + self.page.database)

    @property
    def parts_cpu(self) -> float:
        """Hello with our middleware, the page's own SQL, and rendering as many bytes."""
        hello = self.hello.each(self.hello.door + self.hello.database)
        floor = self.floor.each(self.floor.own + self.floor.database)
        return hello + floor + self.drawing.each(self.drawing.own)


def measure(
    scenario: Scenario, stages: list[Stage], *, rounds: int, each: int, seconds: float
) -> list[Result]:
    """Play a scenario `rounds` times in blocks of `each`, or until the time is up."""
    warm, counted = 3, 2
    results = [Result(stage.place.families) for stage in stages]
    acts = [scenario.play(stage, rounds * each + warm + counted) for stage in stages]
    least = [scenario.floor(stage) for stage in stages]
    drawn = []
    for stage, result, act in zip(stages, results, acts, strict=True):
        answer = _prepare(act, warm)
        result.raw, result.gzip = len(answer.body), answer.compressed
        _count(stage, result, act, counted)
        drawn.append(rendering(result.raw))
    end = time.monotonic() + seconds
    for turn in range(rounds):
        order = range(len(stages)) if turn % 2 == 0 else reversed(range(len(stages)))
        for n in order:
            stage, result, act = stages[n], results[n], acts[n]
            _asked(stage, result.page, act, each)
            _asked(stage, result.hello, lambda here=stage: here.browser.ask("/health/"), each)  # type: ignore[misc]
            _done(stage, result.floor, least[n], each)
            _done(stage, result.drawing, drawn[n], each)
        if time.monotonic() > end:
            break
    return results


def _prepare(act: Callable[[], Answer], times: int) -> Answer:
    for _ in range(times - 1):
        act()
    return act()


def _count(stage: Stage, result: Result, act: Callable[[], Answer], times: int) -> None:
    """Statements of one call, from the server's own statistics; the least of some calls."""
    found = []
    for _ in range(times):
        before = statements(stage.admin, stage.place.name)
        act()
        after = statements(stage.admin, stage.place.name)
        found.append((after[0] - before[0], after[1] - before[1]))
    result.statements, result.rows = min(found)


def _asked(stage: Stage, series: Series, act: Callable[[], Answer], each: int) -> None:
    _spend(stage, series, (act().seconds for _ in range(each)))


def _done(stage: Stage, series: Series, act: Callable[[], object], each: int) -> None:
    def times() -> Iterable[float]:
        for _ in range(each):
            began = time.perf_counter()
            act()
            yield time.perf_counter() - began

    _spend(stage, series, times())


def _spend(stage: Stage, series: Series, times: Iterable[float]) -> None:
    postmaster = stage.postmaster
    door, database = processor_time(stage.door), processor_time(postmaster)
    own = time.process_time()
    series.times += times
    series.own += time.process_time() - own
    series.door += processor_time(stage.door) - door
    series.database += processor_time(postmaster) - database
