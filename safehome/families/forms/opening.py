"""A new family, and its homes; another record of the same family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safehome.design.days import day_field
from safehome.families.forms.fields import short
from safehome.families.models import CarerKind, Family
from safehome.people.models import Team


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
