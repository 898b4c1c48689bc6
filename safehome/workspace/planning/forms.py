"""What is asked about a plan: beginning it, a voice, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.families.models import Household
from safehome.plans.actions import VoiceWords
from safehome.plans.actions.living import BreachWords
from safehome.plans.models import (
    AskedHow,
    BreachKind,
    Line,
    NoVoice,
    Setting,
    Stage,
    Voice,
)


def words(
    label: str, *, required: str = "", hint: str = "", rows: int = 3, most: int = 600
) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(required), help_text=hint, max_length=most,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={
            "required": required,
            "max_length": f"“{label}” is too long: use {most} characters or fewer",
        },
    )  # fmt: skip


def choice(label: str, choices: Any, *, required: str = "", hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=bool(required), help_text=hint,
        widget=forms.RadioSelect, error_messages={"required": required},
    )  # fmt: skip


def several(label: str, *, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class BeginPlanForm(forms.Form):
    setting = choice("Where is this plan for?", Setting.choices, required="Choose where it is for")
    called = forms.CharField(
        label="Which one?", required=False, max_length=80,
        help_text="If there could be several. For example, “Nan’s house”.",
    )  # fmt: skip
    household = forms.ChoiceField(
        label="Who lives there?", required=False,
        help_text="The plan is then about the children of that home.",
    )  # fmt: skip
    stage = choice(
        "What is it to be?",
        [(Stage.INTERIM, "For now: what is needed this week, until there is a whole plan"),
         (Stage.WHOLE, "A whole plan")],
        required="Choose what it is to be",
    )  # fmt: skip

    def __init__(self, *args: Any, homes: Iterable[Household], **more: Any) -> None:
        super().__init__(*args, **more)
        self.homes = {str(one.pk): one for one in homes}
        field = self.fields["household"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The whole family")] + [
            (pk, one.name or "A home") for pk, one in self.homes.items()
        ]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "setting": given["setting"], "called": given["called"], "stage": given["stage"],
            "household": self.homes.get(given["household"]),
        }  # fmt: skip


class VoiceForm(forms.Form):
    """What one child says; or why there is nothing yet."""

    helps = words("What helps me feel safe", rows=2)
    worries = words("What worries me", rows=2)
    tells = words("Whom I can tell", rows=2)
    differs = words("What I see differently", rows=2)
    how = forms.ChoiceField(
        label="How were they asked?", required=False, choices=[("", "Choose"), *AskedHow.choices]
    )
    asked_by = forms.CharField(label="Who asked?", required=False, max_length=80)
    asked_on = day_field("When?")
    shared = forms.BooleanField(
        label="They are content that others of the plan read it", required=False
    )
    no_voice = choice("Or: why is their voice not here?", [("", "It is here"), *NoVoice.choices])
    no_voice_note = words("What will be done about it?", rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = any(given.get(name) for name in ("helps", "worries", "tells", "differs"))
        if given.get("no_voice"):
            if said:
                self.add_error("no_voice", "There are words above: choose “It is here”")
            return given
        if not said:
            self.add_error("helps", "Write what they say, or choose why their voice is not here")
        if not given.get("how"):
            self.add_error("how", "Choose how they were asked")
        if not given.get("asked_on") and "asked_on" not in self.errors:
            self.add_error("asked_on", "Write on which day they were asked")
        elif given.get("asked_on") and given["asked_on"] > timezone.localdate():
            self.add_error("asked_on", "It cannot be a day to come")
        return given

    def facts(self) -> VoiceWords:
        return VoiceWords(**self.cleaned_data)


def of_voice(voice: Voice | None) -> dict[str, Any]:
    if voice is None:
        return {"asked_on": timezone.localdate()}
    return {name: getattr(voice, name) for name in VoiceForm.base_fields}


class RemoveLineForm(forms.Form):
    because = words("Why does it go?", required="Write why it goes, for whoever reads it later")


class ReviewDayForm(forms.Form):
    review_on = day_field("When do we look at it again?", required="Write the day of the next look")

    def __init__(self, *args: Any, longest: timedelta, **more: Any) -> None:
        super().__init__(*args, **more)
        self.longest = longest
        self.fields["review_on"].help_text = f"Within {longest.days} days."

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + self.longest:
            raise ValidationError(f"Choose a day to come, within {self.longest.days} days")
        return day


class ApproveForm(forms.Form):
    approved = choice(
        "What do you say to it?", [("yes", "I approve it"), ("no", "Something is still wanted")],
        required="Choose what you say to it",
    )  # fmt: skip
    comment = words(
        "A comment for whoever wrote it", hint="What is good, and what is still wanted."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("approved") == "no" and not given.get("comment"):
            self.add_error("comment", "Write what is still wanted")
        return given


class BreachForm(forms.Form):
    kind = choice("What happened?", BreachKind.choices, required="Choose what happened")
    root = forms.ChoiceField(label="Which line is it about?", required=False)
    happened_on = day_field("When?", required="Write on which day it happened")
    what = words(
        "In a few plain words", required="Write in a few words what happened",
        hint="Only what is needed to make the plan better. No detail of any behaviour.",
    )  # fmt: skip
    did = words("What was done then?", rows=2)
    told_by = forms.CharField(label="Who told us?", required=False, max_length=80)

    def __init__(self, *args: Any, lines: Iterable[Line], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["root"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None of them"), *((str(one.root), one.text[:80]) for one in lines)]

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError("It cannot be a day to come")
        return day

    def facts(self) -> BreachWords:
        given = dict(self.cleaned_data)
        return BreachWords(**given | {"root": UUID(given["root"]) if given["root"] else None})


class AnswerForm(forms.Form):
    words = words(
        "What does this version do about it?", required="Write what this version does about it",
        hint="A line that is new or changed; or why it stays as it is.",
    )  # fmt: skip


class CloseForm(forms.Form):
    because = words("Why is it closed?", required="Write why it is closed")


class GiveUpForm(forms.Form):
    sure = forms.BooleanField(
        label="Yes, give up what is written in this draft",
        error_messages={"required": "Tick this if the draft is to be given up"},
    )
