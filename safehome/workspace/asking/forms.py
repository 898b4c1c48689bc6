"""The form for one questionnaire, made from the pack's own words."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.html import format_html

from safehome.design.days import day_field
from safehome.design.words import plain_day
from safehome.kit.verdicts import permit
from safehome.measures.models import Help, Mode
from safehome.measures.own_words import OwnWords, written
from safehome.measures.rules import ENGLISH
from safehome.programme.instruments import may_use_words
from safehome.programme.shapes import Questionnaire

SKIPPED = "skip"
ON_SCREEN_OR_PAPER = [
    (mode.value, mode.label) for mode in (Mode.TOGETHER, Mode.ALONE, Mode.PAPER)
]  # fmt: skip
LONGEST = 2000  # letters of an open answer


def place_of(questionnaire: str, point: str) -> str:
    """Where a draft of these answers is kept: twelve letters for this set at this point."""
    return hashlib.blake2s(f"{questionnaire}@{point}".encode(), digest_size=6).hexdigest()


def refuse_before(day: date, known_since: date | None) -> None:
    """No answers of a day before we knew the family. ValidationError says since when."""
    if known_since is not None and day < known_since:
        raise forms.ValidationError(
            f"Nothing was asked of this family before {plain_day(known_since)}, when"
            " their record began. Write the day it happened"
        )


def _lines(asked: Questionnaire | None) -> dict[str, str]:
    """Line → its words."""
    if asked is None:
        return {}
    return {one.id: one.text for one in asked.items} | {one.id: one.text for one in asked.open}


class AnswersForm(forms.Form):
    """How and when it was answered, one choice for each item, and the open lines.

    Refused where a licence does not let the words be shown today. A practitioner
    who answers about their own work is asked neither how nor with whose help. own: the words of
    the questions' language; english: the same questions in English, to stand small beside them
    where that is another one. not_before: the first
    day of which there can be answers, where that is known; set before the form is checked.
    """

    not_before: date | None = None
    is_turned = False

    mode = forms.ChoiceField(
        label="How were the questions answered?",
        choices=ON_SCREEN_OR_PAPER,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the questions were answered"},
    )
    help = forms.ChoiceField(
        label="Did somebody help with the answers?",
        choices=Help.choices,
        initial=Help.NONE,
        widget=forms.RadioSelect,
        help_text="Answers given with help run higher, so it is kept beside them.",
        error_messages={"required": "Choose whether somebody helped"},
    )
    given_on = day_field(
        "When were they answered?", required="Write the day on which they were answered"
    )

    def __init__(
        self, questionnaire: Questionnaire, *args: Any, own: OwnWords | None = None,
        english: Questionnaire | None = None, **options: Any,
    ) -> None:  # fmt: skip
        permit(may_use_words(questionnaire, "display", on=timezone.localdate()))
        super().__init__(*args, **options)
        self.questionnaire, self.english, own = questionnaire, english, own or written(ENGLISH)
        self.fields["given_on"].initial = timezone.localdate()
        self.is_own = questionnaire.for_ == "practitioner"
        if self.is_own:
            del self.fields["mode"], self.fields["help"]
        scale = questionnaire.scale
        # The page says once what the numbers mean; repeating it twelve times tires the eye.
        choices = [(str(value), str(value)) for value in range(scale.lowest, scale.highest + 1)]
        if questionnaire.may_skip:
            choices.append((SKIPPED, own["rather_not"]))
        for number, item in enumerate(questionnaire.items, start=1):
            self.fields[item.id] = forms.ChoiceField(
                label=f"{number}. {item.text}",
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose an answer to question {number}"},
            )
        for line in questionnaire.open:
            self.fields[line.id] = forms.CharField(
                label=line.text, required=False, max_length=LONGEST,
                widget=forms.Textarea({"rows": 3}), help_text=own["leave_empty"],
                error_messages={"max_length": f"Use {LONGEST} letters or fewer"},
            )  # fmt: skip
        for name, words in _lines(english).items():
            # For whoever sits beside the carer, or enters it from paper.
            self.fields[name].help_text = format_html('<span lang="en">{}</span>', words)

    def turn(self) -> None:
        """Only turned to another language: what was typed stays as it is, and nothing is kept."""
        self.is_turned, self._errors, self.cleaned_data = True, ErrorDict(), {}

    def is_valid(self) -> bool:
        return not self.is_turned and super().is_valid()

    def clean_given_on(self) -> object:
        given_on = self.cleaned_data["given_on"]
        if given_on > timezone.localdate():
            raise forms.ValidationError("This date is in the future. Write the day it happened")
        refuse_before(given_on, self.not_before)
        return given_on

    def alone(self) -> None:
        """Only ways in which the carer answers by themselves."""
        field = self.fields.get("mode")
        if isinstance(field, forms.ChoiceField):
            field.choices = [one for one in ON_SCREEN_OR_PAPER if one[0] != Mode.TOGETHER]

    def how(self) -> list[forms.BoundField]:
        return [self[name] for name in ("mode", "help") if name in self.fields]

    def items(self) -> list[forms.BoundField]:
        return [self[item.id] for item in self.questionnaire.items]

    def open(self) -> list[forms.BoundField]:
        return [self[item.id] for item in self.questionnaire.open]

    def facts(self) -> dict[str, Any]:
        """What the action asks for: how, when, and what was chosen and written."""
        given = self.cleaned_data
        return {
            "given": self.given(),
            "mode": Mode.OWN if self.is_own else given["mode"],
            "help": Help.NONE if self.is_own else given["help"],
            "on": given["given_on"],
            "words": self.open_words(),
        }

    def open_words(self) -> dict[str, str]:
        """Open item → what was written to it."""
        return {item.id: self.cleaned_data[item.id] for item in self.questionnaire.open}

    def given(self) -> dict[str, int]:
        """Item → answer; what the carer would rather not answer is left out."""
        answers = {item.id: self.cleaned_data[item.id] for item in self.questionnaire.items}
        return {item: int(value) for item, value in answers.items() if value != SKIPPED}
