"""What is asked when a plan is looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.plans import policies
from safehome.plans.actions.living import ReviewWords
from safehome.plans.models import Outcome, Why
from safehome.workspace.planning.forms import choice, words


class AskReviewForm(forms.Form):
    why = choice(
        "Why look at it now?", [one for one in Why.choices if one[0] != Why.DUE],
        required="Choose why",
    )  # fmt: skip
    note = words("Anything to know about it", rows=2)


class HoldReviewForm(forms.Form):
    held_on = day_field("When was it held?", required="Write on which day it was held")
    worked = words("What worked?", required="Write what worked", rows=2)
    did_not = words("What did not?", rows=2)
    children_say = words(
        "What do the children say?", rows=2,
        required="Write what each child says, or why they were not asked",
    )  # fmt: skip
    outcome = choice("What is decided?", Outcome.choices, required="Choose what is decided")
    because = words("Why?", required="Write why", rows=2)
    next_on = day_field(
        "If it stays as it is: when do we look at it again?",
        hint="Not needed where it changes: the next version has a day of its own.",
    )  # fmt: skip

    def __init__(self, *args: Any, interim: bool, to_answer: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.interim, self.to_answer = interim, to_answer
        self.fields["held_on"].initial = timezone.localdate()

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("It cannot be a day to come")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") != Outcome.KEEP:
            given["next_on"] = None
        if given.get("outcome") and "next_on" not in self.errors:
            may = policies.may_decide(
                outcome=given["outcome"], next_on=given.get("next_on"), interim=self.interim,
                to_answer=self.to_answer, today=timezone.localdate(),
                did_not=given.get("did_not", ""),
            )  # fmt: skip
            if not may:
                closing = given["outcome"] == Outcome.CLOSE
                box = "did_not" if closing else "outcome" if self.to_answer else "next_on"
                self.add_error(box, may.reason)
        return given

    def facts(self) -> ReviewWords:
        return ReviewWords(**self.cleaned_data)
