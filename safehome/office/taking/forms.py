"""What is asked when a key or a packet is taken in, and when a key ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from safehome.kit.uploads import TooLarge
from safehome.observatory.rules.packet import LARGEST

TOO_LARGE = f"This file is larger than {LARGEST // 1000} kB. No packet is. Choose the right file"
NO_FILE = "Choose the file that they sent"


class TakeInPacketForm(forms.Form):
    file = forms.FileField(
        label="The file that they sent",
        help_text=f"Called packet and a number, ending in .json. Up to {LARGEST // 1000} kB.",
        error_messages={
            "required": NO_FILE, "invalid": NO_FILE, "missing": NO_FILE,
            "empty": "This file is empty. Ask for it to be downloaded and sent again",
        },
    )  # fmt: skip

    def clean_file(self) -> bytes:
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if isinstance(sent, TooLarge) or (sent.size or 0) > LARGEST:
            raise ValidationError(TOO_LARGE)
        return bytes(sent.read())


class TakeInKeyForm(forms.Form):
    name = forms.CharField(
        label="Whose key is it?", max_length=120,
        help_text="The organisation’s name. For another key of one that you know, write its "
        "name as it stands in the list.",
        error_messages={"required": "Write whose key it is"},
    )  # fmt: skip
    line = forms.CharField(
        label="The line of the key", max_length=400,
        help_text="Paste it as they sent it.",
        widget=forms.Textarea(attrs={"rows": "2", "spellcheck": "false"}),
        error_messages={"required": "Paste the line of the key"},
    )  # fmt: skip
    heard = forms.CharField(
        label="The fingerprint, as you hear it", max_length=40,
        help_text="Ring a number that you know to be theirs and let them read it out. Do not copy "
        "it from the message with the line.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type in the fingerprint that they read out"},
    )  # fmt: skip


class EndKeyForm(forms.Form):
    because = forms.CharField(
        label="Why does it end?", max_length=300, widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": "Write why the key ends"},
    )  # fmt: skip
