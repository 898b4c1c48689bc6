"""One kind on paper for one carer: what they were told, what they said, and a line to sign."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils import timezone

from safehome.agreements.models import Agreement, How, Said
from safehome.agreements.rules import BOX, KINDS, Kind, is_a_drawn_line
from safehome.agreements.wording import Language, language_for
from safehome.design.pdf import Picture, pdf
from safehome.design.words import day
from safehome.families.models import FamilyMember, Need

TEMPLATE = Path(__file__).parents[1] / "templates" / "workspace" / "agreeing" / "paper.typ"
# The record keeps whole what was agreed about reaching them. A paper lies on tables, where those
# live who must not know, so that part of it is for the staff's eyes alone.
MUST_NOT_KNOW = re.compile(r"; must not know: [^\n]*")
TITLE = "What we agreed"  # neutral: papers lie on tables


def paper_of(carer: FamilyMember, kind: Kind, language: Language) -> bytes:
    """The paper as bytes: as it was last answered, or blank to sign. Nothing of another carer.

    The family must be open.
    """
    sheet = language.sheets[kind]
    last: dict[str, Agreement] = {}
    for row in Agreement.objects.filter(carer=carer, purpose__in=KINDS[kind]).order_by(
        "-said_on", "-written_at"
    ):
        last.setdefault(row.purpose, row)
    newest = next(iter(sorted(last.values(), key=lambda row: row.written_at, reverse=True)), None)
    data = {
        "name": carer.called,
        "lead": sheet.lead,
        "heading": sheet.title,
        "questions": [question_of(language, purpose, last.get(purpose)) for purpose in KINDS[kind]],
        "change_of_mind": language.change_of_mind,
        "lines": [language.name_here, language.sign_here, language.day],
        "signed": _signed(newest),
        "line": _line(newest),
        "printed": day(timezone.localdate()),
    }
    return pdf(
        TEMPLATE, data, title=TITLE, language="en-GB" if language.code == "en" else language.code,
        large_print=Need.LARGE_PRINT in carer.needs,
    )  # fmt: skip


def question_of(language: Language, purpose: str, row: Agreement | None) -> dict[str, object]:
    """As it is put today; once answered, in the very words that were put then."""
    words = language.words[purpose]
    asked: dict[str, object] = {
        "question": words.question, "about": list(words.about), "if_not": words.if_not,
        "yes": words.yes, "no": words.no, "said": "",
    }  # fmt: skip
    if row is None:
        return asked
    then = language_for(row.language).words[purpose]
    answered = {Said.GIVEN: then.yes, Said.REFUSED: then.no}
    asked["said"] = f"{answered.get(Said(row.said), Said(row.said).label)}, {day(row.said_on)}"
    if row.explained:
        question, *about = MUST_NOT_KNOW.sub("", row.explained).split("\n")
        asked |= {"question": question, "about": about, "if_not": ""}
    return asked


def _signed(row: Agreement | None) -> str:
    if row is None or row.said in (Said.WITHDRAWN, Said.INVALIDATED):
        return ""
    return f"{How(row.how).label}, {day(row.said_on)}" + (
        f": {row.signature}" if row.how == How.TYPED else ""
    )


def _line(row: Agreement | None) -> Picture | None:
    """The drawn line, if there is one. Its shape was checked when it was kept, and is again."""
    if row is None or row.how != How.SIGNED_HERE or not is_a_drawn_line(row.signature):
        return None
    wide, high = BOX
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        f'<path d="{row.signature}" fill="none" stroke="#1f2a2a" stroke-width="4"/></svg>'
    )
    return Picture(svg=svg, alt="Signature")
