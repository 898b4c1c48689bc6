"""What is asked of a manager who lets sessions begin without a plan for now."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.plans import policies
from safehome.workspace.planning.forms import words


class ExemptForm(forms.Form):
    because = words(
        "Why may sessions begin without a plan for now?",
        required="Write why; whoever reads this later has to understand it",
        hint="And what keeps the children safe until there is one.",
    )  # fmt: skip
    until = day_field(
        "Until which day?", required="Write the last day on which this holds",
        hint=f"At most {policies.LONGEST_WITHOUT.days} days away.",
    )  # fmt: skip

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        may = policies.may_be_without(until=day, today=timezone.localdate())
        if not may:
            raise forms.ValidationError(may.reason)
        return day
