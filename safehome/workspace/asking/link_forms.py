"""The form for making a private link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from safehome.measures.actions.links import LASTS
from safehome.measures.rules import ENGLISH
from safehome.programme.shapes import Questionnaire
from safehome.workspace.asking.sending import SHOW
from safehome.workspace.asking.tongues import Offer

DAYS = [("3", "3 days"), ("7", "A week"), ("14", "Two weeks")]


class LinkForm(forms.Form):
    """Which of the questions that are due, how it gets there, for how long, and that it is safe.

    ways: messages that the carer's rule allows, and what choosing each means. offer: in which
    languages it can be; where that is English alone, nothing is asked.
    """

    asked = forms.MultipleChoiceField(
        label="Which questions?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one set of questions"},
    )  # fmt: skip
    days = forms.ChoiceField(
        label="How long can it be used?", choices=DAYS, initial=str(LASTS),
        widget=forms.RadioSelect, error_messages={"required": "Choose how long it can be used"},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How do they get it?", widget=forms.RadioSelect, initial=SHOW,
        error_messages={
            "required": "Choose how they get it",
            "invalid_choice": "They have not agreed to be reached in this way. Choose another",
        },
    )  # fmt: skip
    language = forms.ChoiceField(
        label="In which language?", widget=forms.RadioSelect,
        help_text="The questions, the pages around them, and the message that leads to them.",
        error_messages={"required": "Choose in which language"},
    )  # fmt: skip
    safe = forms.BooleanField(
        label="I asked who else sees their phone or computer, and they want it this way",
        error_messages={"required": "Ask the carer first, and say so here"},
    )

    def __init__(
        self, found: Sequence[Questionnaire], *args: Any,
        ways: Sequence[tuple[str, str]] = (), offer: Offer, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.offer = offer
        if offer.is_choice:
            self.fields["language"].choices = offer.choices  # type: ignore[attr-defined]
            self.fields["language"].initial = offer.best
        else:
            del self.fields["language"]
        self.found = {one.id: one for one in found}
        self.fields["asked"].choices = [(one.id, one.title) for one in found]  # type: ignore[attr-defined]
        self.fields["asked"].initial = list(self.found)
        self.fields["how"].choices = [  # type: ignore[attr-defined]
            (SHOW, "Show it here, to scan or to print as a slip"),
            *ways,
        ]

    def in_which(self) -> str:
        return str(self.cleaned_data.get("language") or ENGLISH)

    def clean(self) -> dict[str, Any]:
        """No set of questions in a language in which nobody has read it."""
        for name in self.cleaned_data.get("asked", ()):
            verdict = self.offer.verdict(name, self.in_which())
            if not verdict:
                self.add_error("asked", f"{verdict.reason} Leave it out, or choose English")
        return self.cleaned_data

    def chosen(self) -> list[Questionnaire]:
        """In the schedule's order, whatever order they came in."""
        return [one for name, one in self.found.items() if name in self.cleaned_data["asked"]]
