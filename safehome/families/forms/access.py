"""Who works with a family, who is kept out, and of whom few may know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from safehome.families.forms.fields import CHOOSE
from safehome.families.models import FamilyMember
from safehome.people.models import Person


class MemberChoiceForm(forms.Form):
    """One member of the family."""

    member = forms.ChoiceField(
        error_messages={"required": "Choose somebody",
                        "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, members: Iterable[FamilyMember], label: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [CHOOSE, *((str(one.pk), one.name) for one in members)]


class RestrictForm(forms.Form):
    readers = forms.MultipleChoiceField(
        label="Who besides you may know of them?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose those who need it to work safely. You are always among them.",
    )  # fmt: skip
    because = forms.CharField(
        label="Why?", max_length=600, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write why so few may know"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["readers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]


class ColleagueForm(forms.Form):
    """One colleague. With an empty list there is nobody to choose."""

    person = forms.ChoiceField(
        label="Who", error_messages={"required": "Choose somebody",
                                     "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], label: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [CHOOSE, *((str(one.pk), one.name) for one in people)]
