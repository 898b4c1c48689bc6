"""Checking a pack: coverage, easy words, kind words, fair length; tables and an exit code."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from safehome.programme.__main__ import check_packs, main
from safehome.programme.checking import check
from safehome.programme.findings import errors

from .building import Fault, build, faults


def test_it_works(tmp_path: Path) -> None:
    report = check(build(tmp_path / "pack"))

    assert report.is_good, report.findings
    assert [(reach.code, reach.sessions) for reach in report.coverage.aims] == [("A1", (1,))]
    assert [(reach.code, reach.sessions, reach.also) for reach in report.coverage.measures] == [
        ("calm", (1,), "baseline")
    ]
    assert report.coverage.sessions[0].is_whole


@pytest.mark.parametrize("fault", faults(), ids=lambda one: one.name)
def test_each_broken_example_is_found_by_file_and_line(fault: Fault, tmp_path: Path) -> None:
    report = check(build(tmp_path / "pack", fault.name))

    assert not report.is_good
    assert (report.pack is not None) == fault.loads
    said = [str(finding) for finding in errors(report.findings)]
    assert len(said) == 1, "\n".join(said)
    assert said[0].startswith(fault.says)


def test_the_command_prints_tables_and_says_no(tmp_path: Path) -> None:
    good, bad = build(tmp_path / "good"), build(tmp_path / "bad", "dead-link")
    console = Console(file=StringIO(), width=120)

    assert check_packs([good], console) == 0
    assert check_packs([good, bad], console) == 1
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "manual/01.md:8: error: There is no file ‘../handouts/01-gone.md’" in printed
    assert "Reading age of what carers read" in printed


def test_a_folder_of_versions_is_checked_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(tmp_path / "1.0")
    build(tmp_path / "1.1", "dead-link")

    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("Sections of the plan") == 2


def test_no_folder_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder here." in capsys.readouterr().out


def test_the_open_pack_is_good() -> None:
    assert errors(check(Path("packs/open/1.0")).findings) == []
