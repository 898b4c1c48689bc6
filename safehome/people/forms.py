"""What is asked about staff, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from safehome.people.models import Account, Role
from safehome.people.policies import GIVEN_HERE

HOW_LONG = "At least 12 characters. Three or four words that do not belong together work well."
ROLES = [(role.value, role.label) for role in GIVEN_HERE]


class InviteForm(forms.Form):
    name = forms.CharField(
        label="Full name",
        max_length=120,
        error_messages={"required": "Write the person’s full name"},
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="The invitation goes here. It says nothing of the work.",
        error_messages={
            "required": "Write the person’s work e-mail address",
            "invalid": "Write a whole e-mail address, such as name@example.org",
        },
    )
    job_title = forms.CharField(label="Job title (if you like)", max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label="What will they do?",
        help_text="Choose only what their work needs.",
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )
    team = forms.ChoiceField(label="Team", required=False)
    leads = forms.BooleanField(label="They lead this team", required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "No team"), *teams]  # type: ignore[attr-defined]

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]

    def clean_team(self) -> UUID | None:
        team = self.cleaned_data["team"]
        return UUID(team) if team else None


class BackForm(forms.Form):
    """What somebody will do who comes back."""

    roles = forms.MultipleChoiceField(
        label="What will they do now?",
        help_text="Choose only what their work needs. What they did before has ended.",
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class RoleForm(forms.Form):
    """One role, among those offered."""

    role = forms.ChoiceField(label="Give another role")

    def __init__(self, *args: Any, offered: Iterable[Role] = GIVEN_HERE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in offered]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class PasswordForm(forms.Form):
    """A first password. Long rather than complicated."""

    password = forms.CharField(
        label="Choose a password",
        help_text=HOW_LONG,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, Account(email=self.email))
        except ValidationError as error:
            raise ValidationError(error.messages[0]) from None
        return password
