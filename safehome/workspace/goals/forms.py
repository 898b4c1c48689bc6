"""Forms for goals: words, what became of one, and the short page that asks how close each feels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.measures.models import Turn
from safehome.measures.queries import GoalSeen
from safehome.measures.rules import LONGEST, MOST
from safehome.programme.shapes import Questionnaire
from safehome.workspace.asking.forms import SKIPPED, AnswersForm

TO_COME = "This date is in the future. Write the day it happened"
TOO_LONG = f"Use {LONGEST} letters or fewer"


def words_field(label: str, hint: str = "", *, required: str = "") -> forms.CharField:
    """Words of a goal. required: what is said when there are none."""
    return forms.CharField(
        label=label, required=bool(required), max_length=LONGEST, help_text=hint,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )  # fmt: skip


class OnADay(forms.Form):
    """Something that happened on a day: today or before."""

    on = day_field("On which day?", required="Write the day")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> object:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(TO_COME)
        return self.cleaned_data["on"]


class WordsForm(OnADay):
    """A new goal, or other words for one."""

    words = words_field(
        "In the carer’s own words",
        "As they say it. It is sealed with the family’s record.",
        required="Write the goal in the carer’s own words",
    )
    field_order = ("words", "on")


class BecameForm(OnADay):
    """What became of a goal."""

    what = forms.ChoiceField(
        label="What became of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of this goal"},
    )
    field_order = ("what", "on")

    def __init__(self, goal: GoalSeen, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        can = (Turn.REACHED, Turn.LEFT) if goal.is_open else (Turn.AGAIN,)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in can]


class RatingForm(AnswersForm):
    """How close each goal feels today, or the first goals where there are none yet."""

    none = forms.BooleanField(label="They would rather set no goal now", required=False)

    def __init__(
        self, goals: Sequence[GoalSeen], questionnaire: Questionnaire, *args: Any, **options: Any
    ) -> None:
        super().__init__(questionnaire, *args, **options)
        self.goals = {one.goal.place: one for one in goals}
        open_lines = [one.id for one in questionnaire.open]
        self.asked: list[tuple[str, str]] = []  # the number's box and that of the words, if any
        for place, item in enumerate((one.id for one in questionnaire.items[:MOST]), start=1):
            line = open_lines[place - 1] if place <= len(open_lines) else ""
            number = self.fields[item]
            if place in self.goals:
                number.label = f"“{self.goals[place].words}”"
                number.help_text = ""  # the words are the carer's own, and have no English
                number.error_messages["required"] = "Choose a number, or that they’d rather not say"
                self.fields.pop(line, None)
                self.asked.append((item, ""))
            elif self.goals or not line:
                # Words are added on their own page, so that this one takes seconds.
                self.fields.pop(line, None)
                del self.fields[item]
            else:
                number.required = False
                if self.english is None:
                    number.label = "How close does it feel today?"
                self.fields[line] = words_field(str(self.fields[line].label))
                self.asked.append((item, line))
        if self.goals:
            del self.fields["none"]

    def clean(self) -> dict[str, Any]:
        """A number needs words, words need a number, and nothing at all needs a word said."""
        given = self.cleaned_data
        for item, line in self.asked:
            if not line:
                continue
            words, number = given.get(line, ""), given.get(item, "")
            if words and not number:
                self.add_error(item, "Choose a number, or that they’d rather not say")
            elif number not in ("", SKIPPED) and not words and line not in self.errors:
                self.add_error(line, "Write the goal that this number is about")
        first = next((line for _, line in self.asked if line), "")
        written = any(given.get(line) for _, line in self.asked if line)
        if first and not written and not given.get("none") and not self.errors:
            self.add_error(first, "Write a goal, or say that they would rather set none now")
        elif written and given.get("none"):
            self.add_error("none", "A goal is written above. Leave this unticked, or take it out")
        return given

    def rows(self) -> list[tuple[forms.BoundField | None, forms.BoundField]]:
        """Each goal: the box for its words where it has none yet, and its number."""
        return [(self[line] if line else None, self[item]) for item, line in self.asked]

    def given(self) -> dict[str, int]:
        numbers = {item: self.cleaned_data.get(item, "") for item, _ in self.asked}
        return {item: int(value) for item, value in numbers.items() if value not in ("", SKIPPED)}

    def open_words(self) -> dict[str, str]:
        return {line: self.cleaned_data[line] for _, line in self.asked if line}
