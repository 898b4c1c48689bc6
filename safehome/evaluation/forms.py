"""What is asked before a report is taken away."""

from __future__ import annotations

from typing import Any

from django import forms

from safehome.evaluation.models import Kind
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
