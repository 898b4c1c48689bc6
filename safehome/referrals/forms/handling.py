"""What is asked of the staff about a referral, and about the front door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from safehome.design.numbers import number_field
from safehome.design.telephones import telephone_field
from safehome.people.models import Person


class TellForm(forms.Form):
    stage = forms.ChoiceField(
        label="What may the referrer see?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may see"},
        help_text="These words and the date are all that they see.",
    )  # fmt: skip

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(steps)


BECAUSE = [
    ("knows-family", "Knows the family outside work"),
    ("related", "Is related to somebody in it"),
    ("worked-elsewhere", "Worked with them in another role"),
    ("other", "Another reason, known to the manager"),
]


class AsideForm(forms.Form):
    whom = forms.ChoiceField(label="Who steps aside?", widget=forms.RadioSelect)
    because = forms.ChoiceField(
        label="Why", choices=BECAUSE, widget=forms.RadioSelect,
        error_messages={"required": "Choose why"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], me: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)
        others = [(str(one.pk), one.name) for one in people if one.pk != me.pk]
        field.choices = [(str(me.pk), f"Me ({me.name})"), *others]
        field.initial = str(me.pk)


class PartForm(forms.Form):
    because = forms.CharField(
        label="How do you know that it is another family?", max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write how you know that it is another family"},
    )  # fmt: skip


class FrontDoorForm(forms.Form):
    is_open = forms.ChoiceField(
        label="Does the service take referrals at its public address?", widget=forms.RadioSelect,
        choices=[("yes", "Open"), ("no", "Closed: the page says so, and what was begun is kept")],
        error_messages={"required": "Choose open or closed"},
    )  # fmt: skip
    answer_within_days = number_field(
        "Within how many working days is somebody in touch?", 1, 20, width=2,
        hint="This is promised to each referrer, with the date. Weekends and bank holidays "
        "of your nation do not count.",
        required="Write a number of working days",
        invalid="Write a number, such as 3: 1 to 20 days",
    )  # fmt: skip
    phone = telephone_field("Telephone for referrers")
    words = forms.CharField(
        label="A few words for referrers", required=False, max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Such as whom the service is for, or until when it is closed. Everybody can "
        "read this; write about no family.",
    )  # fmt: skip
