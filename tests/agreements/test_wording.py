"""What a carer reads: short, and for a reader of eleven; in every language the same things."""

from __future__ import annotations

import pytest

from safehome.agreements.rules import KINDS, PURPOSES
from safehome.agreements.wording import LANGUAGES, language_for
from safehome.programme.ease import count_words, ease

ENGLISH = LANGUAGES["en"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_reader_of_eleven_understands_it(purpose):
    found = ease(ENGLISH.words[purpose].as_told)
    assert found.age <= 11, found
    assert count_words(found.longest) <= 25, found.longest


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda one: one.code)
def test_each_language_says_everything(language):
    assert language.sheets.keys() == set(KINDS)
    assert language.words.keys() == set(PURPOSES)
    for purpose, words in language.words.items():
        assert len(words.about) == len(ENGLISH.words[purpose].about), purpose
        assert all(part.strip() for part in (words.question, words.if_not, words.yes, words.no))


def test_a_language_that_is_not_there_is_interpreted():
    assert language_for("so").code == "en"
    assert language_for("cy").is_draft
