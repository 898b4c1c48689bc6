"""A pack is looked at as people will see it: whole, safe, without a script, and never half-made."""

import re
import threading
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from safehome.programme.__main__ import main
from safehome.programme.loading import load
from safehome.programme.papers import papers
from safehome.programme.preview import book
from safehome.programme.preview.serving import address, server
from safehome.programme.preview.site import MARK
from tests.programme.building import build, faults

OPEN = load(Path("packs/open/1.0"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("preview") / "open"
    assert main(["preview", "--out", str(out)]) == 0
    return out


def page(site: Path, path: str) -> str:
    return (site / f"{path}.html").read_text("utf-8")


def words(html: str) -> str:
    """What a reader sees, without tags and runs of white space."""

    class Words(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Words()
    reader.feed(html)
    return " ".join(reader.said.split())


def links(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="([^"#]+)"', html))


def pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


@pytest.mark.feature("PRG4", "LIC5")
def test_the_front_says_what_it_is_and_what_is_missing(site: Path) -> None:
    front = words(page(site, "index"))

    assert "It is not the NSPCC's licensed Safe Home manual" in front
    assert "CC-BY-SA-4.0" in front
    for aim in OPEN.manifest.aims.values():
        assert aim in front
    assert f"{len(OPEN.missing['cy'])} files are not there yet" in front
    assert OPEN.missing["cy"][0] in front


@pytest.mark.feature("SES8", "SES9", "NEW14", "PRG6")
@pytest.mark.parametrize("number", range(1, 14))
def test_each_session_as_a_practitioner_sees_it(site: Path, number: int) -> None:
    seen, session = words(page(site, f"sessions/{number:02}")), OPEN.session(number)

    for step in session.components:
        for said in (step.title, step.in_brief, step.why_core or "", step.adapt):
            assert " ".join(said.split()) in seen
    for said in (
        session.purpose, *session.outcomes, session.every_child, session.support_and_challenge,
        session.home_activity.text, session.home_activity.next_time, session.grounding,
        *session.reflection, *(one.sign for one in session.watch_for),
        *(OPEN.manifest.aims[aim] for aim in session.aims),
        *(OPEN.handouts[slug].title for slug in session.handouts),
        *(OPEN.questionnaires[name].title for name in session.measures),
    ):  # fmt: skip
        assert " ".join(said.split()) in seen
    assert "The manual page" in seen


@pytest.mark.feature("SES10", "POR6")
def test_a_hand_out_in_each_version_as_a_carer_sees_it(site: Path) -> None:
    full = page(site, "handouts/01-our-plan-for-now/en")
    easy = page(site, "handouts/01-our-plan-for-now/en-easy")
    welsh = page(site, "handouts/01-our-plan-for-now/cy-easy")

    assert 'href="../../handouts/01-our-plan-for-now/cy.html"' in full
    assert '<article class="sh-sheet" lang="cy">' in welsh
    assert "heb ei adolygu eto gan siaradwr rhugl" in welsh
    assert "Draft" not in words(full)
    assert easy.count("<svg") > 10
    assert "[symbol" not in easy
    assert "____" not in full + easy
    assert "sh-gap" in full


@pytest.mark.feature("MEA8")
def test_a_questionnaire_as_a_carer_sees_it_and_how_it_is_scored(site: Path) -> None:
    seen = words(page(site, "questionnaires/kuc/en"))
    asked = OPEN.questionnaire("kuc")
    for item in asked.items:
        assert item.text in seen
    assert "A higher number is better" in seen
    assert "mean of 4 lines" in seen
    assert " ".join(asked.not_validated.split()) in seen
    welsh = page(site, "questionnaires/kuc/cy")
    assert "Ddim yn wir o gwbl i mi" in welsh
    assert "My first goal, in my own words" in words(page(site, "questionnaires/goals/en"))


def test_everything_else_of_the_pack_is_there(site: Path) -> None:
    for slug in OPEN.vignettes:
        assert "For the facilitator" in page(site, f"vignettes/{slug}")
    assert {"Wales", "Scotland", "England", "Northern Ireland"} <= set(
        re.findall(r'sh-quiet">([A-Z][A-Za-z ]+)<', page(site, "signs"))
    )
    for code, lines in OPEN.plan_lines.items():
        seen = words(page(site, f"plan/{code.lower()}"))
        assert all(line.text in seen for line in lines)
    assert len(OPEN.plan_lines) == 15
    seen = words(page(site, "plan/voices"))
    assert all(one.text in seen and one.note in seen for one in OPEN.voices)
    seen = words(page(site, "supervision/prompts"))
    assert all(one.text in seen for one in OPEN.prompts)
    seen = words(page(site, "supervision/fidelity"))
    assert OPEN.fidelity
    assert all(said in seen for one in OPEN.fidelity.items for said in one.anchors.values())
    for slug, letter in OPEN.letters.items():
        assert letter.head.title in page(site, f"letters/{slug}")
    assert "This is to say thank you to" in page(site, "letters/certificate")
    assert "child who has been harmed" in page(site, "words")


def test_every_file_of_the_pack_has_a_page(site: Path) -> None:
    shown = {file for leaf in book(OPEN).leaves.values() for file in leaf.files}

    beside = {"pack.yaml", "README.md"}  # the front shows the one; the other is not loaded
    assert set(OPEN.files) - shown <= beside


def test_training_and_adoption_lose_no_word(site: Path) -> None:
    """Their shapes may change: whatever stands in the files stands on the page."""
    import yaml

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for key, part in value.items():
                if key not in {"id", "slug"}:
                    yield from texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part)
        elif isinstance(value, str):
            yield " ".join(value.split())

    checked = 0
    for path, content in OPEN.files.items():
        if path.startswith(("training/", "adoption/", "suitability")) and path.endswith(".yaml"):
            seen = words(page(site, path.removesuffix(".yaml")))
            for text in texts(yaml.safe_load(content)):
                assert text in seen, (path, text)
                checked += 1
    assert checked > 200


def test_no_link_is_dead_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in pages(site):
        html = path.read_text("utf-8")
        for link in links(html):
            if link.startswith(("https://", "mailto:")):
                continue
            assert (path.parent / link).resolve().is_file(), (path, link)
        assert not re.search(r'(?:src|<link[^>]+href)="https?:', html), path


def test_it_needs_no_script(site: Path) -> None:
    for path in pages(site):
        assert "<script" not in path.read_text("utf-8"), path


def test_each_page_has_one_heading_above_and_skips_no_level(site: Path) -> None:
    for path in pages(site):
        levels = [int(one) for one in re.findall(r"<h([1-6])[ >]", path.read_text("utf-8"))]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        for before, after in pairwise(levels):
            assert after - before <= 1, (path, levels)


def test_the_papers_are_beside_it(site: Path) -> None:
    assert {path.stem for path in (site / "papers").iterdir()} == set(papers(OPEN))


# ------------------------------------------------------------------ strangers' words


SCRIPT = "\\<script>alert(1)\\</script> {{ 7 * 7 }} {% raw %}"


def test_what_a_stranger_wrote_is_shown_as_words(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    for path in [*(folder / "handouts").glob("*.md"), *(folder / "vignettes").glob("*.md")]:
        path.write_text(path.read_text("utf-8") + f"\n\n{SCRIPT}\n", "utf-8")
    session = folder / "sessions" / "01.yaml"
    text = session.read_text("utf-8")
    bad = "grounding: '<script>alert(1)</script> <img src=x onerror=alert(1)>' #"
    session.write_text(text.replace("grounding:", bad, 1), "utf-8")
    out = tmp_path / "out"

    assert main(["preview", str(folder), "--out", str(out)]) == 0

    for path in pages(out):
        html = path.read_text("utf-8")
        assert "<script" not in html, path
        assert "<img" not in html, path
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(out, "sessions/01")
    assert "{{ 7 * 7 }}" in page(out, "handouts/01-hello/en")


@pytest.mark.parametrize("fault", [one for one in faults() if not one.loads], ids=lambda f: f.name)
def test_a_broken_pack_gives_findings_and_no_preview(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: object
) -> None:
    name, says = fault.name, fault.says  # type: ignore[attr-defined]
    folder = build(tmp_path / "pack", name)

    assert main(["preview", str(folder), "--out", str(tmp_path / "out")]) == 1

    said = capsys.readouterr().out
    assert says in " ".join(said.split()) or says in said
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pack"]


# ------------------------------------------------------------------ the folder


def test_an_earlier_preview_is_replaced_whole(tmp_path: Path) -> None:
    folder, out = build(tmp_path / "pack"), tmp_path / "out"
    assert main(["preview", str(folder), "--out", str(out)]) == 0
    (out / "gone.html").write_text("from before")

    assert main(["preview", str(folder), "--out", str(out)]) == 0

    assert not (out / "gone.html").exists()
    assert (out / MARK).is_file()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "pack"]


def test_a_folder_with_anything_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = build(tmp_path / "pack"), tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine")

    assert main(["preview", str(folder), "--out", str(out)]) == 1

    assert "is no preview" in " ".join(capsys.readouterr().out.split())
    assert [one.name for one in out.iterdir()] == ["letter.txt"]


def test_a_paper_that_cannot_be_printed_leaves_the_old_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from safehome.design.pdf import PdfError
    from safehome.programme.preview import site as writing

    folder, out = build(tmp_path / "pack"), tmp_path / "out"
    assert main(["preview", str(folder), "--out", str(out)]) == 0
    before = sorted(path.relative_to(out) for path in out.rglob("*"))

    def jammed(_pack: object) -> object:
        raise PdfError("The press is jammed.")

    monkeypatch.setattr(writing, "papers", jammed)
    assert main(["preview", str(folder), "--out", str(out)]) == 1

    assert "No preview was made. The press is jammed." in capsys.readouterr().out
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "pack"]


def test_it_is_served_to_this_machine_only(site: Path) -> None:
    with server(site, 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        assert address(serving).startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address(serving)) as answer:
            assert "Safe Home open pack" in answer.read().decode()
            assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
        serving.shutdown()


def test_a_taken_port_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = build(tmp_path / "pack")
    with server(tmp_path, 0) as taken:
        port = str(taken.server_port)
        assert main(["preview", str(folder), "--port", port]) == 1
    assert "Name another with --port" in " ".join(capsys.readouterr().out.split())
