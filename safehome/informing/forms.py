"""What is asked before somebody is told something, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.design.days import day_field
from safehome.design.numbers import number_field
from safehome.families.models import Channel, FamilyMember
from safehome.families.queries import LANGUAGES
from safehome.informing.models import Basis, LetterFormat, Matter
from safehome.notices.carriers import is_carried
from safehome.notices.models import WRITTEN_ELSEWHERE, NoticeKind
from safehome.notices.wording import LANGUAGES as OF_MESSAGES
from safehome.notices.wording import NEEDS_A_MOMENT

CHOOSE = ("", "Choose one")
WHEN = "Give a day and a time, such as 4 June 2026, 10:00"
WAYS = {Channel.POST: "By post", Channel.IN_PERSON: "By hand", Channel.EMAIL: "By e-mail"}
BY_MESSAGE = {Channel.TEXT.value: "Text message", Channel.EMAIL.value: "E-mail"}
TO = (
    ("carer", "A carer"), ("referrer", "A referrer"), ("school", "A school"),
    ("therapist", "A child’s therapist"), ("professional", "Any professional"),
)  # fmt: skip


def _agreements(found: Iterable[Agreement]) -> list[tuple[str, str]]:
    named = [
        (str(one.pk), f"{one.carer.called}: {one.get_purpose_display().lower()}, "
                      f"{one.said_on:%d %B %Y}")
        for one in found
    ]  # fmt: skip
    return [("", "None"), *named]


class OnABasis(forms.Form):
    """On which ground somebody is told; with an agreement, where that is the ground."""

    matter = forms.ChoiceField(label="What is it about?", choices=[CHOOSE, *Matter.choices],
                               error_messages={"required": "Choose what it is about"})  # fmt: skip
    basis = forms.ChoiceField(
        label="On which ground may they be told?", choices=[CHOOSE, *Basis.choices],
        error_messages={"required": "Choose the ground on which they may be told"},
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Which agreement?", required=False,
        help_text="Only where the ground is that they agreed. Those in force stand here.",
        widget=forms.Select({"data-only-when": "basis=agreed"}),
    )  # fmt: skip

    def __init__(self, *args: Any, agreements: Iterable[Agreement], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "agreement", _agreements(agreements))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("basis") == Basis.AGREED and not given.get("agreement"):
            self.add_error("agreement", "Choose the agreement you rely on, or another ground")
        return given


class LetterForm(OnABasis):
    """A letter: its words, and how it goes."""

    title = forms.CharField(label="Title", max_length=120,
                            error_messages={"required": "Give the letter a title"})  # fmt: skip
    body = forms.CharField(
        label="The letter", max_length=12000, widget=forms.Textarea(attrs={"rows": "22"}),
        help_text="Fill every place in [brackets], or take it out. **Two stars** make words bold.",
        error_messages={"required": "Write the letter"},
    )  # fmt: skip
    channel = forms.ChoiceField(label="How does it go?", widget=forms.RadioSelect,
                                error_messages={"required": "Choose how it goes"})  # fmt: skip
    format = forms.ChoiceField(label="Form", choices=LetterFormat.choices)
    language = forms.ChoiceField(label="Language it is written in", choices=list(LANGUAGES.items()))
    read = forms.BooleanField(
        label="I have read the warning, and it is right to write this", required=False
    )
    field_order = ["title", "body", "matter", "basis", "agreement", "channel", "format", "language",
                   "read"]  # fmt: skip

    def __init__(self, *args: Any, ways: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "channel", [(way, WAYS[Channel(way)]) for way in ways])


class MessageForm(forms.Form):
    """A message with fixed words."""

    member = forms.ChoiceField(label="To", error_messages={"required": "Choose somebody"})
    kind = forms.ChoiceField(
        label="What does it say?", widget=forms.RadioSelect,
        choices=[one for one in NoticeKind.choices if one[0] not in WRITTEN_ELSEWHERE],
        error_messages={"required": "Choose what it says"},
        help_text="The words are fixed and give nothing away.",
    )  # fmt: skip
    meets_at = forms.DateTimeField(
        label="When is the meeting?", required=False, widget=forms.DateTimeInput(),
        help_text="Only for a message about a meeting.", error_messages={"invalid": WHEN},
    )  # fmt: skip
    channel = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, error_messages={"required": "Choose how"},
    )  # fmt: skip
    language = forms.ChoiceField(label="Language", choices=list(OF_MESSAGES.items()))
    at = forms.DateTimeField(
        label="Not before", required=False, widget=forms.DateTimeInput(),
        help_text="Leave empty for as soon as they agreed to be reached.",
        error_messages={"invalid": WHEN},
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "member", [CHOOSE, *((str(one.pk), one.name) for one in members)])
        choose(self, "channel", [one for one in BY_MESSAGE.items() if is_carried(one[0])])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") in NEEDS_A_MOMENT and not given.get("meets_at") and not self.errors:
            self.add_error("meets_at", "Say when the meeting is")
        return given


class ToldForm(OnABasis):
    """Somebody was told something, by whatever way."""

    who = forms.ChoiceField(label="Who was told?", error_messages={"required": "Choose somebody"})
    words = forms.CharField(
        label="What were they told?", max_length=2000, widget=forms.Textarea(attrs={"rows": "4"}),
        help_text="In a sentence or two. The family can ask to read this.",
        error_messages={"required": "Write what they were told"},
    )  # fmt: skip
    on = day_field("When?", required="Give the day")
    how = forms.ChoiceField(
        label="How?", choices=[CHOOSE, *((one.value, "In person" if one == Channel.IN_PERSON else
                                          one.label) for one in Channel)],
        error_messages={"required": "Choose how they were told"},
    )  # fmt: skip
    field_order = ["who", "matter", "words", "on", "how", "basis", "agreement"]

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "who", [CHOOSE, *people])

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("That day has not come yet. Check the date")
        return on


class TemplateForm(forms.Form):
    """A letter of the organisation's own."""

    key = forms.SlugField(
        label="Short name", max_length=40, help_text="Such as “group-invitation”. Writing under a "
        "name that is there replaces that letter.",
        error_messages={"required": "Give it a short name",
                        "invalid": "Use small letters, digits and hyphens"},
    )  # fmt: skip
    title = forms.CharField(label="Title", max_length=120,
                            error_messages={"required": "Give it a title"})  # fmt: skip
    to = forms.ChoiceField(label="For", choices=TO)
    language = forms.ChoiceField(label="Language", choices=list(LANGUAGES.items()))
    body = forms.CharField(
        label="The letter", max_length=12000, widget=forms.Textarea(attrs={"rows": "18"}),
        error_messages={"required": "Write the letter"},
        help_text="{carer_name}, {recipient_name}, {practitioner_name}, {organisation} and {phone} "
        "are filled in. Whatever else must be said each time stands in [brackets]. No names here.",
    )  # fmt: skip


class MannerForm(forms.Form):
    """How the organisation writes."""

    sender = forms.CharField(
        label="Whom messages are from", max_length=40,
        help_text="It stands on a lit screen. Choose something that says nothing, such as "
        "“Appointments”.",
        error_messages={"required": "Give a name that says nothing"},
    )  # fmt: skip
    phone = forms.CharField(label="Telephone in letters", max_length=40, required=False)
    letterhead = forms.CharField(
        label="Head of letters", required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text="Name and address of the service, as they may be seen on a paper at home.",
    )  # fmt: skip
    wait_minutes = number_field(
        "Minutes in which a letter can be called back", 0, 2880, width=4,
        required="Give a number of minutes, such as 30",
        invalid="Give a number of minutes from 0 to 2880, such as 30",
    )  # fmt: skip
    every_sessions = number_field(
        "A carer outside the sessions hears every … sessions", 1, 13, width=4,
        required="Give a number of sessions, such as 4",
        invalid="Give a number of sessions from 1 to 13, such as 4",
    )  # fmt: skip


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def refused(form: forms.Form, reason: str) -> None:
    """A refusal of the action itself, where the writer can see it."""
    places = {"body": r"places are still open|where a home is", "channel": r"way|address"}
    for name, words in places.items():
        if name in form.fields and re.search(words, reason):
            form.add_error(name, reason)
            return
    form.add_error(None, reason)
