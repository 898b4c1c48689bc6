"""What is asked about a family, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.design.fields import Hinted
from safehome.families.models import (
    CarerKind,
    Channel,
    Family,
    FamilyMember,
    Gender,
    Household,
    Need,
    Tie,
)
from safehome.families.queries import LANGUAGES
from safehome.families.rules import DAYS
from safehome.people.models import Person, Team

CHOOSE = ("", "Choose one")
YEAR_OR_DAY = re.compile(r"^\d{4}(-\d{2}-\d{2})?$")
HERE_BECAUSE = [
    ("has_displayed_hsb", Hinted("Has displayed harmful sexual behaviour (HSB)")),
    ("was_harmed", Hinted("Was harmed")),
    ("is_sibling", Hinted("Is a brother or sister of such a child")),
]


def short(label: str, *, required: str = "", help_text: str = "", limit: int = 120) -> Any:
    """One line of text; `required` is what to say when it is missing."""
    return forms.CharField(
        label=label, required=bool(required), help_text=help_text, max_length=limit,
        error_messages={"required": required},
    )  # fmt: skip


class OpenFamilyForm(forms.Form):
    name = short(
        "Family name", required="Write a name for the family",
        help_text="The name you will look for. A family with several names needs only one here.",
    )  # fmt: skip
    team = forms.ChoiceField(label="Team", error_messages={"required": "Choose a team"})
    carer_name = short("First carer’s full name", required="Write the name of one carer")
    carer_known_as = short(
        "What they like to be called", help_text="Leave empty for the first name."
    )
    carer_kind = forms.ChoiceField(
        label="What kind of carer are they?", choices=CarerKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of carer they are"},
    )  # fmt: skip
    take_on = forms.BooleanField(label="I will work with this family", required=False, initial=True)

    def __init__(
        self, *args: Any, teams: Iterable[Team], writes: bool, takes_on: bool, **more: Any
    ) -> None:
        """writes: may write about members. takes_on: always works with a family they open."""
        super().__init__(*args, **more)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(team.pk), team.name) for team in teams]
        if not writes:
            for name in ("carer_name", "carer_known_as", "carer_kind"):
                del self.fields[name]
        if takes_on:
            del self.fields["take_on"]


class HouseholdForm(forms.Form):
    name = short(
        "What the family calls this home", required="Write what the family calls this home",
        help_text="For example, “Carol’s” or “Grandad’s”.",
    )  # fmt: skip
    address = forms.CharField(
        label="Address", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": "3"})
    )
    address_is_hidden = forms.BooleanField(
        label="Somebody in this family must not learn this address", required=False
    )
    since = day_field("Since when", hint="Leave empty if not known.")


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
    phone = short("Telephone", limit=40)
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


class RelateForm(forms.Form):
    one = forms.ChoiceField(label="Who", error_messages={"required": "Choose somebody"})
    tie = forms.ChoiceField(
        label="is what", choices=[CHOOSE, *Tie.choices],
        error_messages={"required": "Choose what they are to one another"},
    )  # fmt: skip
    other = forms.ChoiceField(label="of whom", error_messages={"required": "Choose somebody"})
    since = short("Since", help_text="A year such as 2012, or a date such as 2012-06-01.", limit=10)
    until = short("Until", help_text="Leave empty while it lasts.", limit=10)

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [CHOOSE, *((str(one.pk), one.name) for one in members)]
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = people

    def clean_since(self) -> str:
        return _year_or_day(self.cleaned_data["since"])

    def clean_until(self) -> str:
        return _year_or_day(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", "Choose two different people")
        return given


def _year_or_day(written: str) -> str:
    if written and not YEAR_OR_DAY.match(written):
        raise ValidationError("Write a year such as 2012, or a date such as 2012-06-01")
    return written


def _clock(label: str, *, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False,
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
        help_text=help_text, error_messages={"invalid": "Write a time such as 9:00 or 14:30"},
    )  # fmt: skip


class EndRelationshipForm(forms.Form):
    until = short(
        "Until when did it last?", required="Write a year such as 2024, or a date",
        help_text="A year such as 2024, or a date such as 2024-06-01.", limit=10,
    )  # fmt: skip

    def clean_until(self) -> str:
        return _year_or_day(self.cleaned_data["until"])


class DepartureForm(forms.Form):
    """The last day, and why."""

    on = day_field("Their last day", required="Give the last day")
    because = forms.CharField(
        label="Why, in a few words", max_length=600, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="For example: moved to her aunt’s, who is not part of this work.",
        error_messages={"required": "Write why, in a few words"},
    )  # fmt: skip


class MemberChoiceForm(forms.Form):
    """One member of the family."""

    member = forms.ChoiceField(
        error_messages={"required": "Choose somebody",
                        "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, members: Iterable[FamilyMember], label: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [CHOOSE, *((str(one.pk), one.name) for one in members)]


class RestrictForm(forms.Form):
    readers = forms.MultipleChoiceField(
        label="Who besides you may know of them?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose those who need it to work safely. You are always among them.",
    )  # fmt: skip
    because = forms.CharField(
        label="Why?", max_length=600, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write why so few may know"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["readers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]


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


class ColleagueForm(forms.Form):
    """One colleague. With an empty list there is nobody to choose."""

    person = forms.ChoiceField(
        label="Who", error_messages={"required": "Choose somebody",
                                     "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], label: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [CHOOSE, *((str(one.pk), one.name) for one in people)]


class MergeForm(forms.Form):
    """Another record of the same family."""

    other = short(
        "The other record’s reference", required="Write the other record’s reference",
        help_text="For example, K4TX-9MA7. It stands on the family’s page.", limit=12,
    )  # fmt: skip
    because = forms.CharField(
        label="How do you know that it is one family?", max_length=600,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write how you know that it is one family"},
    )  # fmt: skip

    def __init__(self, *args: Any, find: Callable[[str], Family | None], **more: Any) -> None:
        super().__init__(*args, **more)
        self._find = find

    def clean_other(self) -> Family:
        found = self._find(self.cleaned_data["other"])
        if found is None:
            raise ValidationError("No record that you can see has this reference. Look it up.")
        return found
