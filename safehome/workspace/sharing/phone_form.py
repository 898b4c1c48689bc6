"""What is asked before a copy of a plan goes on a carer's own telephone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from safehome.agreements.models import Agreement
from safehome.design.days import day_field
from safehome.design.words import day
from safehome.informing.models import Basis
from safehome.plans.models import Explained
from safehome.workspace.sharing.forms import CHOOSE, PARTS
from safehome.workspace.sharing.giving import Ground, Holder, choices_of


class OfferPhoneForm(forms.Form):
    """Which carer, what of the plan, what was explained, and what they made of it."""

    who = forms.ChoiceField(
        label="Which carer asked for it?", error_messages={"required": "Choose the carer"}
    )
    part = forms.ChoiceField(
        label="How much of it?", choices=PARTS, widget=forms.RadioSelect, initial="part",
        help_text="With either go what to do if something happens, and whom to ring.",
        error_messages={"required": "Choose how much of it"},
    )  # fmt: skip
    expires_on = day_field("What is its last day?", required="Give its last day")
    explained = forms.MultipleChoiceField(
        label="Go through each of these with them", choices=Explained.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Go through all of it with them, and tick each"},
    )  # fmt: skip
    said_back = forms.CharField(
        label="What does it mean for them, in their own words?", max_length=600,
        help_text="Ask whose phone it is, who else picks it up, and what they would say about "
        "the icon. Stands with the copy.",
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write what it means for them, in their own words"},
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="On which ground may they be told?", choices=[CHOOSE, *Basis.choices],
        error_messages={"required": "Choose the ground on which they may be told"},
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Which agreement?", required=False,
        help_text="Only where the ground is that they agreed. Those in force stand here.",
    )  # fmt: skip
    read = forms.BooleanField(
        label="I have read the warning, and it is right to give it", required=False
    )
    looked = forms.BooleanField(
        label="I have looked at it on paper, and nothing in it is for other eyes", required=False
    )

    def __init__(
        self, *args: Any, holders: Mapping[str, Holder], agreements: Iterable[Agreement],
        until: date, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.holders = holders
        self.agreements = {str(one.pk): one for one in agreements}
        choices = {"who": [CHOOSE, *choices_of(holders)], "agreement": [("", "None"), *(
            (key, f"{one.carer.called}: {one.get_purpose_display().lower()}, {day(one.said_on)}")
            for key, one in self.agreements.items()
        )]}  # fmt: skip
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = some
        self.fields["expires_on"].initial = until

    def clean_explained(self) -> list[str]:
        explained: list[str] = self.cleaned_data["explained"]
        if set(explained) != set(Explained.values):
            raise forms.ValidationError("Go through all of it with them, and tick each")
        return explained

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("basis") == Basis.AGREED and not given.get("agreement"):
            self.add_error("agreement", "Choose the agreement you rely on, or another ground")
        return given

    def is_ready(self, *, warned: bool) -> bool:
        """Whether somebody looked at it first, and read what there is to know."""
        if not self.cleaned_data["looked"]:
            self.add_error("looked", "Look at it on paper first, then tick this")
        if warned and not self.cleaned_data["read"]:
            self.add_error("read", "Read the warning, then say that it is right to give it")
        return not self.errors

    @property
    def holder(self) -> Holder:
        return self.holders[self.cleaned_data["who"]]

    def facts(self) -> dict[str, Any]:
        """As offering wants them."""
        given = self.cleaned_data
        return {
            "whole": given["part"] == "whole", "expires_on": given["expires_on"],
            "explained": given["explained"], "said_back": given["said_back"],
            "ground": Ground(given["basis"], self.agreements.get(given["agreement"])),
        }  # fmt: skip
