"""Ratios first, then what they are made of."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from bench.measuring import Result
from bench.scenarios import SCENARIOS


def figures(name: str, result: Result, first: Result) -> dict[str, float | int | None]:
    """Everything about one scenario at one size. Times in milliseconds."""
    scenario = next(one for one in SCENARIOS if one.name == name)
    floor = result.floor.p50 + (0 if scenario.writes else result.hello.p50)
    return {
        "families": result.families,
        "cpu_over_parts": result.cpu / result.parts_cpu,
        "p50_over_floor": result.page.p50 / floor,
        "growth_p50": result.page.p50 / first.page.p50,
        "growth_cpu": result.cpu / first.cpu,
        "statements": result.statements,
        "statements_allowed": scenario.statements,
        "rows": result.rows,
        "p50_ms": result.page.p50 * 1e3,
        "p95_ms": result.page.p95 * 1e3,
        "cpu_door_ms": result.page.each(result.page.door) * 1e3,
        "cpu_database_ms": result.page.each(result.page.database) * 1e3,
        "bytes": result.raw,
        "bytes_gzip": result.gzip,
        "hello_p50_ms": result.hello.p50 * 1e3,
        "hello_cpu_ms": result.hello.each(result.hello.door + result.hello.database) * 1e3,
        "sql_p50_ms": result.floor.p50 * 1e3,
        "sql_cpu_ms": result.floor.each(result.floor.own + result.floor.database) * 1e3,
        "rendering_p50_ms": result.drawing.p50 * 1e3,
        "times": len(result.page.times),
    }


def in_figures(results: dict[str, list[Result]], notes: list[str]) -> dict[str, object]:
    """All results as plain data."""
    return {
        "scenarios": {
            name: [figures(name, result, found[0]) for result in found]
            for name, found in results.items()
        },
        "notes": notes,
    }


def show(results: dict[str, list[Result]], notes: list[str]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=140)
    ratios = _table("Ratios", "families", "CPU / parts", "p50 / floor", "growth p50", "growth CPU",
                    "statements")  # fmt: skip
    costs = _table("What they are made of, in milliseconds and bytes", "families", "p50", "p95",
                   "CPU door", "CPU database", "hello p50", "SQL p50", "rendering p50", "rows",
                   "bytes", "gzip")  # fmt: skip
    for name, found in results.items():
        for result in found:
            row = figures(name, result, found[0])
            allowed = row["statements_allowed"]
            counted = f"{row['statements']}" + (f" of {allowed}" if allowed else "")
            keys = ("cpu_over_parts", "p50_over_floor", "growth_p50", "growth_cpu")
            ratios.add_row(
                name, f"{result.families:,}", *(f"{row[key]:.2f}" for key in keys), counted
            )
            times = ("p50_ms", "p95_ms", "cpu_door_ms", "cpu_database_ms", "hello_p50_ms",
                     "sql_p50_ms", "rendering_p50_ms")  # fmt: skip
            costs.add_row(
                name, f"{result.families:,}", *(f"{row[key]:.2f}" for key in times),
                str(row["rows"]), f"{result.raw:,}", f"{result.gzip:,}",
            )  # fmt: skip
    console.print(ratios)
    console.print(costs)
    for scenario in SCENARIOS:
        if scenario.name in results and scenario.times:
            console.print(f"Aim, {scenario.name}: {scenario.times}.", highlight=False)
    for note in notes:
        console.print(note, highlight=False)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table
