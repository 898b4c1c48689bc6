"""What the public door itself asks, besides the referral."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.html import format_html

from safehome.families.models.family import LETTERS
from safehome.measures.own_words import BASE, OwnWords
from safehome.measures.rules import Page, Written
from safehome.measures.rules.sheet import LONGEST
from safehome.reception.lines import LETTERS as CODE_LETTERS
from safehome.reception.lines import token_of

REFERENCE = re.compile(rf"^[{LETTERS}]{{8}}$")


class ReturnForm(forms.Form):
    """The reference and the code that somebody wrote down."""

    reference = forms.CharField(
        label="Reference", max_length=20, help_text="Such as K4TX-9MA7.",
        widget=forms.TextInput({
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
            "class": "govuk-input--width-10",
        }),
        error_messages={"required": "Write your reference"},
    )  # fmt: skip
    code = forms.CharField(
        label="Return code", max_length=40, help_text="Three groups of four.",
        widget=forms.TextInput({
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
            "class": "govuk-input--width-20",
        }),
        error_messages={"required": "Write your return code"},
    )  # fmt: skip

    def clean_reference(self) -> str:
        """As it was given out, however it was typed."""
        typed = "".join(sign for sign in self.cleaned_data["reference"].upper() if sign.isalnum())
        return f"{typed[:4]}-{typed[4:8]}" if REFERENCE.match(typed) else "0000-0000"


class CodeForm(forms.Form):
    """The code of a slip, as somebody types it."""

    code = forms.CharField(
        widget=forms.TextInput({
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
            "class": "govuk-input--width-20", "maxlength": "40",
        }),
    )  # fmt: skip

    def __init__(self, own: OwnWords, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.own, field = own, self.fields["code"]
        field.label, field.help_text = own["code_label"], own["code_hint"]
        field.error_messages["required"] = own["code_missing"]

    def clean_code(self) -> bytes:
        token = token_of(self.cleaned_data["code"])
        if token is None:
            raise forms.ValidationError(self.own.filled("code_wrong", letters=CODE_LETTERS))
        return token


SKIPPED = "skip"
HELPED = ("none", "assisted", "interpreter")


class LineForm(forms.Form):
    """One page of a private link: a number to choose, words to write, or who helped."""

    def __init__(
        self, page: Page, written: Written, own: OwnWords, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.page, self.seen, self.own = page, written.has(page), own
        before = written.of(page)
        if page.line.kind == "words":
            self.fields["answer"] = forms.CharField(
                label=self._asked(page.line.text), required=False, initial=before or "",
                widget=forms.Textarea({"rows": 5}), help_text=own["leave_empty"],
                # The count below a box is a script's, and in English.
                max_length=LONGEST if own.language == BASE else None,
                error_messages={"max_length": own.filled("too_long", most=LONGEST)},
            )  # fmt: skip
            return
        self.fields["answer"] = forms.ChoiceField(
            label=own["help_question"] if page.asked is None else self._asked(page.line.text),
            choices=self._choices(), widget=forms.RadioSelect,
            initial=(SKIPPED if before is None else str(before)) if self.seen else None,
            error_messages={"required": own["choose"], "invalid_choice": own["choose"]},
        )  # fmt: skip

    def _asked(self, words: str) -> str:
        """The questionnaire’s own words, marked where they are in another language than the page.

        A page that was found wrong is in English at once, and questions travel with a link.
        """
        if self.page.asked is None or self.page.asked.language == self.own.language:
            return words
        return format_html('<span lang="{}">{}</span>', self.page.asked.language, words)

    def _choices(self) -> list[tuple[str, str]]:
        asked = self.page.asked
        if asked is None:
            return [(one, self.own[f"help_{one}"]) for one in HELPED]
        found = [
            (str(value), self._asked(f"{value} – {asked.labels[str(value)]}")
             if str(value) in asked.labels else str(value))
            for value in range(asked.lowest, asked.highest + 1)
        ]  # fmt: skip
        return [*found, (SKIPPED, self.own["rather_not"])] if asked.may_skip else found

    def clean_answer(self) -> str:
        given: str = self.cleaned_data["answer"]
        if self.page.line.kind == "words" and len(given) > LONGEST:
            raise forms.ValidationError(self.own.filled("too_long", most=LONGEST))
        return given

    def answer(self) -> int | str | None:
        given: str = self.cleaned_data["answer"]
        if self.page.line.kind != "number":
            return given.strip()
        return None if given == SKIPPED else int(given)

    def answer_label(self) -> str:
        return str(self.fields["answer"].label)

    def said(self) -> str:
        """What was answered before, as the check page shows it."""
        if not self.seen:
            return ""
        initial = self.fields["answer"].initial
        if self.page.line.kind == "words":
            return initial or self.own["left_empty"]
        return dict(self._choices()).get(initial, "")
