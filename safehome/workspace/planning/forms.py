"""What is asked about a plan: beginning it, a line, a voice, a stand, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safehome.design.days import day_field
from safehome.families.models import FamilyMember, Household
from safehome.network.models import Professional
from safehome.plans import rules, weeks
from safehome.plans.actions import LineWords, VoiceWords
from safehome.plans.actions.living import BreachWords
from safehome.plans.models import (
    AskedHow,
    BreachKind,
    Closeness,
    Direction,
    Hand,
    Line,
    NoVoice,
    Setting,
    Stage,
    Voice,
)

WEEK = [(number, name[:3]) for number, name in enumerate(weeks.DAYS)]


def words(
    label: str, *, required: str = "", hint: str = "", rows: int = 3, most: int = 600
) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(required), help_text=hint, max_length=most,
        widget=forms.Textarea(attrs={"rows": str(rows)}), error_messages={"required": required},
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


class LineForm(forms.Form):
    """One line: what we do, who, when, for whom; and more where it matters."""

    text = words("What do we do?", required="Write what you do", rows=3, most=500)
    instead = words(
        "What do you do instead?", rows=2, most=500,
        hint="Only where the line says what is not done.",
    )  # fmt: skip
    as_it_is = forms.BooleanField(
        label="Keep it for now without saying what is done instead", required=False
    )
    hands = several("Who does it?")
    days = forms.TypedMultipleChoiceField(
        label="On which days?", required=False, coerce=int, choices=WEEK,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    begins = forms.TimeField(
        label="From", required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Write a time, such as 15:30"},
    )  # fmt: skip
    ends = forms.TimeField(
        label="Until", required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Write a time, such as 20:00"},
        help_text="A night may go past midnight.",
    )  # fmt: skip
    children = several("Which children is it for?")
    said_by = forms.ChoiceField(
        label="Are these somebody’s own words?", required=False,
        help_text="They are then kept word for word.",
    )  # fmt: skip
    read_back = forms.BooleanField(label="I have read it back to them", required=False)
    closeness = choice("How close is the adult?", Closeness.choices)
    direction = choice("Whom does it protect?", Direction.choices)
    at_place = forms.CharField(label="Where?", required=False, max_length=120)
    from_what = forms.CharField(label="From what?", required=False, max_length=120)
    how_we_know = words("How do we know that it works?", rows=2, most=300)
    step_down = words("When may it be less?", rows=2, most=300)
    step_up = words("When is it more again?", rows=2, most=300)
    how_sure = forms.TypedChoiceField(
        label="How sure are we that we can keep to it?", required=False, coerce=int,
        empty_value=None, widget=forms.RadioSelect,
        choices=[("", "Not asked"), *((number, str(number)) for number in range(11))],
        help_text="0 not at all, 10 quite sure.",
    )  # fmt: skip
    freedom = forms.BooleanField(
        label="This is a freedom that is kept or given back", required=False
    )
    suggestion = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, members: Mapping[UUID, FamilyMember],
        professionals: Mapping[UUID, Professional], hands: Iterable[Hand] = (), **more: Any,
    ) -> None:  # fmt: skip
        """hands: who does it already, where a line is written anew."""
        super().__init__(*args, **more)
        self.weeks = {pk: one.week for one in hands if (pk := one.member_id or one.professional_id)}
        self.shown = first_span(self.weeks.values())
        self.professionals = {str(pk) for pk in professionals}
        adults = [(str(pk), one.called) for pk, one in members.items() if not one.is_child]
        others = [
            (str(pk), one.name or one.agency or one.get_role_display())
            for pk, one in professionals.items()
        ]
        young = [(str(pk), one.called) for pk, one in members.items() if one.is_child]
        for name, choices in (
            ("hands", [*adults, *others]), ("children", young),
            ("said_by", [("", "No"), *adults]),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        begins, ends = given.get("begins"), given.get("ends")
        timed = [one for one in ("begins", "ends") if given.get(one) is not None]
        if len(timed) == 1 and not self.errors:
            empty = "ends" if timed == ["begins"] else "begins"
            self.add_error(empty, "Give both times, or neither")
        elif begins is not None and begins == ends:
            self.add_error("ends", "It must be another time than when it begins")
        if timed and not given.get("days"):
            self.add_error("days", "Choose on which days")
        if given.get("days") and not timed and not self.errors:
            self.add_error("begins", "Say from when until when, or choose no day")
        text = given.get("text", "")
        word = rules.forbids(text)
        if word and not given.get("instead") and not given.get("as_it_is"):
            self.add_error(
                "instead",
                f"“{word}” says what is not done. Write what you do instead, or keep it for now",
            )
        if given.get("said_by") and not given.get("read_back"):
            self.add_error("read_back", "Read their words back to them, and tick this")
        return given

    @property
    def week(self) -> list[Any]:
        given = self.cleaned_data
        if not given["days"] or given["begins"] is None:
            return []
        return [weeks.span(given["days"], _minute(given["begins"]), _minute(given["ends"]))]

    def _hours_of(self, person: str) -> list[Any]:
        """Hours that were not touched here stay each person's own: a task that moved keeps them."""
        untouched = self.week == self.shown
        return self.weeks.get(UUID(person), self.week) if untouched else self.week

    def facts(self) -> dict[str, Any]:
        """What the form says, in the words of the action."""
        given = self.cleaned_data
        plain = {
            name: given[name]
            for name in (
                "text", "instead", "closeness", "direction", "at_place", "from_what", "how_we_know",
                "step_up", "step_down", "how_sure", "freedom", "suggestion",
            )
        }  # fmt: skip
        said_by = UUID(given["said_by"]) if given["said_by"] else None
        return {
            "words": LineWords(**plain, said_by_id=said_by),
            "children": [UUID(pk) for pk in given["children"]],
            "hands": {UUID(pk): self._hours_of(pk) for pk in given["hands"]},
            "professionals": [UUID(pk) for pk in given["hands"] if pk in self.professionals],
            "read_back": given["read_back"],
        }


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def first_span(hours: Iterable[list[Any]]) -> list[Any]:
    """The hours that the form shows, of all those that people have."""
    return next((week[:1] for week in hours if week), [])


def _time(minute: int) -> time:
    return time(*divmod(minute % weeks.DAY, 60))


def of_line(line: Line, hands: Iterable[Hand], children: Iterable[UUID]) -> dict[str, Any]:
    """What a line says, as the form asks for it."""
    hands = list(hands)
    days, begins, ends = next(iter(first_span(one.week for one in hands)), ([], None, None))
    initial = {
        name: getattr(line, name)
        for name in (
            "text", "instead", "closeness", "direction", "at_place", "from_what", "how_we_know",
            "step_up", "step_down", "how_sure", "freedom", "suggestion",
        )
    }  # fmt: skip
    return initial | {
        "said_by": str(line.said_by_id or ""), "read_back": line.read_back_at is not None,
        "hands": [str(hand.member_id or hand.professional_id) for hand in hands],
        "children": [str(pk) for pk in children],
        "days": days, "begins": None if begins is None else _time(begins),
        "ends": None if ends is None else _time(ends),
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
