"""What is asked about a recommendation, and about a step with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.evaluation.rules.indicators import TITLES
from safehome.people.models import Person
from safehome.recommendations.models import Area, Source, State
from safehome.recommendations.rules import WAYS, missing

NOBODY = "Write nothing that points at a family or at one of the staff."


def _words(label: str, *, required: str = "", hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(required), max_length=1000, help_text=hint,
        widget=forms.Textarea(attrs={"rows": "3"}), error_messages={"required": required},
    )  # fmt: skip


class ToDoFields(forms.Form):
    """Who does what, by when."""

    to_do = _words("What is to be done?", required="Write what is to be done")
    owner = forms.ChoiceField(
        label="Who sees to it?", error_messages={"required": "Choose who sees to it"}
    )
    due_on = day_field("By when?", required="Write by when")

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *((str(one.pk), one.name) for one in people)]


class RecommendForm(ToDoFields):
    found = _words("What was found?", required="Write what was found", hint=NOBODY)
    recommends = _words("What is recommended?", required="Write what is recommended")
    source = forms.ChoiceField(
        label="Where does it come from?", choices=Source.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose where it comes from"},
    )  # fmt: skip
    from_whom = forms.CharField(
        label="By whom?", max_length=200, help_text="For example “Report of the spring, read by "
        "the board” or the name of an evaluator.",
        error_messages={"required": "Write who recommends it"},
    )  # fmt: skip
    made_on = day_field("When?", required="Write when it was recommended")
    indicator = forms.ChoiceField(
        label="Which figure of the report is it about?", required=False,
        choices=[("", "None"), *TITLES.items()],
    )  # fmt: skip
    area = forms.ChoiceField(
        label="Where is something to change?", choices=Area.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose where something is to change"},
    )  # fmt: skip
    modules = forms.MultipleChoiceField(
        label="Which modules of training?", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, modules: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["modules"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(modules.items())
        self.order_fields([
            "found", "recommends", "source", "from_whom", "made_on", "indicator", "area",
            "modules", "to_do", "owner", "due_on",
        ])  # fmt: skip

    def clean_made_on(self) -> Any:
        given = self.cleaned_data["made_on"]
        if given > timezone.localdate():
            raise ValidationError("This day has not come yet. Write when it was recommended")
        return given


class GoOnForm(ToDoFields):
    state = forms.ChoiceField(
        label="Where does it stand?", widget=forms.RadioSelect,
        error_messages={"required": "Choose where it stands"},
    )  # fmt: skip
    words = _words(
        "What was done, or how is it going?", hint="If it is not taken up, write why. " + NOBODY
    )
    outcome = _words("What came of it?", hint="Once it is done.")

    def __init__(self, *args: Any, before: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.before = before
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way, State(way).label) for way in WAYS[before]]
        self.order_fields(["state", "words", "outcome", "to_do", "owner", "due_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if state := given.get("state"):
            words, outcome = given.get("words", ""), given.get("outcome", "")
            faults = missing(state, before=self.before, words=words, outcome=outcome)
            for field, message in faults.items():
                self.add_error(field, message)
        return given
