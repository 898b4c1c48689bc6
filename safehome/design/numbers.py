"""The one way to ask for a number: whatever is wrong with it, the error says which would do."""

from __future__ import annotations

from typing import Any

from django import forms


def number_field(
    label: str, lowest: int, highest: int, *, invalid: str, required: str = "", hint: str = "",
    width: int = 3, places: int = 0,
) -> Any:  # fmt: skip
    """A number. invalid: what is said of words and of what lies outside; required: when it is
    missing, and empty when it need not be there. places: after the point."""
    widget = forms.TextInput(
        {
            "class": f"govuk-input--width-{width}",
            "inputmode": "decimal" if places else "numeric",
        }
    )
    said = {"required": required} | dict.fromkeys(WRONG, invalid)
    asked: dict[str, Any] = {
        "label": label, "required": bool(required), "help_text": hint, "min_value": lowest,
        "max_value": highest, "widget": widget, "error_messages": said,
    }  # fmt: skip
    if places:
        return forms.DecimalField(decimal_places=places, max_digits=9, **asked)
    return forms.IntegerField(**asked)


# The codes by which Django's fields and validators know what is wrong with a number.
WRONG = (
    "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits",
)  # fmt: skip
