"""The one widget that Django does not have: a date in three boxes.

Use it for a date somebody knows by heart, such as a birth date. For a day to be
picked, such as an appointment, keep Django's DateInput, which is drawn as the
device's own date picker.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


class DayMonthYear(forms.MultiWidget):
    """Day, month and year as typed; hands the field one ISO date, or what was typed."""

    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = dict.fromkeys(PARTS, forms.TextInput)
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return self.decompress_any(value)

    def decompress_any(self, value: object) -> list[Any]:
        """Day, month and year of a date, of ISO text, or of what was typed."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        if isinstance(value, list | tuple):
            return [*value, None, None, None][:3]
        if isinstance(value, str) and value.count("-") == 2:
            year, month, day = value.split("-")
            return [day, month, year]
        return [None, None, None]

    def value_from_datadict(  # type: ignore[override]  # one value: the field is a plain DateField
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str:
        typed = super().value_from_datadict(data, files, name)
        parts = [str(part or "").strip() for part in reversed(typed)]
        # Nothing typed means no date; half a date must reach the field and be refused.
        return "-".join(parts) if any(parts) else ""
