"""What the public door itself asks, besides the referral."""

from __future__ import annotations

import re

from django import forms

from safehome.families.models.family import LETTERS

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
