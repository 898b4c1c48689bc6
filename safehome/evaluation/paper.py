"""The report as a paper that a trustee understands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from safehome.design.pdf import Picture, pdf
from safehome.design.pictures import Drawn
from safehome.design.words import day
from safehome.evaluation.rules.indicators import INDICATORS
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.words import BARS_SAY, LIMITS, NO_PROOF, NOT_ALIKE
from safehome.evaluation.shown import Counting, Page

TEMPLATE = Path(__file__).parent / "templates" / "evaluation" / "report.typ"
TITLE = "What changed"
FIGURES = (
    "What",
    "Start",
    "Later",
    "Mean change (SD)",
    "Shift (95 %)",
    "One-sidedness (95 %)",
    "p",
)
CHOSEN = (5, 6, 7, 8, 10, 11)  # of a part's cells; the counts stand in a table of their own


def report_pdf(page: Page, *, organisation: str, at: datetime, of: str = "") -> bytes:
    """The paper as bytes: what changed, how sure one can be, and what it cannot say.

    of: a sentence that says of when the figures are, where they are not of now.
    """
    data = {
        "organisation": organisation,
        "made": day(timezone.localdate(at)),
        "about": f"{page.about} {of}".strip(),
        "later": page.later,
        "no_proof": NO_PROOF,
        "way": _counting(page.way),
        "units": page.units,
        "bars_say": BARS_SAY,
        "waited": page.waited,
        "journeys": _counting(page.journeys),
        "attendance": _counting(page.attendance),
        "came": page.came,
        "measures": [
            {
                "title": one.title,
                "rule": one.rule,
                "picture": _picture(one.picture),
                "readings": [(part.title, f"{part.answered} {part.reading}") for part in one.parts],
                "counts": [(part.title, *part.cells[:5]) for part in one.parts],
                "figures": [(part.title, *(part.cells[at] for at in CHOSEN)) for part in one.parts],
                "leaving": one.leaving,
                "nothing": one.nothing,
            }
            for one in page.measures
        ],
        "grounds": [
            {"title": one.title, "about": one.about, "heads": one.heads, "rows": one.rows}
            for one in page.grounds
        ],
        "waiting": page.waiting,
        "not_alike": NOT_ALIKE,
        "figure_heads": FIGURES,
        "limits": LIMITS,
        "method": [(one.title, f"{one.sentence} {one.formula}") for one in INDICATORS],
        "version": METHOD,
        "short": page.short,
    }
    return pdf(TEMPLATE, data, title=TITLE, made_at=at)


def _counting(part: Counting) -> dict[str, object]:
    rows = [(line.text, line.shown) for line in part.lines]
    if part.whole.text:
        rows.append((part.whole.text, part.whole.shown))
    return {"rows": rows, "picture": _picture(part.picture)}


def _picture(drawn: Drawn | None) -> Picture | None:
    return Picture(svg=str(drawn.svg), alt=drawn.alt) if drawn else None
