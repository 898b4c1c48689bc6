"""What is asked about a waiting family, and about whom it is given to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.design.fields import Hinted
from safehome.design.numbers import number_field
from safehome.families.models import FamilyMember
from safehome.families.queries import LANGUAGES
from safehome.referrals.models import Interim, Level
from safehome.referrals.queries.allocating import Candidate
from safehome.referrals.waits import SKILLS

WEIGHTS = [
    ("0.5", "Lighter than most"), ("1.0", "An ordinary family"), ("1.5", "More than most"),
    ("2.0", "Much more: several homes, languages or children"),
]  # fmt: skip


def _words(label: str, *, required: str = "", help_text: str = "", rows: int = 3) -> Any:
    return forms.CharField(
        label=label, required=bool(required), max_length=2000, help_text=help_text,
        widget=forms.Textarea({"rows": rows}), error_messages={"required": required},
    )  # fmt: skip


class InterimFields(forms.Form):
    """The plan that holds until the family's own is made."""

    interim_plan = forms.ChoiceField(
        label="Safety plan for now", choices=Interim.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands with a plan for now"},
    )  # fmt: skip
    interim_plan_words = forms.CharField(
        label="Where it lies and who holds it", required=False, max_length=600,
        help_text="For example, “with the social worker; Carol has a copy on the fridge”.",
    )  # fmt: skip
    next_on = day_field(
        "When is somebody next in touch?", required="Choose when somebody is next in touch"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("interim_plan") in (Interim.ELSEWHERE, Interim.PAPER) and not given.get(
            "interim_plan_words"
        ):
            self.add_error("interim_plan_words", "Write where the plan lies and who holds it")
        next_on = given.get("next_on")
        if next_on is not None and next_on < timezone.localdate():
            self.add_error("next_on", "Choose a day that is still to come")
        return given


class CheckInForm(InterimFields):
    happened_on = day_field("When did you speak?", required="Choose when you spoke")
    how_they_are = _words("How are they?", required="Write how they are", rows=4)

    def __init__(self, *args: Any, children: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.children = list(children)
        for child in self.children:
            self.fields[f"child_{child.pk}"] = _words(
                f"A word on {child.called}", rows=2,
                required=f"Write a word on {child.called}, even that you could not ask",
            )  # fmt: skip
        order = ["happened_on", "how_they_are", *(f"child_{one.pk}" for one in self.children)]
        self.order_fields([*order, "interim_plan", "interim_plan_words", "next_on"])

    def clean_happened_on(self) -> Any:
        given = self.cleaned_data["happened_on"]
        if given > timezone.localdate():
            raise forms.ValidationError("Choose today or a day before")
        return given

    def words(self) -> dict[Any, str]:
        return {one.pk: self.cleaned_data[f"child_{one.pk}"] for one in self.children}


class PriorityForm(forms.Form):
    level = forms.ChoiceField(
        label="How soon should they begin?", choices=Level.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how soon they should begin"},
    )  # fmt: skip
    because = _words("Why?", required="Write why, so that the turn can be explained")


class AllocateForm(forms.Form):
    person = forms.ChoiceField(
        label="Who will work with them?", widget=forms.RadioSelect,
        error_messages={"required": "Choose who will work with them",
                        "invalid_choice": "Choose somebody who is available"},
    )  # fmt: skip
    weight = forms.ChoiceField(
        label="How much work will it be?", choices=WEIGHTS, initial="1.0",
        widget=forms.RadioSelect,
    )  # fmt: skip
    because = _words(
        "Why them?",
        required="Write why it is given to them",
        help_text="They and the family may ask for the reason.",
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(one.pk), Hinted(one.name, hint=one.room)) for one in candidates if not one.refusal
        ]


class CapacityForm(forms.Form):
    weight = number_field(
        "Families at once", 0, 30, places=1,
        hint="Ordinary families that they have room for, such as 6 or 4.5.",
        required="Write how many families they have room for",
        invalid="Write a number from 0 to 30, such as 6 or 4.5",
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label="Languages they work in", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, name) for code, name in LANGUAGES.items() if code != "en"],
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label="What they know well", required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(SKILLS.items()),
    )  # fmt: skip
    away_until = day_field(
        "Away until", hint="Nothing is given to them until this day has gone by."
    )
