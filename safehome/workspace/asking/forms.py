"""The form for one questionnaire, made from the pack's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.kit.verdicts import permit
from safehome.measures.models import Mode
from safehome.programme.instruments import may_use_words
from safehome.programme.shapes import Questionnaire

SKIPPED = "skip"


class AnswersForm(forms.Form):
    """How and when it was answered, and one choice for each item.

    Refused where a licence does not let the words be shown today.
    """

    mode = forms.ChoiceField(
        label="How were the questions answered?",
        choices=Mode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the questions were answered"},
    )
    given_on = day_field(
        "When were they answered?", required="Write the day on which they were answered"
    )

    def __init__(self, questionnaire: Questionnaire, *args: Any, **options: Any) -> None:
        permit(may_use_words(questionnaire, "display", on=timezone.localdate()))
        super().__init__(*args, **options)
        self.questionnaire = questionnaire
        self.fields["given_on"].initial = timezone.localdate()
        scale = questionnaire.scale
        # The page says once what the numbers mean; repeating it twelve times tires the eye.
        choices = [(str(value), str(value)) for value in range(scale.lowest, scale.highest + 1)]
        if questionnaire.may_skip:
            choices.append((SKIPPED, "I’d rather not answer"))
        for number, item in enumerate(questionnaire.items, start=1):
            self.fields[item.id] = forms.ChoiceField(
                label=f"{number}. {item.text}",
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose an answer to question {number}"},
            )

    def clean_given_on(self) -> object:
        given_on = self.cleaned_data["given_on"]
        if given_on > timezone.localdate():
            raise forms.ValidationError("This date is in the future. Write the day it happened")
        return given_on

    def items(self) -> list[forms.BoundField]:
        return [self[item.id] for item in self.questionnaire.items]

    def given(self) -> dict[str, int]:
        """Item → answer; what the carer would rather not answer is left out."""
        answers = {item.id: self.cleaned_data[item.id] for item in self.questionnaire.items}
        return {item: int(value) for item, value in answers.items() if value != SKIPPED}
