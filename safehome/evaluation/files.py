"""A report made into the file that was asked for, noted before it is made."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from safehome.evaluation import sheets
from safehome.evaluation.actions import note_export
from safehome.evaluation.asked import Asked
from safehome.evaluation.models import Kind
from safehome.evaluation.page import page_of
from safehome.evaluation.paper import report_pdf
from safehome.evaluation.workbook import workbook
from safehome.kit.locked import locked_pdf, locked_workbook
from safehome.people.access import Actor

TYPES = {
    Kind.EXCEL: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Kind.PDF: ("application/pdf", "pdf"),
    Kind.CSV: ("text/csv; charset=utf-8", "csv"),
}


def report_file(asked: Asked, kind: Kind, *, by: Actor, password: str = "") -> HttpResponse:
    """The report as a file. It is noted before it is made, so that none leaves unnoted."""
    note_export(kind, asked=asked.noted, rows=len(asked.lines), locked=bool(password), by=by)
    page = page_of(asked.report, asked.names)
    at = timezone.now().replace(microsecond=0)
    if kind is Kind.PDF:
        made = report_pdf(page, organisation=by.organisation_name, at=at, of=asked.moment)
        made = locked_pdf(made, password) if password else made
    elif kind is Kind.EXCEL:
        about = f"{page.about} {asked.moment}".strip()
        made = workbook(asked.lines, about=about, organisation=by.organisation_name, at=at)
        made = locked_workbook(made, password) if password else made
    else:
        made = sheets.figures(asked.lines)
    media, ending = TYPES[kind]
    return saved(made, media, f"what-changed.{ending}")


def saved(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that the browser saves."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
