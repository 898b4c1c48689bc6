"""What is asked about records alike and about suitability."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from safehome.network.models import TherapyStatus
from safehome.programme.shapes import Criterion
from safehome.referrals.models import Answer, Looked, Reason, Suitable
from safehome.referrals.queries.alike import Candidate
from safehome.referrals.queries.deciding import GAPS

CHOOSE = ("", "Choose one")


def _words(label: str, *, help_text: str = "", rows: int = 3) -> Any:
    return forms.CharField(
        label=label, required=False, max_length=2000, help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


def _named(one: Candidate) -> str:
    if one.is_family:
        return f"{one.name} ({one.reference})"
    return f"{one.name} of referral {one.reference}, which has no record yet either"


class AlikeForm(forms.Form):
    """What a look came to. With nothing alike, there is nothing to choose between."""

    looked = forms.ChoiceField(
        label="What do you make of it?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what you make of it"},
    )  # fmt: skip
    because = _words(
        "What tells you?",
        help_text="So that whoever comes after you need not look again.",
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **more: Any) -> None:
        super().__init__(*args, **more)
        self.found = list(candidates)
        field = self.fields["looked"]
        assert isinstance(field, forms.ChoiceField)
        if not self.found:
            field.choices = [(Looked.NOTHING.value, Looked.NOTHING.label)]
            field.initial = Looked.NOTHING.value
            return
        field.choices = [
            (Looked.ANOTHER.value, "Alike, and none of them is this family"),
            *((str(one.pk), f"The same family as {_named(one)}") for one in self.found),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.found and given.get("looked") and not given.get("because"):
            self.add_error("because", "Write what tells you, in a sentence")
        return given


class SuitabilityForm(forms.Form):
    """One question for each of the pack's criteria, then the decision."""

    therapy = forms.ChoiceField(
        label="Therapeutic support for the child", choices=[CHOOSE, *TherapyStatus.choices],
        error_messages={"required": "Choose how it stands with support for the child"},
    )  # fmt: skip
    way_to_therapy = _words(
        "The way to it",
        help_text="Where there is none: which service is asked, by whom, and by when.",
    )
    decision = forms.ChoiceField(
        label="Decision", choices=Suitable.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose a decision"},
    )  # fmt: skip
    words = _words("Why, in words", help_text="As you would say it to the carers.", rows=4)
    reason = forms.ChoiceField(
        label="If not: the main reason", required=False,
        choices=[CHOOSE, *(one for one in Reason.choices if one[0])],
        help_text="Counted, so that the service can see whom it turns away.",
    )  # fmt: skip
    signposts = _words(
        "If not: where else they can turn",
        help_text="Name the service, what it offers and who makes the first call. "
        "It goes into the letter.",
    )
    tell = forms.BooleanField(
        label="Let the referrer see the step that follows from this", required=False,
        help_text="In fixed words: that we need to ask something, or that we are not the right "
        "service now and have written.",
    )  # fmt: skip

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.criteria = list(criteria)
        for one in self.criteria:
            self.fields[f"is_{one.id}"] = forms.ChoiceField(
                label=one.title, choices=Answer.choices, widget=forms.RadioSelect,
                help_text=one.means,
                error_messages={"required": f"Choose whether this is met: {one.title.lower()}"},
            )  # fmt: skip
            self.fields[f"note_{one.id}"] = forms.CharField(
                label="Note", required=False, max_length=600
            )

    def asked(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its two boxes."""
        return [(one, self[f"is_{one.id}"], self[f"note_{one.id}"]) for one in self.criteria]

    def rest(self) -> list[Any]:
        names = ("therapy", "way_to_therapy", "decision", "words", "reason", "signposts", "tell")
        return [self[name] for name in names]

    def answers(self) -> dict[str, str]:
        return {one.id: self.cleaned_data[f"is_{one.id}"] for one in self.criteria}

    def notes(self) -> dict[str, str]:
        return {one.id: self.cleaned_data[f"note_{one.id}"] for one in self.criteria}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        decision = given.get("decision")
        if (
            decision == Suitable.YES
            and given.get("therapy") in GAPS
            and not given.get("way_to_therapy")
        ):
            self.add_error("way_to_therapy", "Name the way to support for the child first")
        if decision in (Suitable.NO, Suitable.MORE) and not given.get("words"):
            self.add_error("words", "Write why, in words")
        if decision == Suitable.NO:
            if not given.get("reason"):
                self.add_error("reason", "Choose the main reason")
            if not given.get("signposts"):
                self.add_error("signposts", "Write where else they can turn")
        if (
            decision == Suitable.YES
            and not given.get("words")
            and any(
                value == Answer.NOT_MET for name, value in given.items() if name.startswith("is_")
            )
        ):
            self.add_error("words", "One thing is not met: write why it is a yes all the same")
        return given
