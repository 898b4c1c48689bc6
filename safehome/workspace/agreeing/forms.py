"""What is asked of a carer, and of those who write it down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from safehome.agreements.actions import Asked
from safehome.agreements.models import FOUND_NOT_VALID, How, Said, WhyNot
from safehome.agreements.policies import is_of_our_time
from safehome.agreements.rules import KINDS, Kind, is_a_drawn_line
from safehome.agreements.wording import Language
from safehome.design.fields import Hinted
from safehome.design.widgets import DayMonthYear
from safehome.families.models import Family
from safehome.kit.months import months_on

MONTHS = ((12, "a year"), (6, "six months"), (3, "three months"))
WHY_NOT = [one for one in WhyNot.choices if one[0] not in FOUND_NOT_VALID]
HOW = (
    (How.SIGNED_HERE, "With a finger, pen or mouse"),
    (How.TYPED, "Type my name"),
    (How.PAPER, "On paper"),
    (How.SPOKEN, "Say it, and sign nothing"),
)
NO_DAY = "Write a real date, such as 14 3 2026"


def _words(label: str, *, hint: str = "", required: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=bool(required), max_length=3000,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": required},
    )  # fmt: skip


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, widget=DayMonthYear, error_messages={"required": NO_DAY, "invalid": NO_DAY}
    )


class AskForm(forms.Form):
    """One kind, put to one carer: an answer to each purpose, and one signature."""

    how = forms.ChoiceField(
        label="How do you want to answer?", choices=HOW, widget=forms.RadioSelect,
        error_messages={"required": "Choose how to answer"},
    )  # fmt: skip
    signature = forms.CharField(required=False, widget=forms.HiddenInput, strip=True)
    typed_name = forms.CharField(label="Your name", required=False, max_length=120)
    confirmed = forms.BooleanField(label="This is my answer", required=False)
    paper_lies = forms.CharField(
        label="Where does the paper lie?", required=False, max_length=300,
        help_text="For example, “locked cabinet, folder of this family”.",
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="If no: why not?", required=False, choices=[("", "Choose one"), *WHY_NOT],
        help_text="So that we can learn what stands in the way. They need not say.",
    )  # fmt: skip
    because = _words("In their own words", hint="If they want to say more. Word for word.", rows=2)
    said_on = _day("On which day was it said?")
    lasts = forms.TypedChoiceField(label="Ask again after", choices=MONTHS, coerce=int, initial=12)
    with_interpreter = forms.BooleanField(label="An interpreter was there", required=False)

    ends_journey = forms.BooleanField(
        label="They had agreed, and take it back with this. The journey ends: sessions to come "
        "are not held, and what was written stays.",
        required=False,
    )  # fmt: skip
    what_next = _words(
        "What happens next for this family?", hint="The carers read this in their summary."
    )

    def __init__(
        self, kind: Kind, language: Language, *args: Any, ends: bool = False, **rest: Any
    ) -> None:
        """ends: whether a no ends the journey."""
        super().__init__(*args, **rest)
        self.kind, self.language, self.ends = kind, language, ends
        self.fields["said_on"].initial = timezone.localdate()
        self.family: Family | None = None  # whose day is asked for: set before it is checked
        self.fields["typed_name"].label = language.name_here
        alone = len(KINDS[kind]) == 1
        for purpose in KINDS[kind]:
            words = language.words[purpose]
            self.fields[f"say_{purpose}"] = forms.ChoiceField(
                label=Hinted(words.question), required=alone, widget=forms.RadioSelect,
                choices=[(Said.GIVEN, words.yes), (Said.REFUSED, words.no)],
                error_messages={"required": "Choose an answer"},
            )  # fmt: skip

    @property
    def questions(self) -> list[tuple[str, forms.BoundField]]:
        return [(purpose, self[f"say_{purpose}"]) for purpose in KINDS[self.kind]]

    def said(self) -> dict[str, str]:
        """Purpose → what was said. What was left open is not among them."""
        given = self.cleaned_data
        return {
            purpose: given[f"say_{purpose}"]
            for purpose in KINDS[self.kind]
            if given.get(f"say_{purpose}")
        }

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet. Write the day it was said")
        if self.family and not (known := is_of_our_time(self.family, day)):
            raise forms.ValidationError(known.reason)
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = self.said()
        first = f"say_{KINDS[self.kind][0]}"
        if not said and first not in self.errors:
            self.add_error(first, "Choose an answer to at least one of these")
        if self.kind is Kind.WAITING and Said.REFUSED in said.values():
            # Nothing hangs on it, so nobody is made to say why; as when it is taken back.
            given["reason"] = given.get("reason") or WhyNot.NOT_SAID
        if Said.REFUSED in said.values() and not given.get("reason"):
            self.add_error("reason", "Choose why not; “would rather not say” is a reason too")
        if self.ends and Said.REFUSED in said.values() and not given.get("ends_journey"):
            self.add_error("ends_journey", "Tick that the journey ends with this no")
        self._signed(given)
        return given

    @property
    def says_that_it_ends(self) -> bool:
        """Only once somebody has said no: before that, the carer reads nothing of it."""
        return self.ends and Said.REFUSED in self.data.values()

    def _signed(self, given: dict[str, Any]) -> None:
        how = given.get("how")
        if how == How.SIGNED_HERE and not is_a_drawn_line(given.get("signature", "")):
            self.add_error("how", "Sign in the box, or choose another way to answer")
        if how == How.TYPED and not given.get("typed_name", "").strip():
            self.add_error("typed_name", "Type your name")
        if how == How.TYPED and not given.get("confirmed"):
            self.add_error("confirmed", "Tick this if it is your answer")
        if how == How.PAPER and not given.get("paper_lies", "").strip():
            self.add_error("paper_lies", "Write where the paper lies")

    def asked(self, explained: str) -> Asked:
        given = self.cleaned_data
        box = {
            How.SIGNED_HERE: "signature", How.TYPED: "typed_name", How.PAPER: "paper_lies",
        }.get(given["how"])  # fmt: skip
        return Asked(
            explained=explained,
            how=given["how"],
            signature=given[box] if box else "",
            language=self.language.code,
            with_interpreter=given["with_interpreter"],
        )

    def until(self) -> date:
        return months_on(self.cleaned_data["said_on"], self.cleaned_data["lasts"])


class TakeBackForm(forms.Form):
    """A changed mind. Nothing but the day is needed."""

    on = _day("On which day did they take it back?")
    reason = forms.ChoiceField(
        label="Why?", required=False, choices=[("", "Not asked"), *WHY_NOT],
        help_text="They do not need a reason.",
    )  # fmt: skip
    because = _words("In their own words", hint="If they want to say more. Word for word.", rows=2)
    what_next = _words(
        "What happens next for this family?", hint="The carers read this in their summary."
    )

    def __init__(self, *args: Any, ends: bool, **rest: Any) -> None:
        """ends: whether the journey ends with this."""
        super().__init__(*args, **rest)
        self.fields["on"].initial = timezone.localdate()
        if not ends:
            del self.fields["what_next"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet. Write the day it was said")
        return day


class NotValidForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why is it not valid?", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in FOUND_NOT_VALID],
        error_messages={"required": "Choose why it is not valid"},
    )  # fmt: skip
    because = _words(
        "What was found?", required="Write what was found, so that it can be understood later"
    )


class ResolveForm(forms.Form):
    goes_on = forms.ChoiceField(
        label="What is decided?", widget=forms.RadioSelect,
        choices=[("yes", "Go on with those who agreed"), ("no", "Do not go on while they differ")],
        error_messages={"required": "Choose what is decided"},
    )  # fmt: skip
    decided = _words(
        "Why, and with whom did you speak?",
        hint="Speak with each of them alone first. Is anybody under pressure? What does it mean "
             "for each child?",
        required="Write why, and with whom you spoke", rows=5,
    )  # fmt: skip
