"""The one way to ask for a day: three boxes, whatever the browser, with the same plain errors."""

from __future__ import annotations

from typing import Any

from django import forms

from safehome.design.widgets import DayMonthYear

NOT_REAL = "Write a real date, such as 14 3 2026"


def day_field(
    label: str, *, required: str = "", hint: str = "", invalid: str = NOT_REAL, initial: Any = None
) -> forms.DateField:
    """A day. required: what is said when there is none; empty when there need not be one."""
    return forms.DateField(
        label=label, required=bool(required), widget=DayMonthYear, help_text=hint,
        initial=initial, error_messages={"required": required, "invalid": invalid},
    )  # fmt: skip
