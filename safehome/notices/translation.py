"""The words of messages in another language, beside the English, for whoever reads them."""

from __future__ import annotations

from uuid import UUID

from safehome.kit.verdicts import Verdict
from safehome.measures.queries.readings import shown_in
from safehome.measures.rules import ENGLISH, Piece, Translation
from safehome.notices.models import NoticeKind
from safehome.notices.wording import AT, DAYS, LANGUAGES, MONTHS, WORDS

TITLE = "Messages"


def messages_translation(language: str) -> Translation | None:
    """All that a message may say; None in a language that we do not have."""
    if language == ENGLISH or language not in LANGUAGES:
        return None
    found = []
    for kind, words in WORDS.items():
        said = NoticeKind(kind).label
        for place, english, other in zip(
            ("its subject", "what it says"), words[ENGLISH], words[language], strict=True
        ):
            found.append(Piece(f"{kind}-{place}", f"{said}: {place}", english, other))
    found.append(Piece("at", "A day and time", AT[ENGLISH], AT[language]))
    for names, called in ((DAYS, "A day"), (MONTHS, "A month")):
        for english, other in zip(names[ENGLISH], names[language], strict=True):
            found.append(Piece(english, called, english, other))
    return Translation("messages", TITLE, language, "This service’s own words", tuple(found))


def messages_may_show(organisation: UUID, language: str) -> Verdict:
    """Whether a message that leads to a private link may be in this language."""
    return shown_in(organisation, messages_translation(language), title=TITLE, language=language)


def all_messages() -> list[Translation]:
    """What there is to read of messages."""
    found = [messages_translation(language) for language in LANGUAGES]
    return [one for one in found if one is not None]
