"""What is asked of an adult about the plan's load, and to whom a task is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from safehome.plans.models import Energy
from safehome.workspace.planning.forms import choice
from safehome.workspace.planning.forms import words as some_words
from safehome.workspace.planning.leaning import Candidate


class AccountForm(forms.Form):
    energy = choice(
        "How is it, with what the plan asks of you?", Energy.choices, required="Choose how it is"
    )
    words = some_words("In their own words", hint="Word for word.", rows=2)
    relief = some_words("Who or what gives them a break?", rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("energy") == Energy.TOO_MUCH and not given.get("relief"):
            self.add_error(
                "relief", "Write who could give them a break, or that nobody was found yet"
            )
        return given


class MoveTaskForm(forms.Form):
    to = choice("Who does it from now on?", [], required="Choose who does it")

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **more: Any) -> None:
        super().__init__(*args, **more)
        self.candidates = {str(one.pk): one for one in candidates}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, one.name) for pk, one in self.candidates.items()]

    @property
    def items(self) -> list[dict[str, object]]:
        """Each choice with what it would mean."""
        return [
            {"value": pk, "text": one.name, "hint": one.says, "checked": self["to"].value() == pk}
            for pk, one in self.candidates.items()
        ]

    @property
    def chosen(self) -> Candidate:
        return self.candidates[self.cleaned_data["to"]]
