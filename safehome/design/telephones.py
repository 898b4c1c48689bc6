"""The one way to ask for a telephone number: one that can be rung from anywhere."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

CANNOT_BE_RUNG = "Write the whole number with its area code, such as 01632 960 001"
NUMBER = re.compile(r"^(\+|0)[\d ()./-]*( ?(ext|x|extension)\.? ?\d{1,6})?$", re.IGNORECASE)


def can_be_rung(words: str) -> bool:
    """Whether this is a whole number: from its 0 or its country, with 8 to 15 digits.

    >>> [can_be_rung(one) for one in ("01632 960 001", "+44 (0)7700 900123", "0800 1111 ext 4")]
    [True, True, True]
    >>> [can_be_rung(one) for one in ("960001", "ring after six", "0163", "07700 900 123 or 124")]
    [False, False, False, False]
    """
    number = re.split(r"(?i)\s*(?:ext|x)", words.strip())[0]
    return bool(NUMBER.match(words.strip())) and 8 <= len(re.sub(r"\D", "", number)) <= 15


def is_of_a_house(words: str) -> bool:
    """Whether this is a British number that is no mobile; those of other countries are let be.

    >>> [is_of_a_house(one) for one in ("01632 960 001", "+44 (0)1632 960001", "0044 20 7946 0001")]
    [True, True, True]
    >>> [is_of_a_house(one) for one in ("07700 900123", "+44 (0)7700 900123", "+33 1 99 00 12 34")]
    [False, False, False]
    """
    number = re.sub(r"[^\d+]", "", words)
    for country in ("+44", "0044"):
        if number.startswith(country):
            number = "0" + number.removeprefix(country).removeprefix("0")
    abroad = number.startswith(("+", "00"))
    return not abroad and not number.startswith("07")


def refuse_what_cannot_be_rung(words: str) -> None:
    if words and not can_be_rung(words):
        raise ValidationError(CANNOT_BE_RUNG)


def telephone_field(
    label: str = "Telephone", *, hint: str = "", autocomplete: str = "off", limit: int = 40
) -> forms.CharField:
    """A telephone number, or nothing."""
    return forms.CharField(
        label=label, required=False, max_length=limit, help_text=hint,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": autocomplete}),
        validators=[refuse_what_cannot_be_rung],
    )  # fmt: skip
