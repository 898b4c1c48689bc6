"""One page for every small form of this room."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from safehome.drafts.keeping import Keeping, new_key
from safehome.families.models import Family
from safehome.people.endpoints import Request


def ask(
    request: Request, form: Form, *, family: Family, title: str, send: str, back: str,
    said: str = "", warning: bool = False, kept: Keeping | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form. send: the verb on the button. said: a line beneath the title."""
    if kept is not None:
        kept.show(request, form)
    return render(
        request,
        "entries/ask.html",
        {
            "form": form, "family": family, "title": title, "send": send, "back": back,
            "said": said, "warning": warning, "key": new_key(), "kept": kept,
        },
    )  # fmt: skip
