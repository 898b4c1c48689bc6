"""The report as an Excel workbook: about it, every figure, and what each of them means.

Written cell by cell as what it is, text or number, so that nothing in it can be a formula or a
link, whatever anybody is called. A number that is held back says so in its own cell.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import timezone

from safehome.design.words import day
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.words import LIMITS, NO_PROOF
from safehome.evaluation.sheets import COLUMNS, DICTIONARY_HEAD, Cell, Line, meanings

TITLE = "What changed"
VALUE = COLUMNS.index("value")
WIDTHS = {
    "Figures": (14, 30, 26, 30, 14, 16, 16, 9, 16),
    "What they mean": (16, 24, 50, 50, 40, 40, 40, 18),
}
AS_IT_IS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


def workbook(lines: Sequence[Line], *, about: str, organisation: str, at: datetime) -> bytes:
    """The workbook as bytes. about: in a sentence, what the report is on."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, AS_IT_IS)
    book.set_properties({"title": TITLE, "author": organisation, "created": at})
    _about(book, about, organisation, at)
    rows = [_shown(line) for line in lines]
    _table(book, "Figures", COLUMNS, rows)
    _table(book, "What they mean", DICTIONARY_HEAD, meanings())
    book.close()
    return out.getvalue()


def _shown(line: Line) -> tuple[Cell, ...]:
    cells = list(line.cells)
    if line.value is None:
        cells[VALUE] = line.note
    return tuple(cells)


def _about(book: Any, about: str, organisation: str, at: datetime) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 16}))
    said = (
        organisation, f"Made on {day(timezone.localdate(at))}.", NO_PROOF, about, *LIMITS,
        "A value that is held back, or of which there are too few to say, has those words in its"
        " cell and in the column beside it. Nought means nobody.",
        f"Method version {METHOD}. The hash of a figure is the same again only for the same"
        " figure, by the same method, of the same tallies.",
    )  # fmt: skip
    for row, sentence in enumerate(said, start=2):
        sheet.write_string(row, 0, sentence)


def _table(book: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS[name]):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head[column], bold)
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, wrapped)
            elif cell is not None:
                sheet.write_number(at, column, cell, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
