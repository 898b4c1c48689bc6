"""Each paper of a plan can be read by everyone, is neutral on the outside, and runs nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import yaml

from safehome.plans import wording
from safehome.plans.models import CopyKind
from safehome.plans.queries.cut import Contact, Cut, CutLine, CutSection, CutVoice
from safehome.plans.queries.papers import FILE, SYMBOLS, TITLE, TITLES, paper_of_cut
from tests.programme.paper_reading import bookmarks, faults, names, opened, text_of
from tests.programme.test_print_papers import HOSTILE

UNTIL = date(2027, 3, 3)
# What a stranger would understand on a file, a title or a screen.
TELLING = ("safe", "plan", "harm", "risk", "protect", "child", "abuse", "programme", "home")


def made(words: str = "We sit where we can see them.", *, lines: int = 3, own: bool = False) -> Cut:
    line = CutLine(words, "We play", "Carol", "Mon, 15:00 to 18:00", "Kitchen", "Jay",
                   (("How close", "In sight"),))  # fmt: skip
    return Cut(
        "Carol", "Home", "", 2, True, "en", date(2026, 12, 1), date(2027, 2, 1), own,
        tuple(CutSection(code, f"Part {code}", (line,) * lines) for code in SYMBOLS),
        (CutVoice("Jay", words, "Shouting", "Gran", "Bedtime"),),
        (Contact("Pat Quinlan", "School", "01632 960555"),),
    )  # fmt: skip


@pytest.mark.feature("PLN4", "LIC5")
@pytest.mark.parametrize("kind", CopyKind.values)
@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_everyone_can_read_it(kind, language):
    printed = paper_of_cut(replace(made(), language=language), kind=kind, until=UNTIL, phone="1")
    expected = "en-GB" if language == "en" else language

    assert faults(printed, title=TITLES.get(kind, TITLE), language=expected) == []
    with opened(printed) as paper:
        assert bookmarks(paper), "one can go from heading to heading"
        assert "/Figure" not in names(paper), "drawings say nothing that the words do not"


@pytest.mark.parametrize("kind", CopyKind.values)
def test_its_outside_says_nothing(kind):
    printed = paper_of_cut(made(), kind=kind, until=UNTIL)
    with opened(printed) as paper, paper.open_metadata() as about:
        outside = f"{about['dc:title']} {dict(paper.docinfo)} {FILE}".lower()

    assert [word for word in TELLING if word in outside] == []


@pytest.mark.parametrize("kind", CopyKind.values)
@pytest.mark.parametrize("words", HOSTILE)
def test_what_somebody_wrote_is_printed_and_never_run(kind, words):
    printed = text_of(paper_of_cut(made(words), kind=kind, until=UNTIL))

    if kind != "card":
        assert "".join(words.split())[:12] in "".join(printed.split())


def test_a_card_is_one_sheet_and_holds_what_is_urgent():
    printed = paper_of_cut(made(), kind="card", until=UNTIL, phone="01632 960001")
    with opened(printed) as paper:
        assert len(paper.pages) == 1
        page = paper.pages[0].mediabox
        assert float(page[2]) > float(page[3]), "it lies on its side"
    said = text_of(printed)
    for words in ("If something happens", "999", "01632 960001", "Holds until Wednesday 3 March"):
        assert words in " ".join(said.split())


def test_large_print_is_larger():
    sizes = []
    for kind in ("standard", "large"):
        with opened(paper_of_cut(made(), kind=kind, until=UNTIL)) as paper:
            sizes.append(len(paper.pages))
    assert sizes[1] > sizes[0]


def test_easy_read_has_one_idea_a_line():
    printed = text_of(paper_of_cut(made("We knock. We wait."), kind="easy", until=UNTIL))

    assert "We knock.\nWe wait.\n" in printed


def test_its_own_words_come_from_one_place_and_can_be_translated(tmp_path, monkeypatch):
    words = yaml.safe_load((wording.FOLDER / "en.yaml").read_text())
    turned = {key: re.sub(r"[A-Za-z]+(?![^{]*\})", "Ymadrodd", text) for key, text in words.items()}
    (tmp_path / "en.yaml").write_text(yaml.safe_dump(words))
    (tmp_path / "cy.yaml").write_text(yaml.safe_dump(turned, allow_unicode=True))
    monkeypatch.setattr(wording, "FOLDER", tmp_path)
    wording.own_words.cache_clear()
    plain = {f"{key} {text}" for key, text in words.items() if len(text.split()) > 2}
    for kind in CopyKind.values:
        printed = paper_of_cut(replace(made(), language="cy"), kind=kind, until=UNTIL, phone="1")
        said = " ".join(text_of(printed).split())
        assert "Ymadrodd" in said
        assert [one for one in plain if one.partition(" ")[2] in said] == [], kind
        assert faults(printed, title=turned[TITLE_KEYS.get(kind, "title")], language="cy") == []
    wording.own_words.cache_clear()


TITLE_KEYS = {"card": "title_card", "child": "title_child"}


@pytest.mark.parametrize("path", sorted(wording.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_language_has_every_word_and_its_places(path):
    english = yaml.safe_load((wording.FOLDER / "en.yaml").read_text())
    words = yaml.safe_load(path.read_text())
    assert set(words) == set(english)
    for key, text in words.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key]))
