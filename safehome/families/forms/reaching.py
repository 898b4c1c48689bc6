"""How somebody may be reached safely."""

from __future__ import annotations

from typing import Any

from django import forms

from safehome.design.days import day_field
from safehome.families.forms.fields import short
from safehome.families.models import Channel
from safehome.families.rules import DAYS


def _clock(label: str, *, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False,
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
        help_text=help_text, error_messages={"invalid": "Write a time such as 9:00 or 14:30"},
    )  # fmt: skip


class SafeContactForm(forms.Form):
    channel = forms.ChoiceField(
        label="How may we reach them?", choices=Channel.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how they may be reached"},
    )  # fmt: skip
    also = forms.MultipleChoiceField(
        label="Is anything else safe, too?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[one for one in Channel.choices if one[0] != Channel.IN_PERSON],
        help_text="Only what they said themselves.",
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        label="On which days may a message arrive?", required=False, coerce=int,
        choices=list(enumerate(DAYS, start=1)), widget=forms.CheckboxSelectMultiple,
        help_text="Choose none if any day is safe.",
    )  # fmt: skip
    not_before = _clock("Not before")
    not_after = _clock(
        "Not after",
        help_text="A message at another time waits, or is held back. "
        "Leave both empty for 8:00 to 20:00.",
    )
    hours = short(
        "Anything else about when", help_text="For example, “before school is out”. In their words."
    )
    voicemail_is_safe = forms.BooleanField(label="A voicemail is safe", required=False)
    must_not_know = short(
        "Who must not learn of this work", help_text="Leave empty if there is nobody.", limit=200
    )
    review_on = day_field(
        "Look at this again on",
        hint="After this day no message goes until somebody has asked them again.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        begin, end = given.get("not_before"), given.get("not_after")
        if (begin is None) != (end is None) and not self.errors:
            empty = "not_before" if begin is None else "not_after"
            self.add_error(empty, "Give both times, or neither")
        elif begin is not None and end is not None and end <= begin:
            self.add_error("not_after", "Give a time later than the one before it")
        return given
