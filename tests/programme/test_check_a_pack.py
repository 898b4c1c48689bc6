"""Checking a pack: coverage, easy words, kind words, fair length; tables and an exit code."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from safehome.programme.__main__ import check_packs, main
from safehome.programme.checking import check
from safehome.programme.findings import errors
from safehome.programme.wording import wording

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


def test_it_says_what_each_language_has_and_lacks(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    welsh = check(folder).languages[0]

    assert (welsh.code, welsh.promised) == ("cy", ())
    assert [(one.kind, one.there, one.of, one.drafts, one.lacking) for one in welsh.kinds] == [
        ("Hand-outs", 1, 2, 1, (1,)),
        ("Easy read", 0, 2, 0, (1,)),
        ("Questionnaires", 1, 1, 1, ()),
    ]
    console = Console(file=StringIO(), width=120)
    check_packs([folder], console)
    assert "1 of 2" in console.file.getvalue()  # type: ignore[attr-defined]


def test_what_is_promised_in_a_language_is_checked_and_the_rest_is_no_surprise() -> None:
    said = check(Path("packs/open/1.0"))

    assert said.languages[0].promised == (1, 2, 3)
    assert not [one for one in said.languages[0].kinds if {1, 2, 3} & set(one.lacking)]
    assert said.languages[0].kinds[0].there < said.languages[0].kinds[0].of
    assert not [one for one in said.findings if "not yet in the language" in one.message]


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (
            "handouts/01-hello.easy.md",
            "[symbol: people] You are not alone.",
            "You are not alone.",
            "handouts/01-hello.easy.md:5: warning: Begin this line with a place for a symbol",
        ),
        (
            "manual/01.md",
            '"How are you today?"',
            "Ask how the carer is.",
            "manual/01.md:12: warning: Give words to say under ‘### Welcome’",
        ),
        (
            "plan/lines.yaml",
            "freedom: true",
            "freedom: false",
            "plan/lines.yaml:2: warning: No line of SP1 keeps or gives back a freedom.",
        ),
        (
            "plan/lines.yaml",
            "ages: [any]",
            "ages: [under-8, 13-17]",
            "plan/lines.yaml:2: warning: No line of SP1 is for the age ‘8-12’.",
        ),
        (
            "plan/voices.yaml",
            "needs: [few-words, no-words, pictures, signing, device]",
            "needs: [pictures]",
            "plan/voices.yaml:1: warning: No question is for a child who communicates by ‘device’.",
        ),
        (
            "signs/all.md",
            "nation: all",
            "nation: wales",
            "pack.yaml:1: warning: No page in signs/ is for scotland",
        ),
        (
            "letters/hello.md",
            "come as you are",
            "you must come",
            "letters/hello.md:7: warning: ‘you must’: rather say",
        ),
    ],
)
def test_what_wants_a_second_look(path: str, old: str, new: str, says: str, tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    assert not [one for one in check(folder).findings if str(one).startswith(says)]
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")

    report = check(folder)
    assert report.is_good
    assert [one for one in report.findings if str(one).startswith(says)], report.findings


def test_an_easy_read_translation_has_the_lines_of_the_original(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    easy = folder / "cy" / "handouts" / "01-hello.easy.md"
    easy.write_text("---\nreview: draft\n---\n\n[symbol: people] Un llinell.\n", "utf-8")

    assert "cy/handouts/01-hello.easy.md:4: warning: This has 1 lines with a symbol" in "\n".join(
        map(str, check(folder).findings)
    )


def test_blame_that_is_quoted_to_be_left_out_is_let_be() -> None:
    def said(text: str) -> int:
        return len([*wording("x", text, for_carers=False)])

    assert said('Leave out "Why didn\'t you...?" and listen.') == 0
    assert said("Why didn't you tell us?") == 1


def test_no_folder_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder here." in capsys.readouterr().out


def test_the_open_pack_is_good() -> None:
    assert errors(check(Path("packs/open/1.0")).findings) == []
