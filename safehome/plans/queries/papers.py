"""Copies as papers that everyone can read: A4, large print, easy read, pocket card, a child's own.

Neutral on the outside: they lie on tables and in bags, so neither the title nor the
name of the file says what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from safehome.design.pdf import pdf
from safehome.design.symbols import drawing
from safehome.design.words import day
from safehome.plans.models import Copy, CopyKind, Version
from safehome.plans.queries.cut import IF_SOMETHING_HAPPENS, Cut, CutLine, Recipient, cut
from safehome.plans.queries.written import read
from safehome.plans.wording import BASE, Own, own_words

TEMPLATES = Path(__file__).parents[1] / "templates" / "plans"
ENGLISH = own_words(BASE)
TITLES = {CopyKind.CARD: ENGLISH["title_card"], CopyKind.CHILD: ENGLISH["title_child"]}
TITLE = ENGLISH["title"]
FILE = "our-page.pdf"
LANGUAGE = re.compile(r"[a-z]{2,3}")
SYMBOLS = {
    "SP1": "heart", "SP2": "people", "SP4": "eye", "SP5": "door", "SP6": "ball", "SP7": "screen",
    "SP8": "walk", "SP9": "amber", "SP10": "two-talk", "SP11": "family", "SP12": "help",
    "SP13": "think", "SP14": "sun", "SP15": "calendar",
}  # fmt: skip
# What a card has room for beside "if something happens", the most urgent first.
ON_A_CARD = ("SP4", "SP9", "SP5", "SP8", "SP11")
MOST_ON_A_CARD = 8
NUMBERS = {"danger": "999", "police": "101", "worried": "0808 800 5000"}
NUMBER_FOR_A_CHILD = "0800 1111"
RING = tuple((ENGLISH[key], number) for key, number in NUMBERS.items())


def paper_of(copy: Copy, sections: Mapping[str, str], *, phone: str = "") -> bytes:
    """The PDF of a copy that was given. phone: the service's own. The family must be open."""
    recipient = copy.member or copy.professional
    assert recipient is not None  # the database's own rule
    return sketch_of(
        copy.version, sections, recipient=recipient, kind=copy.kind, whole=not copy.for_role,
        until=copy.expires_on, phone=phone,
    )  # fmt: skip


def sketch_of(
    version: Version, sections: Mapping[str, str], *, recipient: Recipient, kind: str, whole: bool,
    until: date, phone: str = "",
) -> bytes:  # fmt: skip
    """The PDF of a copy as it would be given."""
    made = cut(read(version), sections, recipient=recipient, whole=whole)
    return paper_of_cut(made, kind=kind, until=until, phone=phone)


def paper_of_cut(made: Cut, *, kind: str, until: date, phone: str = "") -> bytes:
    """A cut on paper. What people wrote is data to the template and never part of it."""
    own = own_words(made.language)
    ring = [[own[key], number] for key, number in NUMBERS.items()]
    given: dict[str, object] = {
        "own": dict(own.words), "own_language": own.language,
        "page_for": own.filled("this_page_is_for", name=made.name),
        "note": note_of(made), "until": own.filled("until", day=day(until)),
        "ring": [*ring, [own["service"], phone]] if phone else ring,
        "contacts": [[f"{one.name}, {one.what}" if one.name else one.what, one.phone]
                     for one in made.contacts],
        "voices": [asdict(one) for one in made.voices],
        "sections": [
            {"title": one.title, "code": one.code, "symbol": SYMBOLS.get(one.code, ""),
             "lines": [line_of(line, easy=kind in (CopyKind.EASY, CopyKind.CHILD), own=own)
                       for line in one.lines]}
            for one in made.sections
        ],
    }  # fmt: skip
    if kind == CopyKind.CARD:
        given |= _card(made)
    if kind in (CopyKind.EASY, CopyKind.CHILD):
        used = {SYMBOLS.get(one.code, "") for one in made.sections} - {""}
        used |= {"talk", "phone", "heart", "cloud", "thumb"}
        given["symbols"] = {name: drawing(name) for name in sorted(used)}
    if kind == CopyKind.CHILD:
        ours = [[own["service"], phone]] if phone else []
        given["ring"] = [[own["childline"], NUMBER_FOR_A_CHILD], *ours]
    template = {
        CopyKind.EASY: "easy.typ", CopyKind.CARD: "card.typ", CopyKind.CHILD: "child.typ",
    }.get(CopyKind(kind), "paper.typ")  # fmt: skip
    titles = {CopyKind.CARD: own["title_card"], CopyKind.CHILD: own["title_child"]}
    language = made.language if LANGUAGE.fullmatch(made.language) else "en"
    return pdf(
        TEMPLATES / template, given, title=titles.get(CopyKind(kind), own["title"]),
        language="en-GB" if language == "en" else language, large_print=kind == CopyKind.LARGE,
    )  # fmt: skip


def note_of(made: Cut) -> str:
    own = own_words(made.language)
    place = f"{made.setting}: {made.called}" if made.called else made.setting
    parts = [own.filled("for_name", name=made.name) if made.name else "", place,
             own.filled("version", number=made.number)]  # fmt: skip
    if made.for_now:
        parts.append(own["for_now"])
    if made.review_on:
        parts.append(own.filled("next_look", day=day(made.review_on)))
    return " · ".join(part for part in parts if part)


def line_of(line: CutLine, *, easy: bool, own: Own = ENGLISH) -> dict[str, object]:
    about = [
        (own["who"], line.who), (own["when"], line.when), (own["where"], line.where),
        (own["for_whom"], line.children),
    ]  # fmt: skip
    given: dict[str, object] = {"text": line.text, "instead": line.instead}
    if easy:
        given["ideas"] = _ideas(line.text) + _ideas(line.instead)
        given["facts"] = [[label, words] for label, words in about if words]
    else:
        given["facts"] = [[label, words] for label, words in (*about, *line.more) if words]
    return given


def _ideas(text: str) -> list[str]:
    """One sentence a line, as easy read wants it.

    >>> _ideas("We knock. We wait; then we go in.")
    ['We knock.', 'We wait;', 'then we go in.']
    """
    return [part for part in re.split(r"(?<=[.!?;])\s+", text.strip()) if part]


def _card(made: Cut) -> dict[str, object]:
    chosen = [line for code in ON_A_CARD for line in made.of(code)]
    return {
        "happens": [_short(line) for line in made.happens],
        "lines": [_short(line) for line in chosen[:MOST_ON_A_CARD]],
        "more": len(_besides(made)) > len(chosen[:MOST_ON_A_CARD]),
    }  # fmt: skip


def _besides(made: Cut) -> list[CutLine]:
    found: Iterable[CutLine] = (
        line for one in made.sections if one.code != IF_SOMETHING_HAPPENS for line in one.lines
    )
    return list(found)


def _short(line: CutLine) -> dict[str, object]:
    when = " · ".join(part for part in (line.when, line.where) if part)
    return {"text": line.instead or line.text, "when": when}
