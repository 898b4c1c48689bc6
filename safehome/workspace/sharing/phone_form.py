"""What is asked before a copy of a plan goes on a carer's own telephone."""

from __future__ import annotations

from typing import Any

from django import forms

from safehome.design.days import day_field
from safehome.plans.models import Explained
from safehome.workspace.sharing.forms import CopyForm


class OfferPhoneForm(CopyForm):
    """Which carer, what of the plan, what was explained, and what they made of it."""

    field_order = ("who", "part", "expires_on", "explained", "said_back")
    who = forms.ChoiceField(
        label="Which carer asked for it?", error_messages={"required": "Choose the carer"}
    )
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

    def clean_explained(self) -> list[str]:
        explained: list[str] = self.cleaned_data["explained"]
        if set(explained) != set(Explained.values):
            raise forms.ValidationError("Go through all of it with them, and tick each")
        return explained

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return super().facts() | {name: given[name] for name in ("explained", "said_back")}
