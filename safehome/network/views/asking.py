"""One page for every form of this room."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safehome.drafts.keys import new_key
from safehome.families.models import Family
from safehome.people.endpoints import Request


def ask(
    request: Request, form: Form, *, family: Family, title: str, send: str, said: str = "",
    warning: str = "", seen: int | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form. send: the verb on the button. seen: the version it was drawn from."""
    return render(
        request,
        "network/ask.html",
        {
            "form": form, "family": family, "title": title, "send": send, "said": said,
            "warning": warning, "seen": seen, "key": new_key(), "back": contacts(family),
        },
    )  # fmt: skip


def contacts(family: Family) -> str:
    return reverse("workspace:contacts", args=[family.pk])
