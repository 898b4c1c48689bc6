"""Readings of translations, as somebody of the staff writes them."""

from __future__ import annotations

from safehome.measures.actions import say_read
from safehome.measures.models import Reading
from safehome.measures.own_words import pages_translation
from safehome.measures.queries.readings import questionnaire_translation
from safehome.notices.translation import messages_translation
from safehome.people.access import Actor
from safehome.programme.packs import Pack


def read_pages(by: Actor, *, language: str = "cy", wrong: str = "") -> Reading:
    """The pages of a private link, read."""
    one = pages_translation(language)
    assert one is not None
    return say_read(one, wrong=wrong, by=by)


def read_questions(
    by: Actor, pack: Pack, *names: str, language: str = "cy", wrong: str = ""
) -> None:
    """Questionnaires of a pack, read."""
    for name in names:
        one = questionnaire_translation(pack, name, language)
        assert one is not None
        say_read(one, wrong=wrong, by=by)


def read_messages(by: Actor, *, language: str = "cy") -> Reading:
    """The words of messages, read."""
    one = messages_translation(language)
    assert one is not None
    return say_read(one, wrong="", by=by)
