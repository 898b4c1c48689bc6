"""The form of an entry: what it was, when, and one block for each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from safehome.design.days import day_field
from safehome.entries.models import EntryKind
from safehome.entries.parts import Part
from safehome.families.models import FamilyMember

LONGEST = 5000
MOST_PARTS = 12
NOBODYS = "nobody"


@dataclass(frozen=True)
class PartRow:
    """The boxes of one part."""

    number: int
    text: BoundField
    about: BoundField
    whose: BoundField
    staff_only: BoundField


class EntryForm(forms.Form):
    kind = forms.ChoiceField(
        label="What was it?", choices=EntryKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was"},
    )  # fmt: skip
    happened_on = day_field(
        "When was it?", required="Give the day on which it happened", initial=timezone.localdate
    )

    def __init__(
        self, data: Any = None, *, members: Sequence[FamilyMember], parts: int = 1, **more: Any
    ) -> None:
        """parts: how many blocks the page has; what was posted may say that it had more."""
        super().__init__(data, **more)
        self.members = {str(one.pk): one for one in members}
        self.count = min(max(parts, counted(data)), MOST_PARTS)
        for number in range(1, self.count + 1):
            self._add(number)

    def _add(self, number: int) -> None:
        people = [(pk, one.called) for pk, one in self.members.items()]
        own = [(pk, f"{one.called}’s own") for pk, one in self.members.items() if one.is_child]
        nobodys = (NOBODYS, "Nobody’s own: it may be read with each person ticked")
        self.fields[f"text_{number}"] = forms.CharField(
            label="What happened, in plain words" if number == 1 else "In plain words",
            required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": "5"}),
            error_messages={"max_length": "This part is too long. Put some of it in a part of "
                            "its own"},
        )  # fmt: skip
        self.fields[f"about_{number}"] = forms.MultipleChoiceField(
            label="Whom is this part about?", required=False, choices=people,
            widget=forms.CheckboxSelectMultiple, help_text="It is found with each of them.",
        )  # fmt: skip
        self.fields[f"whose_{number}"] = forms.ChoiceField(
            label="Is it one child’s own?", required=False, choices=[nobodys, *own],
            widget=forms.RadioSelect,
            help_text="What a child said or went through is that child’s own: never shown through "
            "another child’s record, nor on any carer’s side.",
        )  # fmt: skip
        self.fields[f"staff_{number}"] = forms.BooleanField(
            label="For staff alone: never on a carer’s side", required=False
        )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError("This day has not come yet. Give the day on which it happened")
        return day

    def clean(self) -> dict[str, Any]:
        written = [number for number in self._numbers() if self._said(number)]
        if not written and not self.errors:
            self.add_error("text_1", "Write what happened")
        for number in written:
            self._check(number)
        return self.cleaned_data

    def _check(self, number: int) -> None:
        given = self.cleaned_data
        about, whose = given.get(f"about_{number}", []), given.get(f"whose_{number}", "")
        if not given.get(f"text_{number}", "").strip() and f"text_{number}" not in self.errors:
            self.add_error(f"text_{number}", "Write this part, or clear what is ticked in it")
        if not about:
            self.add_error(f"about_{number}", "Tick at least one person whom this part is about")
            return
        children = [self.members[pk].called for pk in about if self.members[pk].is_child]
        if children and not whose:
            self.add_error(
                f"whose_{number}", f"Say whether this is {' or '.join(children)}’s own, or nobody’s"
            )
        if whose and whose != NOBODYS and whose not in about:
            called = self.members[whose].called
            self.add_error(f"about_{number}", f"Tick {called} too: this part is {called}’s own")

    def _said(self, number: int) -> bool:
        given = self.cleaned_data
        return (
            any(given.get(f"{name}_{number}") for name in ("text", "about", "staff"))
            or f"text_{number}" in self.errors
        )

    def _numbers(self) -> range:
        return range(1, self.count + 1)

    def parts(self) -> list[Part]:
        """What is written, in order; blocks left empty are no parts."""
        given = self.cleaned_data
        return [
            Part(
                given[f"text_{number}"],
                tuple(self.members[pk] for pk in given[f"about_{number}"]),
                self.members.get(given[f"whose_{number}"]),
                given[f"staff_{number}"],
            )
            for number in self._numbers()
            if self._said(number)
        ]

    @property
    def rows(self) -> list[PartRow]:
        return [
            PartRow(
                n, self[f"text_{n}"], self[f"about_{n}"], self[f"whose_{n}"], self[f"staff_{n}"]
            )
            for n in self._numbers()
        ]


def counted(data: Mapping[str, Any] | None) -> int:
    """How many blocks were on the page that was sent."""
    given = str((data or {}).get("parts", ""))
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else 1


def as_typed(body: Mapping[str, str | list[str]]) -> MultiValueDict[str, Any]:
    """A draft's words as a form reads them from a browser."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in body.items()}
    )
