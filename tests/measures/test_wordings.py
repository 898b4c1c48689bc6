"""Each language against English: every piece of words, answer and number has its counterpart."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import safehome
from safehome.measures.own_words import FOLDER, written, written_languages
from safehome.measures.queries.readings import questionnaire_translation
from safehome.measures.rules import Piece, Translation
from safehome.notices.wording import address_gives_away, gives_away
from safehome.programme.loading import load

OPEN = load(Path(safehome.__file__).parent.parent / "packs/open/1.0")
# Where a translation's words may be read at all; whatever else did would go past the reading.
READS = ("safehome/programme/", "safehome/measures/queries/readings.py")


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", written_languages())
def test_the_pages_have_every_word_in_each_language(language):
    english, other = written("en"), written(language)
    assert list(other.words) == list(english.words)
    for key, words in english.words.items():
        assert places(other[key]) == places(words), key
        assert other[key].strip(), key
    assert len({p.name for p in FOLDER.glob("*.yaml")}) == len(written_languages()) + 1


def test_questionnaires_have_every_line_and_answer_in_each_language():
    pack = OPEN
    assert pack.translated_questionnaires
    for (language, name), _ in pack.translated_questionnaires.items():
        english, other = pack.questionnaire(name), pack.questionnaire(name, language)
        assert [one.id for one in other.items] == [one.id for one in english.items]
        assert [one.id for one in other.open] == [one.id for one in english.open]
        assert other.scale.labels.keys() == english.scale.labels.keys()
        assert (other.scale.lowest, other.scale.highest) == (
            english.scale.lowest, english.scale.highest,
        )  # fmt: skip
        assert other.scoring == english.scoring
        one = questionnaire_translation(pack, name, language)
        assert all(piece.english and piece.other for piece in one.pieces), name
        shown = [other.title, other.about, other.not_validated, *other.scale.labels.values(),
                 *(line.text for line in (*other.items, *other.open)),
                 *(part.title for part in other.subscales)]  # fmt: skip
        assert sorted(shown) == sorted(piece.other for piece in one.pieces), (
            "what is read is all that a carer is shown"
        )


WORDS = st.text(min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4, unique_by=lambda p: p[0]),
       st.data())  # fmt: skip
def test_no_two_wordings_have_one_fingerprint(pieces, data):
    def of(rows, language="cy"):
        return Translation("x", "X", language, "", tuple(
            Piece(id, "", english, other) for id, english, other in rows)).print  # fmt: skip

    at = data.draw(st.integers(0, len(pieces) - 1))
    side = data.draw(st.integers(0, 2))
    changed = [list(one) for one in pieces]
    changed[at][side] += data.draw(WORDS)
    assert of(pieces) == of(pieces)
    assert of(pieces) != of(changed)
    assert of(pieces) != of(pieces, "pl")
    assert of(pieces) != of(pieces[1:])


@pytest.mark.feature("MEA2")
@pytest.mark.parametrize("language", ["en", *written_languages()])
def test_the_pages_give_nothing_away_before_somebody_begins(language):
    own = written(language)
    for key, words in own.words.items():
        if key.startswith(("begin", "code", "nothing", "elsewhere", "sent", "clear", "slip",
                           "page_", "go_on", "leave", "skip", "check_title")):  # fmt: skip
            # Of trust the list means an organisation, and the page means people.
            assert gives_away(words.replace("you trust", "you know")) == "", key
    assert address_gives_away(f"https://a.example/page/in/{language}/ABCD-EFGH/") == ""


def test_only_these_modules_read_words_in_another_language():
    """Whatever else would show a translation would go past the reading."""
    root = Path(safehome.__file__).parent.parent
    for path in sorted(root.glob("safehome/**/*.py")):
        name = str(path.relative_to(root))
        if name.startswith(READS):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            assert getattr(node, "attr", "") != "translated_questionnaires", name
            assert not (isinstance(node, ast.Name) and node.id == "in_words"
                        and "programme.packs" in path.read_text()
                        and "import Pack, in_words" in path.read_text()), name  # fmt: skip
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "questionnaire":
                assert len(node.args) == 1, name
                assert not node.keywords, name
