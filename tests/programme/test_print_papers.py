"""Every paper of a pack prints, everyone can read it, and nothing written in a pack runs."""

from pathlib import Path

import pytest

from safehome.design.symbols import drawing
from safehome.programme.__main__ import main
from safehome.programme.loading import load
from safehome.programme.packs import Pack
from safehome.programme.papers import papers
from safehome.programme.papers.blocks import blocks, with_keepsake
from safehome.programme.versions import best_first, versions_of
from tests.programme.building import build
from tests.programme.paper_reading import bookmarks, faults, names, opened, text_of

OPEN = load(Path("packs/open/1.0"))
SHELF = papers(OPEN)
HANDOUTS = [name for name in SHELF if name != "manual"]
HOSTILE = [
    '#read("/design/pdf/base.typ")',
    '#import "/config/settings.py": SECRET_KEY',
    "#panic(1) #sys.inputs #{while true {}}",
    '"]; #let data = none // \\u{41} `code` $x^2$',
    "</svg> & <b>bold</b> &lt; <script>alert(1)</script>",
    "@label ~ -- --- / term: words",
]


@pytest.mark.feature("PRG4", "SES10", "LIC5")
@pytest.mark.parametrize("name", HANDOUTS)
def test_each_hand_out_can_be_read_by_everyone(name: str) -> None:
    language = {"en": "en-GB"}.get(code := name.split(".")[1].split("-", maxsplit=1)[0], code)
    made = SHELF[name].press()

    assert faults(made, title=SHELF[name].title, language=language) == []
    with opened(made) as paper:
        assert bookmarks(paper), "one can go from heading to heading"


def test_a_hand_out_is_one_sheet_and_easy_read_a_little_more() -> None:
    pages = {}
    for name in HANDOUTS:
        with opened(SHELF[name].press()) as paper:
            pages[name] = len(paper.pages)

    full = [count for name, count in pages.items() if not name.endswith("-easy")]
    assert sum(count <= 2 for count in full) >= len(full) * 0.9
    assert max(full) <= 3
    assert max(pages.values()) <= 6


@pytest.mark.feature("PRG4", "PRG6")
def test_the_manual_is_one_whole_paper() -> None:
    made = SHELF["manual"].press()

    assert faults(made, title="Safe Home open pack", language="en-GB") == []
    with opened(made) as paper:
        titles = bookmarks(paper)
        assert [f"Session {one.number}: {one.title}" for one in OPEN.sessions] == titles[2:15]
        tags = names(paper)
        assert {"/TOC", "/TOCI", "/Table", "/TH", "/L"} <= set(tags)
    words = text_of(made)
    assert "It is not the NSPCC" in words
    for session in OPEN.sessions:
        # It begins a page of its own, below the head that names it.
        head = f"Session {session.number}: {session.title}"
        page = next(one for one in words.split("\f")[3:] if head[:30] in one)
        assert page.startswith("Session"), "it begins a page, below the head that names it"
        assert page.count(f"Session {session.number}:") == 2


def test_each_session_of_the_manual_says_all_the_pack_says() -> None:
    words = " ".join(text_of(SHELF["manual"].press()).split())
    session = OPEN.session(4)
    for said in (
        *session.outcomes,
        session.purpose,
        session.watch_for[0].sign.split(",")[0],
        session.home_activity.title,
        session.grounding[:40],
    ):
        assert said[:40] in words


@pytest.mark.feature("POR6")
def test_a_draft_says_so_in_its_own_language() -> None:
    assert "heb ei adolygu eto gan siaradwr rhugl" in text_of(
        SHELF["01-our-plan-for-now.cy-easy"].press()
    )
    assert "Tudalen 1 o" in text_of(SHELF["01-our-plan-for-now.cy"].press())
    assert "Draft" not in text_of(SHELF["01-our-plan-for-now.en"].press())


def test_a_paper_for_carers_names_no_programme() -> None:
    """It lies on kitchen tables."""
    for name in ("01-what-this-is.en", "01-our-plan-for-now.en", "04-ten-minutes-each.en-easy"):
        assert "Safe Home" not in text_of(SHELF[name].press())


# ------------------------------------------------------------------ hostile words


def hostile(folder: Path, words: str) -> Pack:
    """The good pack with these words wherever a stranger could have written them."""
    build(folder)
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    safe = words.replace("<", "\\<")  # HTML itself is refused before anything is printed
    for path in sorted((folder / "handouts").glob("*.md")):
        head, _, text = path.read_text("utf-8").partition("\n---\n")
        head = "\n".join(
            f'title: "{quoted}"' if line.startswith("title:") else line for line in head.split("\n")
        )
        more = f"\n\n## {safe}\n\n- {safe}\n\n[symbol: home] {safe}\n\n**{safe}** ____\n"
        path.write_text(f"{head}\n---\n{text}{more}", "utf-8")
    session = next(iter(sorted((folder / "sessions").glob("*.yaml"))))
    text = session.read_text("utf-8")
    session.write_text(text.replace("grounding:", f'grounding: "{quoted}" #', 1), "utf-8")
    return load(folder)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_printed_as_they_stand_and_never_run(tmp_path: Path, words: str) -> None:
    shelf = papers(hostile(tmp_path / "pack", words))

    assert len(shelf) > 3
    for name in ("manual", "01-hello.en", "01-hello.en-easy"):
        printed = "".join(text_of(shelf[name].press()).split())
        assert "".join(words.split()).replace("`", "") in printed.replace("`", ""), name


def test_templates_never_run_what_they_are_given() -> None:
    for template in Path("safehome").rglob("*.typ"):
        text = template.read_text("utf-8")
        assert "eval(" not in text, template
        assert "#include data" not in text, template


def test_markdown_nested_deep_is_still_printed(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    page = next((folder / "handouts").glob("*.md"))
    deep = "\n".join("  " * level + "- deeper" for level in range(60))
    quoted = "> " * 60 + "said"
    page.write_text(page.read_text("utf-8") + f"\n\n{deep}\n\n{quoted}\n", "utf-8")
    pack = load(folder)

    for paper in papers(pack).values():
        assert paper.press().startswith(b"%PDF-")


# ------------------------------------------------------------------ the pieces


def test_headings_begin_at_the_first_level_and_skip_none() -> None:
    made = blocks("### Deep\n\n##### Deeper\n\n# Back\n\n#### Down")

    assert [one["level"] for one in made] == [1, 2, 1, 2]


def test_a_link_out_stays_and_one_within_the_pack_is_only_words() -> None:
    (made,) = blocks("[law](https://example.org) and [page](../manual/01.md)")

    assert made["parts"] == [
        {"kind": "link", "to": "https://example.org", "parts": [{"kind": "text", "words": "law"}]},
        {"kind": "text", "words": " and "},
        {"kind": "text", "words": "page"},
    ]


def test_a_short_label_leaves_its_line_for_writing_and_a_long_one_does_not() -> None:
    short, long = blocks(f"Day: ____\n\n{'word ' * 20}____")

    assert short["parts"][-1] == {"kind": "gap", "long": True}
    assert long["parts"][-1] == {"kind": "gap", "long": False}


def test_only_a_last_paragraph_in_italics_is_kept_apart() -> None:
    made = with_keepsake(blocks("*First.*\n\nMore.\n\n*Take this along.*"))

    assert [one["kind"] for one in made] == ["paragraph", "paragraph", "keepsake"]


def test_most_words_have_a_drawing_and_any_other_keeps_its_place() -> None:
    wanted = [
        line.symbol
        for handout in OPEN.handouts.values()
        if handout.easy
        for line in handout.easy.easy_lines
        if line.symbol
    ]
    empty = [word for word in wanted if "stroke-dasharray" in drawing(word)]

    assert len(empty) / len(wanted) < 0.02
    assert "stroke-dasharray" in drawing("no such word")
    assert "<script" not in drawing("<script>alert(1)</script>")


@pytest.mark.feature("POR6")
@pytest.mark.parametrize(
    ("language", "easy", "best"),
    [
        ("en", False, ["en", "en-easy", "cy", "cy-easy"]),
        ("en", True, ["en-easy", "en", "cy-easy", "cy"]),
        ("cy", True, ["cy-easy", "cy", "en-easy", "en"]),
        ("pl", True, ["en-easy", "en", "cy-easy", "cy"]),
    ],
)
def test_the_best_version_for_a_reader_comes_first(
    language: str, easy: bool, best: list[str]
) -> None:
    handout = OPEN.handouts["01-our-plan-for-now"]
    found = best_first(OPEN, handout, language=language, easy=easy)

    assert [one.name for one in found] == best
    assert [one.is_draft for one in versions_of(OPEN, handout)] == [False, False, True, True]


# ------------------------------------------------------------------ the command


def test_everything_is_printed_into_a_folder(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")

    assert main(["print", str(folder), "--out", str(tmp_path / "out")]) == 0

    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(papers(load(folder)))


def test_one_hand_out_or_the_manual_alone(tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "out")]
    assert main(["print", *out, "--handout", "04-ten-minutes-each"]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "04-ten-minutes-each.en.pdf", "04-ten-minutes-each.en-easy.pdf",
    }  # fmt: skip
    assert main(["print", *out, "--manual"]) == 0
    assert (tmp_path / "out" / "manual.pdf").read_bytes().startswith(b"%PDF-")


def test_a_hand_out_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["print", "--out", str(tmp_path / "out"), "--handout", "nowhere"]) == 1
    assert "There is no hand-out called nowhere" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_broken_pack_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = build(tmp_path / "pack", "missing-purpose")

    assert main(["print", str(folder), "--out", str(tmp_path / "out")]) == 1
    assert "sessions/" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_picture_is_printed_with_its_words_and_a_broken_one_stops_the_press(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build(tmp_path / "pack")
    page = next(p for p in (folder / "handouts").glob("*.md") if ".easy" not in p.name)
    page.write_text(page.read_text("utf-8") + "\n![A quiet room](room.png)\n", "utf-8")
    (folder / "handouts" / "room.png").write_bytes(PNG)
    made = papers(load(folder))[f"{page.stem}.en"].press()
    assert faults(made, title=load(folder).handouts[page.stem].title, language="en-GB") == []
    with opened(made) as paper:
        assert "/Figure" in names(paper)
        assert len(list(paper.pages[0].get_images())) == 1

    (folder / "handouts" / "room.png").write_bytes(PNG[:20])
    assert main(["print", str(folder), "--out", str(tmp_path / "out")]) == 1
    assert "Nothing was printed." in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000280000001408020000007024e8ec0000002749444154789c"
    "63948bb2611808c03420b68e5a3c6af1a8c5a3168f5a3c6af1a8c5a3160f0800006af700dce719c0560000"
    "000049454e44ae426082"
)
