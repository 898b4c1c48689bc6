"""Who checked in, when, and what they found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.measures.actions.low import LONGEST


class CheckInForm(forms.Form):
    """A few words; sealed with the family's record."""

    who = forms.CharField(
        label="Who checked in?", max_length=100,
        error_messages={
            "required": "Write who checked in", "max_length": "Use 100 letters or fewer",
        },
    )  # fmt: skip
    on = day_field("On which day?", required="Write the day")
    found = forms.CharField(
        label="What did they find, and what was agreed?", max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="A few words. Also if nobody could be reached: what was tried, and when again.",
        error_messages={
            "required": "Write a few words on how it was",
            "max_length": f"Use {LONGEST} letters or fewer",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> object:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("This date is in the future. Write the day it happened")
        return self.cleaned_data["on"]
