"""Fields that several forms about a family share."""

from __future__ import annotations

from typing import Any

from django import forms

CHOOSE = ("", "Choose one")


def short(label: str, *, required: str = "", help_text: str = "", limit: int = 120) -> Any:
    """One line of text; `required` is what to say when it is missing."""
    return forms.CharField(
        label=label, required=bool(required), help_text=help_text, max_length=limit,
        error_messages={"required": required},
    )  # fmt: skip
