"""Loading a pack: whole, or not at all with every fault listed."""

import shutil
from pathlib import Path

import pytest

from safehome.programme.findings import BrokenPack
from safehome.programme.loading import load, parse

from .building import Fault, build, faults, files_of

OPEN = Path("packs/open/1.0")


def test_it_works(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    assert pack.manifest.title == "A small pack"
    assert [session.title for session in pack.sessions] == ["Beginning"]
    assert pack.components["s01-welcome"].is_core
    assert pack.session_of("s01-ending").number == 1
    assert [handout.slug for handout in pack.handouts_of(1)] == ["01-hello", "01-walk"]
    easy = pack.handouts["01-hello"].easy
    assert easy
    assert [(line.symbol, line.words) for line in easy.easy_lines] == [
        ("people", "You are not alone."),
        ("walk", "We go slowly."),
    ]


def test_adoption_and_training_are_data_for_other_rooms(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    assert pack.adoption.readiness
    assert [
        (statement.id, statement.gate)
        for area in pack.adoption.readiness.areas
        for statement in area.statements
    ] == [("need-families", False), ("need-room", True)]
    assert pack.adoption.milestones
    assert pack.adoption.milestones.owner_roles == {"champion": "The person with hours for it"}
    assert pack.adoption.workshop
    assert [item.minutes for item in pack.adoption.workshop.head.agenda] == [20, 40]
    book = pack.courses["starting"]
    assert book.course.for_ == "practitioner"
    assert book.modules["welcome"].head.title == book.course.modules[0].title
    assert [option.right for option in book.quizzes["welcome"].questions[0].options] == [
        True,
        False,
    ]
    assert pack.rehearsals["a-family"].planted[0].sessions == (1,)


def test_a_pack_may_have_neither(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    shutil.rmtree(folder / "adoption")
    shutil.rmtree(folder / "training")
    pack = load(folder)

    assert pack.adoption.readiness is None
    assert not pack.courses


def test_it_loads_from_names_and_bytes_as_from_a_folder(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")

    assert parse(files_of(folder)).fingerprint == load(folder).fingerprint


def test_another_byte_is_another_fingerprint(tmp_path: Path) -> None:
    files = files_of(build(tmp_path / "pack"))
    changed = {
        **files,
        "handouts/01-walk.md": files["handouts/01-walk.md"].replace(b"pace", b"step"),
    }

    assert parse(changed).fingerprint != parse(files).fingerprint


def test_it_says_what_is_not_yet_translated(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    assert pack.missing == {
        "cy": (
            "cy/handouts/01-hello.easy.md",
            "cy/handouts/01-walk.easy.md",
            "cy/handouts/01-walk.md",
        )
    }
    assert pack.handouts["01-hello"].translations["cy"].review == "draft"


def test_a_questionnaire_speaks_another_language_and_scores_the_same(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    welsh = pack.questionnaire("calm", "cy")
    assert welsh.items[0].text == "Rwy'n teimlo'n dawel."
    assert welsh.scoring == pack.questionnaire("calm").scoring
    assert pack.questionnaire("calm", "fr") == pack.questionnaire("calm")


def test_a_page_becomes_html_with_its_links_turned(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    html = pack.manual[1].text.html(lambda path: f"/read/{path}")
    assert '<a href="/read/handouts/01-hello.md">the first page</a>' in html


def test_a_loaded_pack_cannot_be_changed(tmp_path: Path) -> None:
    pack = load(build(tmp_path / "pack"))

    with pytest.raises(TypeError):
        pack.handouts["new"] = pack.handouts["01-walk"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        pack.sessions[0].title = "Another"  # type: ignore[misc]


@pytest.mark.parametrize(
    "fault", [one for one in faults() if not one.loads], ids=lambda one: one.name
)
def test_a_broken_one_is_refused_with_the_place_and_the_reason(
    fault: Fault, tmp_path: Path
) -> None:
    folder = build(tmp_path / "pack", fault.name)

    with pytest.raises(BrokenPack) as refused:
        load(folder)
    said = [str(finding) for finding in refused.value.findings]
    assert len(said) == 1, "\n".join(said)
    assert said[0].startswith(fault.says)
    assert fault.says in str(refused.value)


def test_every_fault_is_listed_not_only_the_first(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack", "minutes-do-not-add-up")
    (folder / "handouts" / "01-hello.md").write_text("no front matter", "utf-8")

    with pytest.raises(BrokenPack, match="2 faults") as refused:
        load(folder)
    assert [finding.path for finding in refused.value.findings] == [
        "handouts/01-hello.md",
        "sessions/01.yaml",
    ]


def test_the_open_pack_loads() -> None:
    pack = load(OPEN)

    assert [session.number for session in pack.sessions] == list(range(1, 14))
    assert "not the NSPCC" in pack.manifest.notice
