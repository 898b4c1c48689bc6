"""What is asked before a report is taken away, frozen or saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.evaluation.models import Every, Kind, Later
from safehome.kit.locked import FEWEST_LETTERS

MOST_LETTERS = 100
FEWEST_DIFFERENT = 8  # so that it is neither one word twice nor one key held down
KINDS = (
    (Kind.EXCEL, "Excel, with what each figure means"),
    (Kind.PDF, "PDF, to read or print"),
    (Kind.CSV, "CSV, for another program; it cannot have a password"),
)
RULES = (
    f"At least {FEWEST_LETTERS} letters. Four words that do not belong together work well. Tell it"
    " to the reader by telephone, never in the same message as the file. It is not kept: without"
    " it the file cannot be opened, and you would take the file anew."
)


def password_field(label: str, **options: Any) -> forms.CharField:
    """A box for a password that is shown as dots and never filled in again."""
    return forms.CharField(
        label=label, required=False, strip=False, max_length=MOST_LETTERS,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"max_length": f"Choose a password of at most {MOST_LETTERS} letters"},
        **options,
    )  # fmt: skip


class LockedForm(forms.Form):
    """A password for a file, if there is to be one; typed twice, because it cannot be recalled."""

    password = password_field("A password for the file (if you like)", help_text=RULES)
    again = password_field("The same password again")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password, again = given.get("password", ""), given.get("again", "")
        if "password" in self.errors:
            return given
        if password and len(password) < FEWEST_LETTERS:
            self.add_error("password", f"Choose a password of at least {FEWEST_LETTERS} letters")
        elif password and (len(set(password)) < FEWEST_DIFFERENT or password.isdecimal()):
            self.add_error("password", "Choose a password that is harder to guess")
        if password != again and "password" not in self.errors:
            self.add_error("again", "Type the same password in both boxes")
        return given


class TakeAwayForm(LockedForm):
    """Which file, and whether it asks for a password."""

    kind = forms.ChoiceField(
        label="Which file?", choices=KINDS, widget=forms.RadioSelect, initial=Kind.EXCEL,
        error_messages={"required": "Choose which file"},
    )  # fmt: skip
    field_order = ("kind", "password", "again")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == Kind.CSV and given.get("password"):
            self.add_error("kind", "Choose Excel or PDF for a file with a password")
        return given


class SetForm(TakeAwayForm):
    """A report of a frozen set; and the set itself, for whoever may have it."""

    def __init__(self, *args: Any, takes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if takes:
            whole = (Kind.FROZEN, "The set itself, packed: tallies, rows and what they mean")
            self.fields["kind"].choices = [whole, *KINDS]  # type: ignore[attr-defined]
            self.fields["kind"].initial = Kind.FROZEN


class FreezeForm(forms.Form):
    """What a frozen set is called."""

    name = forms.CharField(
        label="What is it for?", max_length=80,
        help_text="Such as “Evaluation, autumn 2026”. Evaluators read it; name nobody.",
        error_messages={
            "required": "Write what the set is for",
            "max_length": "Write what the set is for in at most 80 letters",
        },
    )  # fmt: skip


class OrderForm(forms.Form):
    """Which report is ordered, and the file that was asked for, if one was."""

    part = forms.ChoiceField()
    later = forms.ChoiceField(choices=Later.choices)
    kind = forms.ChoiceField(choices=[(code.value, words) for code, words in KINDS], required=False)

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]


AHEAD = timedelta(days=731)


class SaveForm(forms.Form):
    """A report's choices under a name, and on which days it makes itself.

    parts: what this person may save a report on, as code and words.
    """

    name = forms.CharField(
        label="What do you call it?", max_length=80,
        help_text="Such as “Quarterly report for the board”. Name no family.",
        error_messages={
            "required": "Write what you call it",
            "max_length": "Write what you call it in at most 80 letters",
        },
    )  # fmt: skip
    part = forms.ChoiceField(
        label="What is it on?",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what it is on"),
    )
    later = forms.ChoiceField(
        label="Compare the start with", choices=Later.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what the start is compared with"},
    )  # fmt: skip
    every = forms.ChoiceField(
        label="Should it make itself?", choices=Every.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    first_on = day_field(
        "From which day?", hint="If it makes itself: the first day, today or later. The others are"
        " on the same day of the month; where a month is shorter, on its last.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, parts: Sequence[tuple[str, str]], was: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.was = was  # the first day that stands already: it may have passed
        self.fields["part"].choices = parts  # type: ignore[attr-defined]

    def clean_first_on(self) -> date | None:
        first: date | None = self.cleaned_data["first_on"]
        today = timezone.localdate()
        if first is None or first == self.was:
            return first
        if first < today:
            raise ValidationError("Choose today or a later day")
        if first > today + AHEAD:
            raise ValidationError("Choose a day within two years from now")
        return first

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("every") and given.get("first_on") is None and "first_on" not in self.errors:
            self.add_error("first_on", "Write from which day it should make itself")
        if not given.get("every"):
            given["first_on"] = None
        return given
