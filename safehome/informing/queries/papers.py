"""A letter as a paper: accessible PDF, with the words and one address on it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils import timezone

from safehome.design.pdf import pdf
from safehome.informing.models import Letter, LetterFormat
from safehome.informing.queries.letters import Addressee, manner_of
from safehome.notices.wording import MONTHS

PAPER = Path(__file__).parents[1] / "templates" / "informing" / "letter.typ"
LANGUAGE = re.compile(r"[a-z]{2,3}")


def paper_of(letter: Letter, *, name: str = "", draft: bool = False) -> bytes:
    """The bytes of a letter's PDF. name: whom it is for, where it has not been kept yet.

    draft: it says so, and cannot be mistaken for the letter.

    Its address is the one that was fixed when it was written; none when it is handed over.
    """
    person = letter.member or letter.professional
    manner = manner_of(letter.organisation_id)
    on = timezone.localtime(letter.written_at).date()
    months = MONTHS.get(letter.language, MONTHS["en"])
    given = {
        "draft": draft,
        "head": _lines(manner.letterhead),
        "to": [name or (person.name if person else ""), *_lines(letter.address)],
        "on": f"{on.day} {months[on.month - 1]} {on.year}",
        "blocks": [
            _block(block, easy=letter.format == LetterFormat.EASY)
            for block in re.split(r"\n\s*\n", letter.body.replace("\r", "").strip())
        ],
    }
    return pdf(
        PAPER, given, title=letter.title, large_print=letter.format != LetterFormat.STANDARD,
        language=letter.language if LANGUAGE.fullmatch(letter.language) else "en",
    )  # fmt: skip


def sketch_of(to: Addressee, *, title: str, body: str, language: str, format: str) -> bytes:
    """The paper of words that are not kept yet: a draft, without an address, for the eye alone.

    Whatever is asked before a letter goes has not been asked of it, so it must not be
    fit to be put into an envelope.
    """
    return paper_of(Letter(
        organisation_id=to.family.organisation_id, family_id=to.family.pk, title=title, body=body,
        language=language, format=format,
    ), name=to.name, draft=True)  # fmt: skip


def paper_blocks(letter: Letter) -> list[dict[str, object]]:
    """A letter's words for the screen."""
    return [_block(block, easy=False) for block in re.split(r"\n\s*\n", letter.body)]


def _block(block: str, *, easy: bool) -> dict[str, object]:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    if lines and all(line.startswith(("- ", "* ")) for line in lines):
        return {"kind": "list", "lines": [_runs(line[2:]) for line in lines]}
    if easy:  # one sentence a line
        lines = [part for line in lines for part in re.split(r"(?<=[.!?])\s+", line)]
    return {"kind": "words", "lines": [_runs(line) for line in lines]}


def _runs(line: str) -> list[dict[str, object]]:
    """A line as plain and strong parts: **strong** is the one mark that letters know."""
    parts = re.split(r"\*\*(.+?)\*\*", line)
    return [{"text": part, "strong": place % 2 == 1} for place, part in enumerate(parts) if part]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
