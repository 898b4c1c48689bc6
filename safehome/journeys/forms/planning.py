"""Starting, moving, adding to and ending: small forms, each with its own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.days import day_field
from safehome.families.models import FamilyMember
from safehome.journeys.models import EndingReason, Setting, Sign
from safehome.people.models import Person
from safehome.programme.models import PackVersion

WHEN = "Give a day and a time, such as 4 June 2026, 10:00"
# A journey whose last agreement is taken back ends by that, with nobody choosing it here.
BY_HAND = [one for one in EndingReason.choices if one[0] != EndingReason.TAKEN_BACK]
PACES = ((7, "Every week"), (14, "Every two weeks"), (4, "Twice a week"))


def _moment(label: str) -> forms.DateTimeField:
    box = forms.DateTimeInput()
    errors = {"required": WHEN, "invalid": WHEN}
    return forms.DateTimeField(label=label, widget=box, error_messages=errors)


def _setting() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Where", choices=Setting.choices, error_messages={"required": "Choose where you meet"}
    )


def _long(
    label: str, *, hint: str = "", required: str = "", rows: int = 4, most: int = 5000
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=bool(required), max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": required},
    )  # fmt: skip


class StartJourneyForm(forms.Form):
    """Who takes part, with whom, in which version, and when it begins."""

    carers = forms.MultipleChoiceField(
        label="Who takes part?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one carer who will take part"},
    )  # fmt: skip
    lead = forms.ChoiceField(
        label="Who leads it?", help_text="Accredited practitioners who work with this family.",
        error_messages={"required": "Choose an accredited practitioner"},
    )  # fmt: skip
    pack_version = forms.ChoiceField(
        label="Version of the programme",
        help_text="The journey stays on it to its end.",
        error_messages={"required": "Choose a version"},
    )
    first_session_at = _moment("The first session")
    every_days = forms.TypedChoiceField(
        label="Then", choices=PACES, coerce=int,
        help_text="Later sessions never fall on a weekend. Each can be moved.",
    )  # fmt: skip
    setting = _setting()

    def __init__(
        self, data: Any = None, *, carers: Iterable[FamilyMember], leads: Iterable[Person],
        versions: Iterable[PackVersion], **rest: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **rest)
        self.known = {str(one.pk): one for one in carers}
        self._choices("carers", [(pk, one.called) for pk, one in self.known.items()])
        self._choices("lead", [(str(one.pk), one.name) for one in leads])
        self._choices("pack_version", [(str(one.pk), str(one)) for one in versions])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self) -> list[FamilyMember]:
        """The carers who were ticked."""
        return [self.known[pk] for pk in self.cleaned_data["carers"]]


class JoinForm(forms.Form):
    """Who takes part from now on."""

    carer = forms.ChoiceField(
        label="Who joins?", widget=forms.RadioSelect,
        error_messages={"required": "Choose who joins"},
    )  # fmt: skip
    on = day_field(
        "From when?",
        required="Give the day",
        hint="Sessions before this day do not ask whether they came.",
    )

    def __init__(self, data: Any = None, *, carers: Iterable[FamilyMember], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.known = {str(one.pk): one for one in carers}
        field = self.fields["carer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, one.called) for pk, one in self.known.items()]
        self.fields["on"].initial = timezone.localdate()

    def chosen(self) -> FamilyMember:
        return self.known[self.cleaned_data["carer"]]


class WhenAndWhereForm(forms.Form):
    """When a session is, and where: to move one or to add one."""

    planned_for = _moment("When")
    setting = _setting()


class AdditionForm(forms.Form):
    text = _long("Add to this record", most=20_000, required="Write what you want to add",
                 hint="What was signed stays as it is. Your addition carries your name and the "
                      "time.")  # fmt: skip
    sign = forms.TypedChoiceField(
        label="Is a child’s safety in it?", choices=Sign.choices, required=False, empty_value="",
        widget=forms.RadioSelect, help_text="If it is, the family’s safety plans are looked at.",
    )  # fmt: skip


class EndJourneyForm(forms.Form):
    """How it ended, in words for the record and for the family."""

    reason = forms.ChoiceField(
        label="Why does it end?", choices=BY_HAND, widget=forms.RadioSelect,
        error_messages={"required": "Choose why the journey ends"},
    )  # fmt: skip
    carers_reflection = _long(
        "What do the carers say, looking back?", hint="In their own words. It is theirs to keep."
    )
    reflection = _long(
        "What do you take from it?", hint="For the record and for supervision.",
        required="Write what you take from this journey",
    )  # fmt: skip
    what_next = _long(
        "What happens next?", hint="The family reads this in their summary.",
        required="Say what happens next for this family",
    )  # fmt: skip
