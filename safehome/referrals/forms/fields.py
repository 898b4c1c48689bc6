"""The kinds of question that a referral asks, and the page that a few of them make."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict

from safehome.design.telephones import telephone_field
from safehome.referrals.body import LONG, SHORT, Part


def line(label: str, *, help_text: str = "", auto: str = "", required: str = "") -> Any:
    """One line of text; `required` is what to say when it is missing."""
    widget = forms.TextInput({"autocomplete": auto} if auto else None)
    return forms.CharField(
        label=label, required=bool(required), help_text=help_text, max_length=SHORT,
        widget=widget, error_messages={
            "required": required, "max_length": f"Use {SHORT} characters or fewer",
        },
    )  # fmt: skip


def words(label: str, *, help_text: str = "", rows: int = 5) -> Any:
    return forms.CharField(
        label=label, required=False, help_text=help_text, max_length=LONG,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"max_length": f"Use {LONG} characters or fewer"},
    )  # fmt: skip


def phone(label: str = "Telephone", *, auto: str = "off") -> Any:
    return telephone_field(label, autocomplete=auto, limit=SHORT)


def email(label: str = "E-mail", *, auto: str = "off") -> Any:
    return forms.EmailField(
        label=label, required=False, max_length=SHORT,
        widget=forms.EmailInput({"autocomplete": auto}),
        error_messages={"invalid": "Write an e-mail address such as name@example.org"},
    )  # fmt: skip


def one_of(
    label: str, choices: Any, *, required: str = "", help_text: str = "", as_list: bool = False
) -> Any:
    return forms.ChoiceField(
        label=label, required=bool(required), help_text=help_text, choices=list(choices),
        widget=forms.Select if as_list else forms.RadioSelect,
        error_messages={"required": required},
    )  # fmt: skip


def any_of(label: str, choices: Any, *, required: str = "", help_text: str = "") -> Any:
    return forms.MultipleChoiceField(
        label=label, required=bool(required), help_text=help_text, choices=list(choices),
        widget=forms.CheckboxSelectMultiple, error_messages={"required": required},
    )  # fmt: skip


def yes(label: str, help_text: str = "") -> Any:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


YES_NO = [("yes", "Yes"), ("no", "No")]


class Page(forms.Form):
    """One page of a section. Its fields are named as the section's own."""

    title: ClassVar[str]
    said: ClassVar[str] = ""  # a sentence beneath the title
    careful: ClassVar[str] = ""  # what must not be overlooked

    @classmethod
    def of(cls, part: Part) -> dict[str, Any]:
        """What to show in the boxes."""
        return {name: getattr(part, name) for name in cls.base_fields}

    def facts(self) -> dict[str, Any]:
        """The answers, as the section holds them."""
        return dict(self.cleaned_data)

    def unjudged(self) -> Page:
        """With what was typed, and no word yet on what is wrong with it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self
