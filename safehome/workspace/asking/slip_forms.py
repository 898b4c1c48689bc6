"""Forms for a slip: what was answered after all, or that a set was entered by mistake; and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from safehome.measures.actions.slips import LONGEST, UNCHANGED
from safehome.measures.models import Help, Mode, Why
from safehome.measures.rules import CORRECTS
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument
from safehome.workspace.asking.forms import ON_SCREEN_OR_PAPER, SKIPPED, AnswersForm
from safehome.workspace.asking.slip_reading import Facts, Sheet
from safehome.workspace.instruments.forms import ScoresForm
from safehome.workspace.instruments.queries import boxes_of, total_of


def _ask_why(form: forms.Form, codes: Sequence[str], label: str) -> None:
    form.fields["why"] = forms.ChoiceField(
        label=label, choices=[(code, Why(code).label) for code in codes],
        widget=forms.RadioSelect, error_messages={"required": "Choose why"},
    )  # fmt: skip
    form.fields["because"] = forms.CharField(
        label="In a few words of your own", max_length=LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text="How it came about, and how you know. Whoever may read the answers can read it.",
        error_messages={
            "required": "Write in a few words how it came about",
            "max_length": f"Use {LONGEST} letters or fewer",
        },
    )  # fmt: skip


WHY = "Why is it corrected?"


class CorrectForm(AnswersForm):
    """The questions again, filled with what was entered. Of goals, those that have a number."""

    def __init__(self, sheet: Sheet, questionnaire: Questionnaire, *args: Any) -> None:
        super().__init__(questionnaire, *args)
        self.sheet = sheet
        before = sheet.facts
        asked = [one.id for one in questionnaire.items]
        if sheet.goals:
            for item in asked:
                if item not in sheet.goals:
                    del self.fields[item]
                else:
                    self.fields[item].label = f"“{sheet.goals[item]}”"
            for line in questionnaire.open:
                del self.fields[line.id]
        elif questionnaire.id == "goals":  # none was set, so there is no number to change
            for name in (*asked, *(line.id for line in questionnaire.open)):
                del self.fields[name]
        mode = self.fields.get("mode")
        if isinstance(mode, forms.ChoiceField):
            known = [value for value, _ in ON_SCREEN_OR_PAPER]
            if before.mode not in known:  # as was once asked
                mode.choices = [*ON_SCREEN_OR_PAPER, (before.mode, Mode(before.mode).label)]
        self.initial = {
            **self.initial,
            "mode": before.mode, "help": before.help, "given_on": before.on, **before.words,
            **{item: str(before.given.get(item, SKIPPED)) for item in asked},
        }  # fmt: skip
        self.fields["given_on"].initial = before.on
        _ask_why(self, CORRECTS, WHY)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if not self.errors and self.facts_now() == self.sheet.facts:
            self.add_error(None, UNCHANGED)
        return given

    def items(self) -> list[forms.BoundField]:
        return [self[one.id] for one in self.questionnaire.items if one.id in self.fields]

    def open(self) -> list[forms.BoundField]:
        return [self[one.id] for one in self.questionnaire.open if one.id in self.fields]

    def given(self) -> dict[str, int]:
        chosen = {
            one.id: self.cleaned_data[one.id]
            for one in self.questionnaire.items
            if one.id in self.fields
        }
        return {item: int(value) for item, value in chosen.items() if value != SKIPPED}

    def open_words(self) -> dict[str, str]:
        return {
            one.id: self.cleaned_data[one.id].strip()
            for one in self.questionnaire.open
            if one.id in self.fields and self.cleaned_data[one.id].strip()
        }

    def facts_now(self) -> Facts:
        now = self.facts()
        return Facts(
            now["given"], self.sheet.facts.scores, now["words"], str(now["mode"]),
            str(now["help"]), now["on"],
        )  # fmt: skip


class CorrectScoresForm(ScoresForm):
    """Scores again, filled with what was entered."""

    def __init__(self, sheet: Sheet, instrument: Instrument, *args: Any) -> None:
        super().__init__(*boxes_of(instrument), *args)
        self.sheet, self.instrument = sheet, instrument
        before = sheet.facts
        self.fields["given_on"].initial = before.on
        for box in self.boxes:
            value = before.scores.get(box.id)
            self.fields[box.id].initial = None if value is None else f"{value:g}"
        _ask_why(self, CORRECTS, WHY)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and self.facts_now() == self.sheet.facts:
            self.add_error(None, UNCHANGED)
        return given

    def facts_now(self) -> Facts:
        before = self.sheet.facts
        return Facts(
            before.given, total_of(self.instrument, self.scores()), before.words, before.mode,
            str(Help(before.help)), self.cleaned_data["given_on"],
        )  # fmt: skip


class AsideForm(forms.Form):
    """Why a set does not belong here."""

    def __init__(self, codes: Sequence[str], *args: Any) -> None:
        super().__init__(*args)
        _ask_why(self, codes, "Why are they set aside?")
