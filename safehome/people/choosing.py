"""The form by which a forgotten password is replaced. allauth's own, in our words.

Apart from `forms`, because allauth reads settings when it is imported.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm

from safehome.people.forms import HOW_LONG


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """Typed once: it can be shown, and there is a way back for whoever mistypes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        chosen = self.fields["password1"]
        chosen.label = "Choose a new password"
        chosen.help_text = HOW_LONG
        chosen.error_messages["required"] = "Choose a password"
