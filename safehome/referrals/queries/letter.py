"""The kind letter to carers whom we cannot take on, with what was decided written into it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404
from django.utils import timezone

from safehome.design.pdf import pdf
from safehome.design.words import day
from safehome.families.addresses import gives_away, same_place
from safehome.people.access import Actor
from safehome.programme.queries import pack_of, versions_in_force
from safehome.referrals.body import Body, Carer
from safehome.referrals.entrance import newest_front_door
from safehome.referrals.models import Suitability, Suitable

SLUG = "decline-kindly"
TEMPLATE = Path(__file__).parents[1] / "templates" / "referrals" / "letter.typ"
TITLE = "Our answer"  # neutral: papers lie on tables
# A gap in square brackets is filled by the decision where its paragraph begins so.
FILLS = {"Why.": "words", "What may help now.": "signposts"}
GAP = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its beginning in bold, if it has one. open: something is still to write."""

    lead: str
    text: str
    open: bool


@dataclass(frozen=True)
class Letter:
    """The letter for one carer."""

    to: str
    paragraphs: list[Paragraph]

    @property
    def has_gaps(self) -> bool:
        return any(one.open for one in self.paragraphs)


@dataclass(frozen=True)
class Letters:
    """The letters, and to whom there is none.

    unaware: carers who do not know of the referral, by their place in it. not_said:
    those who get one, and of whom the referral does not say whether they know. leaks:
    those whose letter would say where a home is that they must not learn of.
    """

    letters: list[Letter]
    unaware: dict[int, str]
    not_said: list[str]
    leaks: list[str]


def kind_letters(
    person: Actor, body: Body, decision: Suitability | None, *, told: Collection[int] = ()
) -> Letters:
    """One for each carer who may know; 404 unless the newest decision is a no and there is a text.

    A carer who does not know of the referral gets none, because the letter would be
    how they learn of it. told: places of carers to whom somebody has spoken since.
    """
    text = _text_of(decision)
    assert decision is not None
    carers = {place: one for place, one in enumerate(body.carers) if one.name}
    unaware = {
        place: one.name for place, one in carers.items()
        if one.knows == "no" and place not in told
    }  # fmt: skip
    leaks = {place: one.name for place, one in carers.items() if _tells(decision, one, body)}
    to = [one for place, one in carers.items() if place not in unaware.keys() | leaks.keys()]
    names = [one.name for one in to] or ([] if carers else ["[name]"])
    door = newest_front_door(person.organisation_id)
    phone = door.phone if door is not None and door.phone else "[telephone]"
    return Letters(
        [_letter(person, text, name, decision, phone) for name in names], unaware,
        [one.name for one in to if not one.knows],
        [name for place, name in leaks.items() if place not in unaware],
    )  # fmt: skip


def _tells(decision: Suitability, carer: Carer, body: Body) -> bool:
    """Whether the words of a decision say where a home is that is kept from this carer.

    A referral says that an address is hidden from somebody, and not from whom: so from
    everybody who does not live there.
    """
    hidden = [
        one.address for one in body.carers
        if one.address_is_hidden and one.address and not same_place(one.address, carer.address)
    ]  # fmt: skip
    return gives_away(f"{decision.words}\n{decision.signposts}", hidden)


def _text_of(decision: Suitability | None) -> str:
    """The letter of the newest pack that has one."""
    if decision is None or decision.decision != Suitable.NO:
        raise Http404
    for version in versions_in_force(on=timezone.localdate()):
        article = pack_of(version).letters.get(SLUG)
        if article is not None:
            return article.text.markdown
    raise Http404


def _letter(
    person: Actor, text: str, carer: str, decision: Suitability, phone: str
) -> Letter:  # fmt: skip
    facts = {
        "carer_name": carer, "organisation": person.organisation_name,
        "practitioner_name": person.name, "phone": phone, "date": "[date]",
    }  # fmt: skip
    filled = re.sub(r"\{(\w+)\}", lambda found: facts.get(found[1], f"[{found[1]}]"), text)
    parts = re.split(r"\n\s*\n", filled.strip())
    return Letter(carer, [_paragraph(one, decision) for one in parts])


def _paragraph(text: str, decision: Suitability) -> Paragraph:
    found = re.match(r"\*\*(.+?)\*\*\s*(.*)", text, re.DOTALL)
    lead, rest = (found[1], found[2]) if found else ("", text)
    if lead in FILLS:
        words = str(getattr(decision, FILLS[lead])).strip()
        rest = GAP.sub(lambda _: words, rest)
        return Paragraph(lead, rest, open=not words)
    return Paragraph(lead, rest, open=GAP.search(rest) is not None)


def letter_pdf(letters: list[Letter]) -> bytes:
    """The letters as a paper, each on a page of its own."""
    data = {
        "on": day(timezone.localdate()),
        "letters": [[[one.lead, one.text] for one in letter.paragraphs] for letter in letters],
    }
    return pdf(TEMPLATE, data, title=TITLE)
