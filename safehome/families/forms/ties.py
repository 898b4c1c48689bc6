"""What members are to one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safehome.families.forms.fields import CHOOSE, short
from safehome.families.models import FamilyMember, Tie

YEAR_OR_DAY = re.compile(r"^\d{4}(-\d{2}-\d{2})?$")


class RelateForm(forms.Form):
    one = forms.ChoiceField(label="Who", error_messages={"required": "Choose somebody"})
    tie = forms.ChoiceField(
        label="is what", choices=[CHOOSE, *Tie.choices],
        error_messages={"required": "Choose what they are to one another"},
    )  # fmt: skip
    other = forms.ChoiceField(label="of whom", error_messages={"required": "Choose somebody"})
    since = short("Since", help_text="A year such as 2012, or a date such as 2012-06-01.", limit=10)
    until = short("Until", help_text="Leave empty while it lasts.", limit=10)

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [CHOOSE, *((str(one.pk), one.name) for one in members)]
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = people

    def clean_since(self) -> str:
        return _year_or_day(self.cleaned_data["since"])

    def clean_until(self) -> str:
        return _year_or_day(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", "Choose two different people")
        return given


def _year_or_day(written: str) -> str:
    if written and not YEAR_OR_DAY.match(written):
        raise ValidationError("Write a year such as 2012, or a date such as 2012-06-01")
    return written


class EndRelationshipForm(forms.Form):
    until = short(
        "Until when did it last?", required="Write a year such as 2024, or a date",
        help_text="A year such as 2024, or a date such as 2024-06-01.", limit=10,
    )  # fmt: skip

    def clean_until(self) -> str:
        return _year_or_day(self.cleaned_data["until"])
