"""The kind letter to carers whom we cannot take on, with what was decided written into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404
from django.utils import timezone

from safehome.design.pdf import pdf
from safehome.design.words import day
from safehome.people.access import Actor
from safehome.programme.queries import pack_of, versions_in_force
from safehome.referrals.body import Body
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


def kind_letters(person: Actor, body: Body, decision: Suitability | None) -> list[Letter]:
    """One for each carer; 404 unless the newest decision is a no and the pack has the letter."""
    if decision is None or decision.decision != Suitable.NO:
        raise Http404
    for version in versions_in_force(on=timezone.localdate()):
        article = pack_of(version).letters.get(SLUG)
        if article is not None:
            text = article.text.markdown
            carers = [one.name for one in body.carers if one.name] or ["[name]"]
            return [_letter(person, text, carer, decision) for carer in carers]
    raise Http404


def _letter(person: Actor, text: str, carer: str, decision: Suitability) -> Letter:
    facts = {
        "carer_name": carer, "organisation": person.organisation_name,
        "practitioner_name": person.name, "phone": "[telephone]", "date": "[date]",
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
