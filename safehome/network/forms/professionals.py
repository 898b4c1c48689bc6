"""What is asked about a professional."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.design.telephones import telephone_field
from safehome.families.models import FamilyMember
from safehome.network.models import Professional, ProfessionalRole


class ProfessionalForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Write their name"}
    )
    role = forms.ChoiceField(
        label="What are they here?", choices=[("", "Choose one"), *ProfessionalRole.choices],
        error_messages={"required": "Choose what they are here"},
    )  # fmt: skip
    role_words = forms.CharField(
        label="In their own service’s words", max_length=80, required=False,
        help_text="For example, “family support worker”. Needed only for “Somebody else”.",
    )  # fmt: skip
    agency = forms.CharField(label="Service or agency", max_length=120, required=False)
    about = forms.ChoiceField(label="Whose worker are they?", required=False)
    phone = telephone_field()
    email = forms.EmailField(
        label="E-mail address", required=False,
        error_messages={"invalid": "Write the e-mail address whole, such as name@service.example"},
    )  # fmt: skip
    address = forms.CharField(
        label="Address for letters", max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip
    since = day_field("Since when?", hint="Leave empty if not known.")

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.members = {str(one.pk): one for one in members}
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", "The whole family’s"),
            *((pk, f"{one.called}’s") for pk, one in self.members.items()),
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("role") == ProfessionalRole.OTHER and not given.get("role_words"):
            self.add_error("role_words", "Write what they are")
        return given

    def facts(self) -> dict[str, Any]:
        """What the form says, in the words of the record."""
        return self.cleaned_data | {"about": self.members.get(self.cleaned_data["about"])}


def as_written(professional: Professional) -> dict[str, Any]:
    """A professional as the form shows them."""
    names = ("name", "role", "role_words", "agency", "phone", "email", "address", "since")
    shown = {name: getattr(professional, name) for name in names}
    return shown | {"about": str(professional.about_id or "")}


class EndProfessionalForm(forms.Form):
    until = day_field("Their last day", required="Give their last day")
    successor = forms.CharField(
        label="Who takes over?", max_length=120, required=False,
        help_text="Their name, if it is known. They are added with the same role, to be confirmed.",
    )  # fmt: skip
    phone = telephone_field("The new person’s telephone")
    email = forms.EmailField(
        label="The new person’s e-mail address", required=False,
        error_messages={"invalid": "Write the e-mail address whole, such as name@service.example"},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["until"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if (given.get("phone") or given.get("email")) and not given.get("successor"):
            self.add_error("successor", "Write the name of the person who takes over")
        return given
