"""The record of a session as one form. Nothing is required here: the rules say what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from safehome.design.days import day_field
from safehome.design.fields import Hinted
from safehome.design.numbers import number_field
from safehome.journeys.models import AttendanceOutcome, Delivery, NoLineReason, Setting, Sign
from safehome.journeys.queries import asked_of, whole_session
from safehome.journeys.rules import (
    STANCE,
    Asked,
    ChildRecord,
    ComponentRecord,
    Missing,
    SessionRecord,
)

BALANCE = (
    (1, "Mostly support"),
    (2, "More support"),
    (3, "Both alike"),
    (4, "More challenge"),
    (5, "Mostly challenge"),
)
RATED = ((0, "Not today"), (1, "A little"), (2, "Partly"), (3, "Mostly"), (4, "Fully"))
LONGEST = 5000


def label_of(form: forms.Form, box: str) -> str:
    """The words of a box; those of a day have its field's."""
    field = form.fields.get(box) or form.fields.get(box.rpartition("_")[0])
    return str(field.label) if field else box


def boxes_of(session: UUID) -> Callable[[str], str]:
    """What the boxes of one session's record are called. The family must be open."""
    form = RecordForm(asked=asked_of(whole_session(session)))
    return lambda box: label if (label := label_of(form, box)) != box else "Another box"


def _words(label: str, *, rows: int = 3, hint: str = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    field = forms.CharField(label=label, help_text=hint, required=False, widget=box)
    field.max_length = None
    return field


def _choice(label: str, choices: Any, widget: type[forms.Widget] = forms.RadioSelect) -> Any:
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, widget=widget, empty_value=""
    )


@dataclass(frozen=True)
class ComponentRow:
    title: str
    delivery: BoundField
    how: BoundField
    keeps: BoundField
    why: BoundField


@dataclass(frozen=True)
class ChildRow:
    pk: UUID
    name: str
    line: BoundField
    no_line: BoundField


class RecordForm(forms.Form):
    """Sections in the order in which one remembers."""

    held_on = day_field("The day you met")
    minutes = number_field(
        "Minutes", 1, 600, invalid="Write the minutes as a number from 1 to 600, such as 75"
    )
    setting = forms.ChoiceField(label="Where", choices=Setting.choices, required=False)
    wellbeing = _words("How were they, coming in and going out?", hint="Wellbeing and safety.")
    support_challenge = forms.TypedChoiceField(
        label="How were support and challenge balanced?", choices=BALANCE, coerce=int,
        empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    support_challenge_note = _words("A word about it, if you like", rows=2)
    home_activity = _words("What will they try before next time?", rows=2)
    next_step = _words("The next step", rows=2, hint="You will see this first when you prepare.")
    worries = _words(
        "Anything that worries you?", rows=2,
        hint="A worry about a child's safety goes to the safeguarding lead the same day as well.",
    )  # fmt: skip

    sign = _choice("Is a child’s safety in it?", Sign.choices)

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.asked = asked
        for pk, name in asked.carers.items():
            self.fields[f"attendance_{pk}"] = _choice(name, AttendanceOutcome.choices)
            self.fields[f"without_{pk}"] = _words(
                f"{name} had not agreed to take part on that day. How did it come about?", rows=2,
                hint="Only if they came. Ask again before you next meet.",
            )  # fmt: skip
            self.fields[f"words_{pk}"] = _words(f"{name} said", hint="Word for word.")
        for component, title in asked.components.items():
            self.fields[f"component_{component}"] = _choice(title, Delivery.choices)
            self.fields[f"how_{component}"] = forms.CharField(
                label="How and why, in one line", required=False
            )
            self.fields[f"keeps_{component}"] = _choice(
                "Does it still keep to the model?", (("yes", "Yes"), ("no", "No"))
            )
            self.fields[f"why_{component}"] = forms.CharField(
                label="Why, in one line", required=False
            )
        for pk, name in asked.children.items():
            self.fields[f"line_{pk}"] = _words(name, rows=2)
            self.fields[f"no_line_{pk}"] = _choice(
                f"Or why there is no line about {name}",
                (("", "–"), *NoLineReason.choices), forms.Select,
            )  # fmt: skip
        for name, words in STANCE.items():
            self.fields[f"rating_{name}"] = forms.TypedChoiceField(
                label=Hinted(words), choices=RATED, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def record(self) -> SessionRecord:
        """What is written so far. A box that cannot be read counts as empty."""
        self.is_valid()
        given = self.cleaned_data
        return SessionRecord(
            held_on=given.get("held_on"),
            minutes=given.get("minutes"),
            setting=given.get("setting") or Setting.HOME,
            attendance={pk: given.get(f"attendance_{pk}", "") for pk in self.asked.carers},
            without_agreement={pk: given.get(f"without_{pk}", "") for pk in self.asked.carers},
            components={pk: self._component(pk) for pk in self.asked.components},
            words={pk: given.get(f"words_{pk}", "") for pk in self.asked.carers},
            children={
                pk: ChildRecord(given.get(f"line_{pk}", ""), given.get(f"no_line_{pk}", ""))
                for pk in self.asked.children
            },
            wellbeing=given.get("wellbeing", ""),
            support_challenge=given.get("support_challenge"),
            support_challenge_note=given.get("support_challenge_note", ""),
            worries=given.get("worries", ""),
            sign=given.get("sign", ""),
            home_activity=given.get("home_activity", ""),
            next_step=given.get("next_step", ""),
            self_rating={
                name: value for name in STANCE if (value := given.get(f"rating_{name}")) is not None
            },
        )

    def mark(self, missing: tuple[Missing, ...]) -> None:
        """Say at each place what is missing there."""
        for one in missing:
            if one.field in self.fields and one.field not in self.errors:
                self.add_error(one.field, one.message)

    def _component(self, pk: str) -> ComponentRecord:
        given = self.cleaned_data
        delivery = given.get(f"component_{pk}", "")
        if delivery == Delivery.ADAPTED:
            keeps = {"yes": True, "no": False}.get(given.get(f"keeps_{pk}", ""))
            return ComponentRecord(delivery, given.get(f"how_{pk}", ""), keeps)
        if delivery == Delivery.LEFT_OUT:
            return ComponentRecord(delivery, given.get(f"why_{pk}", ""))
        return ComponentRecord(delivery)

    @property
    def attendance_fields(self) -> list[BoundField]:
        return [self[f"attendance_{pk}"] for pk in self.asked.carers]

    def without_fields(self, without: Collection[UUID]) -> list[BoundField]:
        """Of those who had not agreed, and of those about whom something was written already."""
        return [
            self[f"without_{pk}"]
            for pk in self.asked.carers
            if pk in without or self[f"without_{pk}"].value()
        ]

    @property
    def component_rows(self) -> list[ComponentRow]:
        return [
            ComponentRow(
                title, self[f"component_{pk}"], self[f"how_{pk}"], self[f"keeps_{pk}"],
                self[f"why_{pk}"],
            )
            for pk, title in self.asked.components.items()
        ]  # fmt: skip

    @property
    def words_fields(self) -> list[tuple[UUID, BoundField]]:
        return [(pk, self[f"words_{pk}"]) for pk in self.asked.carers]

    @property
    def child_rows(self) -> list[ChildRow]:
        return [
            ChildRow(pk, name, self[f"line_{pk}"], self[f"no_line_{pk}"])
            for pk, name in self.asked.children.items()
        ]

    @property
    def rating_fields(self) -> list[BoundField]:
        return [self[f"rating_{name}"] for name in STANCE]
