"""What is asked about what others laid down, and about a what-if that is walked through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.plans.actions import RehearsalWords
from safehome.plans.models import ConditionKind, Line
from safehome.workspace.planning.forms import choice, words

NOT_YET = "It cannot be a day to come"


def _by_root(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Each line once, to choose from."""
    found = {str(one.root): one.text[:80] for one in lines}
    return [("", "None of them"), *found.items()]


def _root(given: str) -> UUID | None:
    return UUID(given) if given else None


class ConditionForm(forms.Form):
    kind = choice("What is it?", ConditionKind.choices, required="Choose what it is")
    reference = forms.CharField(
        label="Where can it be read?", max_length=200,
        help_text="Who laid it down, and where it lies. Never what it says in detail.",
        error_messages={"required": "Write who laid it down and where it lies"},
    )  # fmt: skip
    until = day_field("Until when does it hold?", hint="Leave it empty if there is no last day.")
    clash = words(
        "Does it say otherwise than a plan of ours?", rows=2,
        hint="In a few words, where they differ. Leave it empty where they agree.",
    )  # fmt: skip
    root = forms.ChoiceField(label="Which line of ours does it clash with?", required=False)

    def __init__(self, *args: Any, lines: Iterable[Line], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["root"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _by_root(lines)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("root") and not given.get("clash"):
            self.add_error("clash", "Write where they differ, or choose no line")
        return given

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"root": _root(given["root"])}


class SettleForm(forms.Form):
    settled = words(
        "How was it settled, and with whom?", required="Write how it was settled, and with whom"
    )


class EndConditionForm(forms.Form):
    on = day_field("Which was its last day?", required="Write its last day")

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        return day


class RehearsalForm(forms.Form):
    prompt = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    what_if = words(
        "What if …?", required="Write what might happen", rows=2,
        hint="Such as: Carol is ill on a Tuesday.",
    )  # fmt: skip
    we_would = words(
        "Who would do what?", required="Write who would do what", rows=3,
        hint="The first three steps, in your own words.",
    )  # fmt: skip
    rehearsed_on = day_field(
        "When was it walked through?", hint="Leave it empty if it was only talked about."
    )
    who = forms.CharField(label="Who was there?", required=False, max_length=200)
    how_it_went = words("How did it go?", rows=2)
    changed = words("What did it change in the plan?", rows=2)
    root = forms.ChoiceField(label="Which line is new or changed because of it?", required=False)

    def __init__(self, *args: Any, lines: Iterable[Line], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["root"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _by_root(lines)

    def clean_rehearsed_on(self) -> date | None:
        day: date | None = self.cleaned_data["rehearsed_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("rehearsed_on") and not given.get("who"):
            self.add_error("who", "Write who was there")
        return given

    def facts(self) -> RehearsalWords:
        given = dict(self.cleaned_data)
        return RehearsalWords(**given | {"root": _root(given["root"])})
