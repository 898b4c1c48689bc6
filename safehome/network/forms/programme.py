"""What is asked about a child's own programme. There is no box for what is said in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.network.models import MilestoneKind, Professional, TherapyStatus


class TherapyForm(forms.Form):
    status = forms.ChoiceField(
        label="How far is it?", choices=TherapyStatus.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is"},
    )  # fmt: skip
    since = day_field("Since when is it so?", required="Give the day since which it is so")
    provider = forms.CharField(
        label="Who provides it?", max_length=120, required=False,
        help_text="The service, not what is done there.",
    )  # fmt: skip
    therapist = forms.ChoiceField(
        label="The child’s therapist", required=False,
        help_text="From the list of contacts. Add them there first if they are not on it.",
    )  # fmt: skip
    way_to_one = forms.CharField(
        label="If there is none: what is being done?", max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Whom we asked, when we hear, and what the child has meanwhile.",
    )  # fmt: skip
    sharing = forms.CharField(
        label="What have both sides agreed to tell each other?", max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="For example: that sessions happened, and worries about safety. Not what is said "
        "in the child’s sessions: that is the child’s.",
    )  # fmt: skip

    def __init__(self, *args: Any, therapists: Iterable[Professional], **more: Any) -> None:
        super().__init__(*args, **more)
        self.therapists = {str(one.pk): one for one in therapists}
        self.fields["since"].initial = timezone.localdate()
        self.fields["therapist"].choices = [  # type: ignore[attr-defined]
            ("", "Not known, or nobody yet"),
            *((pk, one.name) for pk, one in self.therapists.items()),
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        status, since = given.get("status"), given.get("since")
        if status == TherapyStatus.NONE and not given.get("way_to_one", "").strip():
            self.add_error("way_to_one", "Write what is being done so that there is a way to one")
        if since and since > timezone.localdate() and status != TherapyStatus.PLANNED:
            self.add_error("since", "This day has not come yet. Choose “Planned”, or check the day")
        return given

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {
            "therapist": self.therapists.get(self.cleaned_data["therapist"])
        }


class MilestoneForm(forms.Form):
    kind = forms.ChoiceField(
        label="Which step?", choices=MilestoneKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose which step it is"},
    )  # fmt: skip
    planned_on = day_field("Planned for")
    happened_on = day_field("Or happened on", hint="Leave empty while it is to come.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not (given.get("planned_on") or given.get("happened_on")):
            self.add_error("planned_on", "Give the day it is planned for, or on which it happened")
        if (given.get("happened_on") or timezone.localdate()) > timezone.localdate():
            self.add_error("happened_on", "This day has not come yet. Write it as planned")
        return given


class SettleMilestoneForm(forms.Form):
    happened_on = day_field("It happened on", hint="Leave empty to move it to another day.")
    planned_on = day_field("Or is moved to")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        happened, planned = given.get("happened_on"), given.get("planned_on")
        if not self.errors and bool(happened) == bool(planned):
            self.add_error("happened_on", "Give the day on which it happened, or a new day for it")
        if (happened or timezone.localdate()) > timezone.localdate():
            self.add_error("happened_on", "This day has not come yet. Move it to this day instead")
        return given
