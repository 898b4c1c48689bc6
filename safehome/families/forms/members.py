"""Who is in the family: carers, children, other adults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.design.fields import Hinted
from safehome.design.telephones import telephone_field
from safehome.families.forms.fields import short
from safehome.families.models import CarerKind, FamilyMember, Gender, Household, Need
from safehome.families.queries import LANGUAGES

HERE_BECAUSE = [
    ("has_displayed_hsb", Hinted("Has displayed harmful sexual behaviour (HSB)")),
    ("was_harmed", Hinted("Was harmed")),
    ("is_sibling", Hinted("Is a brother or sister of such a child")),
]


class MemberForm(forms.Form):
    """What is asked about anybody. Carers, children and other adults add to it."""

    name = short("Full name", required="Write their name")
    known_as = short("What they like to be called", help_text="Leave empty for the first name.")
    birth_date = day_field(
        "Date of birth",
        hint="For example, 27 3 2014. Leave empty if not known.",
        invalid="Write the date of birth as day, month and year",
    )
    gender = forms.ChoiceField(
        label="How they describe themselves", required=False, choices=Gender.choices,
        help_text="The family map draws it. Leave it when you have not asked.",
    )  # fmt: skip
    household = forms.ChoiceField(label="Lives at", required=False)
    language = forms.ChoiceField(
        label="Language they are most at home in", choices=list(LANGUAGES.items()), initial="en"
    )
    needs = forms.MultipleChoiceField(
        label="What makes it work for them", required=False, choices=Need.choices,
        widget=forms.CheckboxSelectMultiple, help_text="Shown wherever this person is met.",
    )  # fmt: skip
    needs_note = forms.CharField(
        label="Anything else that helps", required=False, max_length=600,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip

    def __init__(self, *args: Any, households: Iterable[Household], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["household"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not known"), *((str(one.pk), one.name) for one in households)]

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and born > timezone.localdate():
            raise ValidationError("This date of birth has not come yet. Check the year")
        return born


class AdultForm(MemberForm):
    phone = telephone_field()
    email = forms.EmailField(label="E-mail address", required=False)
    field_order = ["name", "known_as", "carer_kind", "gender", "household", "phone", "email"]


class CarerForm(AdultForm):
    carer_kind = forms.ChoiceField(
        label="What kind of carer are they?", choices=CarerKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of carer they are"},
    )  # fmt: skip


class ChildForm(MemberForm):
    here_because = forms.MultipleChoiceField(
        label="Why are they part of this work?", choices=HERE_BECAUSE,
        widget=forms.CheckboxSelectMultiple, help_text="Choose all that are true.",
        error_messages={"required": "Choose at least one"},
    )  # fmt: skip
    field_order = ["name", "known_as", "birth_date", "gender", "here_because", "household"]


FORMS: dict[str, type[MemberForm]] = {"carer": CarerForm, "child": ChildForm, "adult": AdultForm}


def kind_of(member: FamilyMember) -> str:
    if member.is_child:
        return "child"
    return "carer" if member.is_carer else "adult"


def as_written(member: FamilyMember) -> dict[str, Any]:
    """A member as the form shows them."""
    shown = {name: getattr(member, name) for name in (
        "name", "known_as", "birth_date", "language", "needs", "needs_note", "phone", "email",
        "carer_kind", "gender")}  # fmt: skip
    shown["household"] = str(member.household_id or "")
    shown["here_because"] = [flag for flag, _ in HERE_BECAUSE if getattr(member, flag)]
    return shown


def facts_of(form: MemberForm) -> dict[str, Any]:
    """What the form says, in the words of the record, but for the household and the date."""
    facts = dict(form.cleaned_data)
    reasons = facts.pop("here_because", None)
    if reasons is not None:
        facts |= {flag: flag in reasons for flag, _ in HERE_BECAUSE}
    return facts


class DepartureForm(forms.Form):
    """The last day, and why."""

    on = day_field("Their last day", required="Give the last day")
    because = forms.CharField(
        label="Why, in a few words", max_length=600, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="For example: moved to her aunt’s, who is not part of this work.",
        error_messages={"required": "Write why, in a few words"},
    )  # fmt: skip
