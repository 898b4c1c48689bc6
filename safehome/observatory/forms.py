"""What is asked before a packet is signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from safehome.design.fields import Hinted


class TakeBackForm(forms.Form):
    """Which earlier packets no longer hold."""

    takes_back = forms.MultipleChoiceField(
        label="Take back what an earlier packet told?",
        help_text="Only where it was wrong. The office counts it no more; it was still told.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the packets that still hold"},
    )

    def __init__(self, *args: Any, holding: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["takes_back"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (str(number), Hinted(f"Packet {number}", hint=when)) for number, when in holding
        ]

    def numbers(self) -> Sequence[int]:
        """Those chosen; none while nothing was asked."""
        return [int(one) for one in self.cleaned_data["takes_back"]] if self.is_valid() else []
