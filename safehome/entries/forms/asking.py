"""What is asked about a document and about a flag."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from safehome.design.days import day_field
from safehome.entries.files import TOO_LARGE, Refused, TakenIn, take_in
from safehome.entries.models import DocumentKind, FlagKind
from safehome.families.models import FamilyMember
from safehome.kit.uploads import TooLarge


def _because(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=600, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": required},
    )  # fmt: skip


class AddDocumentForm(forms.Form):
    file = forms.FileField(
        label="The file", help_text="A PDF, or a JPEG or PNG picture, up to 10 MB.",
        error_messages={
            "required": "Choose a file", "invalid": "Choose a file",
            "missing": "Choose a file", "empty": "This file is empty. Choose another one",
        },
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What is it?", choices=DocumentKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )  # fmt: skip
    title = forms.CharField(
        label="A title to find it by", max_length=120,
        help_text="For example, “Minutes of the core group, May”.",
        error_messages={"required": "Write a title to find it by"},
    )  # fmt: skip
    about = forms.MultipleChoiceField(
        label="Whom is it about?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Leave empty when it is about the whole family.",
    )  # fmt: skip
    whose = forms.ChoiceField(
        label="Is it one child’s own?", required=False,
        help_text="For example a report about one child. It is then never shown through another "
        "child’s record.",
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.members = {str(one.pk): one for one in members}
        self.fields["about"].choices = [(pk, one.called) for pk, one in self.members.items()]  # type: ignore[attr-defined]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("", "No"),
            *((pk, f"{one.called}’s own") for pk, one in self.members.items() if one.is_child),
        ]

    def clean_file(self) -> TakenIn:
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if isinstance(sent, TooLarge):
            raise ValidationError(TOO_LARGE)
        try:
            return take_in(sent.read())
        except Refused as refused:
            raise ValidationError(str(refused)) from refused

    def facts(self) -> dict[str, Any]:
        """What the form says, in the words of the action."""
        given = self.cleaned_data
        return {
            "kind": given["kind"], "title": given["title"], "file": given["file"],
            "about": [self.members[pk] for pk in given["about"]],
            "belongs_to": self.members.get(given["whose"]),
        }  # fmt: skip


class WithdrawDocumentForm(forms.Form):
    because = _because(
        "Why is it taken out?", "Write why it is taken out, such as “It belongs to another family”"
    )


class ReviewFlagForm(forms.Form):
    review_on = day_field(
        "When do we look at it again?",
        required="Choose the day on which somebody looks at it again",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["review_on"].initial = timezone.localdate() + timedelta(days=90)

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= timezone.localdate():
            raise ValidationError("Choose a day to come")
        return day


class RaiseFlagForm(ReviewFlagForm):
    kind = forms.ChoiceField(
        label="What kind of warning is it?", choices=FlagKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of warning it is"},
    )  # fmt: skip
    words = forms.CharField(
        label="What must everybody know before they ring, write or visit?", max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Say what to do. It stands at the top of every page of this family.",
        error_messages={"required": "Write what everybody must know"},
    )  # fmt: skip
    about = forms.ChoiceField(label="Whom is it about?", required=False)
    needs_second_person = forms.BooleanField(
        label="A second person reads each letter before it goes", required=False
    )
    field_order = ["kind", "words", "about", "needs_second_person", "review_on"]

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.members = {str(one.pk): one for one in members}
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", "The whole family"), *((pk, one.called) for pk, one in self.members.items())
        ]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"about": self.members.get(self.cleaned_data["about"])}


class EndFlagForm(forms.Form):
    because = _because("Why is it no longer true?", "Write why it is no longer true")
