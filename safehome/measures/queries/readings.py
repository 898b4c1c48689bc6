"""Words in another language as an organisation may show them: only such as somebody has read.

The one way to a questionnaire's words in another language (`words_in`), and to what is to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from safehome.families.queries import LANGUAGES
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.measures.models import Reading
from safehome.measures.own_words import pages_translation, written_languages
from safehome.measures.queries.licences import in_loaded, loaded_in, loaded_translation
from safehome.measures.rules import ENGLISH, Piece, Translation
from safehome.programme.instruments import instruments
from safehome.programme.packs import Pack, in_words
from safehome.programme.papers.furniture import name_of
from safehome.programme.shapes import Questionnaire, TranslatedQuestionnaire


def language_name(code: str) -> str:
    """A language as staff call it, else its code.

    >>> language_name("cy"), language_name("pt"), language_name("xx")
    ('Welsh', 'Português', 'xx')
    """
    return LANGUAGES.get(code) or name_of(code)


def newest_readings(organisation: UUID, found: Iterable[Translation]) -> dict[str, Reading]:
    """Fingerprint → the newest reading of exactly these words. One statement."""
    prints = [one.print for one in found]
    if not prints:
        return {}
    rows = (
        Reading.objects.filter(organisation_id=organisation, fingerprint__in=prints)
        .select_related("read_by")
        .order_by("read_at", "id")
    )
    return {one.fingerprint: one for one in rows}


def readings_of(organisation: UUID, one: Translation) -> list[Reading]:
    """Every reading of exactly these words, the newest first."""
    rows = Reading.objects.filter(organisation_id=organisation, fingerprint=one.print)
    return list(rows.select_related("read_by"))


def questionnaire_translation(
    pack: Pack, name: str, language: str
) -> Translation | None:  # fmt: skip
    """A questionnaire's words beside the English; None where the pack has none."""
    words = pack.translated_questionnaires.get((language, name))
    original = pack.questionnaires.get(name)
    if words is None or original is None:
        return None
    source = f"{pack.manifest.title}, version {pack.manifest.version}"
    return Translation(
        f"questionnaire-{name}", original.title, language, source,
        tuple(_pieces(original, words)),
    )  # fmt: skip


def _pieces(original: Questionnaire, words: TranslatedQuestionnaire) -> Iterable[Piece]:
    yield Piece("title", "Its title", original.title, words.title)
    yield Piece("about", "What it says first", original.about, words.about)
    for number, item in enumerate(original.items, start=1):
        yield Piece(item.id, f"Line {number}", item.text, words.items.get(item.id, ""))
    for value, text in sorted(original.scale.labels.items()):
        yield Piece(f"={value}", f"What {value} means", text, words.labels.get(value, ""))
    for line in original.open:
        yield Piece(line.id, "A line for words", line.text, words.open.get(line.id, ""))
    for part in original.subscales:
        yield Piece(f"part-{part.id}", "A part of it", part.title, words.subscales.get(part.id, ""))
    yield Piece("not_validated", "What was not tested", original.not_validated, words.not_validated)


def may_show(one: Translation | None, newest: Reading | None, *, title: str, language: str
             ) -> Verdict:  # fmt: skip
    """Whether words may be shown to a carer, and in plain words why not."""
    called = language_name(language)
    if one is None:
        return deny(f"“{title}” is not there in {called}.")
    if newest is None:
        return deny(
            f"The {called} of “{title}” is a draft: nobody here has read it beside the English yet."
        )
    if not newest.same:
        return deny(
            f"Somebody who read the {called} of “{title}” found something wrong with it, and it"
            " is not mended yet."
        )
    return ALLOW


def words_in(
    organisation: UUID, asked: Sequence[Questionnaire], pack: Pack, language: str
) -> list[tuple[Questionnaire, Verdict]]:
    """Each questionnaire in this language; in English, with the reason, where nobody has read it.

    asked: in English, of the pack, or with the words that a licensee loaded, which have been
    asked for by `words_for`. One statement, and one more for each of the latter.
    """
    if language == ENGLISH:
        return [(one, ALLOW) for one in asked]
    found = [_in_another(organisation, one, pack, language) for one in asked]
    newest = newest_readings(organisation, [one for _, one in found if one])
    told = []
    for original, (words, one) in zip(asked, found, strict=True):
        verdict = may_show(
            one, newest.get(one.print) if one else None, title=original.title, language=language
        )
        told.append((words if verdict else original, verdict))
    return told


def _in_another(
    organisation: UUID, asked: Questionnaire, pack: Pack, language: str
) -> tuple[Questionnaire, Translation | None]:
    """A questionnaire in another language, and what of it is to have been read."""
    if pack.questionnaires.get(asked.id) == asked:
        words = pack.translated_questionnaires.get((language, asked.id))
        one = questionnaire_translation(pack, asked.id, language)
        return in_words(asked, words) if words else asked, one
    if asked.id in instruments():
        loaded = loaded_in(organisation, asked.id, language)
        return (in_loaded(asked, loaded), loaded_translation(asked, loaded)) if loaded else (
            asked, None
        )  # fmt: skip
    return asked, None


def shown_in(organisation: UUID, one: Translation | None, *, title: str, language: str) -> Verdict:
    """Whether one translation may be shown to a carer today. One statement."""
    if language == ENGLISH:
        return ALLOW
    newest = newest_readings(organisation, [one] if one else [])
    return may_show(one, newest.get(one.print) if one else None, title=title, language=language)


def pages_may_show(organisation: UUID, language: str) -> Verdict:
    """Whether the pages of a private link may be shown in this language."""
    one = pages_translation(language)
    return shown_in(organisation, one, title="Pages of a private link", language=language)


def to_read(packs: Iterable[Pack]) -> list[Translation]:
    """What there is of the pages, and of what packs ask carers; each once."""
    found: dict[str, Translation] = {}
    for language in written_languages():
        if pages := pages_translation(language):
            found[pages.print] = pages
    for pack in packs:
        for language, name in pack.translated_questionnaires:
            asked = pack.questionnaires.get(name)
            one = questionnaire_translation(pack, name, language)
            if one and asked and asked.for_ == "carer":
                found.setdefault(one.print, one)
    return list(found.values())
