"""Saying what came of reading a translation beside the English."""

from __future__ import annotations

from typing import Any

from django import forms

from safehome.measures.actions.readings import LONGEST

SAME, WRONG = "same", "wrong"


class ReadingForm(forms.Form):
    """That it says the same, or what is wrong; and who may say so."""

    said = forms.ChoiceField(
        label="What did you find?", widget=forms.RadioSelect,
        choices=[(SAME, "I have read all of it, and it says the same"),
                 (WRONG, "Something is wrong, or reads badly")],
        error_messages={"required": "Choose what you found"},
    )  # fmt: skip
    wrong = forms.CharField(
        label="What is wrong?", required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text="Name the line, and write what it should say. Nothing about a family.",
        error_messages={"max_length": f"Use {LONGEST} letters or fewer"},
    )  # fmt: skip
    fluent = forms.BooleanField()

    def __init__(self, language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["fluent"]
        field.label = f"I read {language} well, and I did not write this translation"
        field.error_messages["required"] = (
            f"Only somebody who reads {language} well and did not write this can say so"
        )

    def clean(self) -> dict[str, Any]:
        said, wrong = self.cleaned_data.get("said"), self.cleaned_data.get("wrong", "").strip()
        if said == WRONG and not wrong and "wrong" not in self.errors:
            self.add_error("wrong", "Write what is wrong")
        if said == SAME and wrong:
            self.add_error(
                "said", "You wrote that something is wrong. Choose that, or empty the box"
            )
        return self.cleaned_data

    def what_is_wrong(self) -> str:
        """Empty where it says the same."""
        return str(self.cleaned_data["wrong"]) if self.cleaned_data["said"] == WRONG else ""
