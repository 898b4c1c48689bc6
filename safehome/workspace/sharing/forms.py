"""What is asked before a copy of a plan is given, and when one comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.design.days import day_field
from safehome.design.words import day
from safehome.families.models import Channel
from safehome.informing.models import Basis
from safehome.plans.models import CopyKind
from safehome.workspace.sharing.giving import Ground, Holder, choices_of

CHOOSE = ("", "Choose one")
HOW = [(Channel.IN_PERSON.value, "By hand"), (Channel.POST.value, "By post")]
PARTS = [("part", "Only the lines in which they have a hand"), ("whole", "The whole plan")]
KINDS = [
    (CopyKind.STANDARD, "A4"), (CopyKind.LARGE, "Large print"),
    (CopyKind.EASY, "Easy read, with drawings"), (CopyKind.CARD, "Pocket card, to fold"),
    (CopyKind.CHILD, "The child’s own"),
]  # fmt: skip


class CopyForm(forms.Form):
    """What is asked of every copy: who gets it, how much, until when, and on which ground."""

    who = forms.ChoiceField(label="Who gets it?", error_messages={"required": "Choose somebody"})
    part = forms.ChoiceField(
        label="How much of it?", choices=PARTS, widget=forms.RadioSelect, initial="part",
        help_text="With either go what to do if something happens, and whom to ring.",
        error_messages={"required": "Choose how much of it"},
    )  # fmt: skip
    expires_on = day_field("Until when does it hold?", required="Give the day until it holds")
    basis = forms.ChoiceField(
        label="On which ground may they be told?", choices=[CHOOSE, *Basis.choices],
        error_messages={"required": "Choose the ground on which they may be told"},
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Which agreement?", required=False,
        help_text="Only where the ground is that they agreed. Those in force stand here.",
        widget=forms.Select({"data-only-when": "basis=agreed"}),
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
        self._choose("who", [CHOOSE, *choices_of(holders)])
        self._choose("agreement", [("", "None"), *(
            (key, f"{one.carer.called}: {one.get_purpose_display().lower()}, {day(one.said_on)}")
            for key, one in self.agreements.items()
        )])  # fmt: skip
        self.fields["expires_on"].initial = until

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

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
        """As giving it wants them."""
        given = self.cleaned_data
        return {
            "whole": given["part"] == "whole", "expires_on": given["expires_on"],
            "ground": Ground(given["basis"], self.agreements.get(given["agreement"])),
        }  # fmt: skip


class GiveCopyForm(CopyForm):
    """A copy on paper: of which kind, how and when they get it."""

    field_order = ("who", "kind", "part", "how", "given_on")
    kind = forms.ChoiceField(
        label="Which kind?", choices=KINDS, widget=forms.RadioSelect,
        error_messages={"required": "Choose which kind"},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How do they get it?", choices=HOW, widget=forms.RadioSelect,
        initial=Channel.IN_PERSON.value, error_messages={"required": "Choose how they get it"},
    )  # fmt: skip
    given_on = day_field("When do they get it?", required="Give the day")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields[
            "part"
        ].help_text += " A child’s own holds what they said, and the lines that are for them."
        self.fields["given_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        holder = self.holders.get(given.get("who", ""))
        if holder and given.get("kind") and holder.is_child != (given["kind"] == CopyKind.CHILD):
            self.add_error("kind", "A child gets the child’s own, and only a child gets that")
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return super().facts() | {name: given[name] for name in ("kind", "how", "given_on")}


class WithdrawCopyForm(forms.Form):
    because = forms.CharField(
        label="Why does it no longer hold?", max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write why it no longer holds"},
    )  # fmt: skip


class ReturnedForm(forms.Form):
    on = day_field("On which day did it come back, or was it destroyed?", required="Give the day")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("That day has not come yet. Check the date")
        return on
