"""The one widget that Django does not have: a date in three boxes.

Forms ask for a day with `days.day_field`, which uses it. A day with a time, such as
an appointment, keeps the device's own picker: Django's DateTimeInput.
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
        if name in data:  # whole, as a draft of an earlier release kept it
            return str(data[name]).strip()
        typed = super().value_from_datadict(data, files, name)
        parts = [str(part or "").strip() for part in reversed(typed)]
        # Nothing typed means no date; half a date must reach the field and be refused.
        return "-".join(parts) if any(parts) else ""
