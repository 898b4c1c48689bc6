"""How somebody stands to a plan: asked in words that fit their age, signed or only said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from safehome.agreements.models import How
from safehome.agreements.rules import is_a_drawn_line
from safehome.design.days import day_field
from safehome.families.models import FamilyMember
from safehome.plans.models import Stand
from safehome.workspace.planning.forms import choice, words


@dataclass(frozen=True)
class Asking:
    """How one person is asked."""

    lead: str
    question: str
    yes: str
    no: str
    own_words: str
    ways: tuple[tuple[str, str], ...]
    first: str  # the way that is chosen already


# In the order in which the page shows what belongs to each.
SIGNS = (
    (How.SIGNED_HERE.value, "With a finger, pen or mouse"), (How.TYPED.value, "Type my name"),
    (How.PAPER.value, "On paper"), (How.SPOKEN.value, "Say it, and sign nothing"),
)  # fmt: skip
DRAWS = (
    (How.SIGNED_HERE.value, "Draw my name or a picture"), (How.TYPED.value, "Type my name"),
    (How.PAPER.value, "On paper"), (How.SPOKEN.value, "Say it or show it"),
)  # fmt: skip
ADULT = Asking(
    "Read it, or have it read to you. You can agree, or not: both are written down with your "
    "words, and you can change your mind.",
    "Do you agree to this plan?", "I agree", "I do not agree, or not with all of it",
    "In your own words", SIGNS, How.SIGNED_HERE.value,
)  # fmt: skip
YOUNG_PERSON = Asking(
    "This is what the adults around you want to do. Keeping it is their job, not yours. You can "
    "say what is not right for you, and you can change your mind.",
    "Are you content with it?", "I am content with it", "I am not content with it, or not with all",
    "What do you want to say about it?", DRAWS, How.SPOKEN.value,
)  # fmt: skip
CHILD = Asking(
    "This is what the grown-ups do, so that everybody is safe. It is their job. Tell us if "
    "something is not right for you. You can change your mind.",
    "How is it for you?", "It is OK for me", "Something is not OK for me",
    "What do you want to say?", DRAWS, How.SPOKEN.value,
)  # fmt: skip


def asking_for(member: FamilyMember, *, band: str) -> Asking:
    """band: the child's age, as `pack.band_of` says it."""
    if not member.is_child:
        return ADULT
    return YOUNG_PERSON if band == "13-17" else CHILD


class StandForm(forms.Form):
    stand = choice("", [], required="Choose how they stand to it")
    words = words("", hint="Word for word. What somebody does not agree with stands in the plan.")
    how = choice("How do you want to say it?", SIGNS)
    signature = forms.CharField(required=False, widget=forms.HiddenInput, strip=True)
    typed_name = forms.CharField(label="Your name", required=False, max_length=120)
    confirmed = forms.BooleanField(label="This is what I say", required=False)
    paper_lies = forms.CharField(
        label="Where does the paper lie?", required=False, max_length=300,
        help_text="For example, “locked cabinet, folder of this family”.",
    )  # fmt: skip
    said_on = day_field("When did they say so?", required="Write on which day")
    read_at = forms.CharField(required=False, widget=forms.HiddenInput)  # ISO, to the microsecond

    def __init__(self, *args: Any, asking: Asking, member: FamilyMember, **more: Any) -> None:
        super().__init__(*args, **more)
        yes, no = (
            (Stand.CONTENT, Stand.NOT_CONTENT) if member.is_child
            else (Stand.AGREES, Stand.DIFFERS)
        )  # fmt: skip
        stand, how = self.fields["stand"], self.fields["how"]
        assert isinstance(stand, forms.ChoiceField)
        assert isinstance(how, forms.ChoiceField)
        stand.choices = [
            (yes.value, asking.yes), (no.value, asking.no),
            (Stand.NOT_ASKED.value, "They were not asked; the worker writes why"),
        ]  # fmt: skip
        stand.label, self.fields["words"].label = asking.question, asking.own_words
        how.choices = list(asking.ways)
        how.initial = asking.first
        self.fields["said_on"].initial = timezone.localdate()

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("It cannot be a day to come")
        return day

    def clean_read_at(self) -> datetime | None:
        at: str = self.cleaned_data["read_at"]
        try:
            return datetime.fromisoformat(at) if at else None
        except ValueError:
            raise forms.ValidationError("Open this page anew") from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stand = given.get("stand")
        if stand in (Stand.DIFFERS, Stand.NOT_CONTENT, Stand.NOT_ASKED) and not given.get("words"):
            self.add_error("words", "Write it in their words; or why they were not asked")
        if stand and stand != Stand.NOT_ASKED:
            self._signed(given)
        return given

    def _signed(self, given: dict[str, Any]) -> None:
        how = given.get("how")
        if not how:
            self.add_error("how", "Choose how they say it")
        if how == How.SIGNED_HERE and not is_a_drawn_line(given.get("signature", "")):
            self.add_error("how", "Draw in the box, or choose another way")
        if how == How.TYPED and not given.get("typed_name", "").strip():
            self.add_error("typed_name", "Type your name")
        if how == How.TYPED and not given.get("confirmed"):
            self.add_error("confirmed", "Tick this if it is what you say")
        if how == How.PAPER and not given.get("paper_lies", "").strip():
            self.add_error("paper_lies", "Write where the paper lies")

    def facts(self) -> dict[str, Any]:
        """What was said, in the words of the action."""
        given = self.cleaned_data
        asked = given["stand"] != Stand.NOT_ASKED
        how = given["how"] if asked else ""
        box = {
            How.SIGNED_HERE.value: "signature", How.TYPED.value: "typed_name",
            How.PAPER.value: "paper_lies",
        }.get(how)  # fmt: skip
        return {
            "stand": given["stand"], "on": given["said_on"], "words": given["words"], "how": how,
            "signature": given[box] if box else "", "read_at": given["read_at"],
        }  # fmt: skip
