"""A line of a plan, as it is asked for and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from django import forms

from safehome.families.models import FamilyMember
from safehome.network.models import Professional
from safehome.plans import rules, weeks
from safehome.plans.actions import LineWords
from safehome.plans.models import (
    Closeness,
    Direction,
    Hand,
    Line,
)
from safehome.workspace.planning.forms import choice, several, words

WEEK = [(number, name[:3]) for number, name in enumerate(weeks.DAYS)]


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
        help_text="With hours below. A night may go past midnight.",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    begins = forms.TimeField(
        label="From", required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Write a time, such as 15:30"},
    )  # fmt: skip
    ends = forms.TimeField(
        label="Until", required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Write a time, such as 20:00"},
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
    to_a_child = words(
        "How would you say it to a child?", rows=2, most=300,
        hint="Stands on a child’s own copy instead of the line. Few words, as you would talk.",
    )  # fmt: skip
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
                "step_up", "step_down", "to_a_child", "how_sure", "freedom", "suggestion",
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
            "step_up", "step_down", "to_a_child", "how_sure", "freedom", "suggestion",
        )
    }  # fmt: skip
    return initial | {
        "said_by": str(line.said_by_id or ""), "read_back": line.read_back_at is not None,
        "hands": [str(hand.member_id or hand.professional_id) for hand in hands],
        "children": [str(pk) for pk in children],
        "days": days, "begins": None if begins is None else _time(begins),
        "ends": None if ends is None else _time(ends),
    }  # fmt: skip
