"""Printing a check as tables for a person at a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .checking import Reading, Report
from .coverage import Coverage, Reach
from .findings import Finding, errors
from .languages import Language


def print_report(report: Report, console: Console) -> None:
    """Tables first, findings last, so that what is to be done stands at the bottom."""
    pack = report.pack
    if pack:
        about = f"{pack.manifest.title} {pack.manifest.version}"
        console.print(f"[bold]{escape(about)}[/bold]  fingerprint {pack.fingerprint[:12]}")
    _print_coverage(report.coverage, console)
    _print_readings(report.readings, console)
    _print_languages(report.languages, console)
    print_findings(report.findings, console)


def _print_coverage(covered: Coverage, console: Console) -> None:
    for title, some, also in (
        ("Aims", covered.aims, ""),
        ("Sections of the plan", covered.plan_sections, "Suggestions"),
        ("Measures", covered.measures, "Schedule"),
    ):
        if some:
            console.print(_reach_table(title, some, also))
    if covered.sessions:
        table = Table(title="Sessions", title_justify="left")
        table.add_column("Session", overflow="ellipsis", no_wrap=True, max_width=16)
        for name in ("Manual", "Given", "Easy", "Core", "Watch", "Vignettes", "Whole"):
            table.add_column(name, no_wrap=True)
        for one in covered.sessions:
            cells = (one.handouts, one.easy, one.core, one.watch_fors, one.vignettes)
            table.add_row(
                escape(f"{one.number:>2} {one.title}"),
                _yes(one.manual),
                *map(str, cells),
                _yes(one.is_whole),
            )
        console.print(table)


def _reach_table(title: str, some: Iterable[Reach], also: str) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("Code", "Title", "Sessions", *([also] if also else [])):
        table.add_column(name)
    for reach in some:
        sessions = ", ".join(map(str, reach.sessions)) or "none"
        cells = [reach.code, escape(reach.title), sessions, *([reach.also] if also else [])]
        table.add_row(*cells)
    return table


def _print_readings(readings: Iterable[Reading], console: Console) -> None:
    table = Table(title="Reading age of what carers read", title_justify="left")
    for name in ("File", "Words", "Grade", "Age"):
        table.add_column(name, justify="left" if name == "File" else "right")
    for one in sorted(readings, key=lambda reading: -reading.ease.grade):
        table.add_row(
            escape(one.path), str(one.ease.words), f"{one.ease.grade:.1f}", str(one.ease.age)
        )
    if table.rows:
        console.print(table)


def _print_languages(some: tuple[Language, ...], console: Console) -> None:
    table = Table(title="Other languages", title_justify="left")
    for name in ("Language", "What carers are given", "There", "Drafts", "Missing in sessions"):
        table.add_column(name, justify="right" if name in {"There", "Drafts"} else "left")
    for language in some:
        for kind in language.kinds:
            table.add_row(
                language.code,
                kind.kind,
                f"{kind.there} of {kind.of}",
                str(kind.drafts),
                ", ".join(map(str, kind.lacking)) or "none",
            )
    if table.rows:
        console.print(table)
    for language in some:
        if language.promised:
            sessions = ", ".join(map(str, language.promised))
            console.print(f"{language.code}: pack.yaml says that sessions {sessions} are whole.")


def print_findings(findings: Sequence[Finding], console: Console) -> None:
    """Each finding with its file and line, then how many."""
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        console.print(f"[{colour}]{escape(str(finding))}[/{colour}]", soft_wrap=True)
    wrong = len(errors(findings))
    console.print(f"{wrong} errors, {len(findings) - wrong} warnings.")


def _yes(fact: bool) -> str:
    return "yes" if fact else "NO"
