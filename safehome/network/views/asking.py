"""One page for every form of this room."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safehome.drafts.keeping import Keeping, new_key
from safehome.families.models import Family
from safehome.people.endpoints import Request


def ask(
    request: Request, form: Form, *, family: Family, title: str, send: str, said: str = "",
    warning: str = "", seen: int | None = None, kept: Keeping | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form. send: the verb on the button. seen: the version it was drawn from."""
    if kept is not None:
        kept.show(request, form)
    return render(
        request,
        "network/ask.html",
        {
            "form": form, "family": family, "title": title, "send": send, "said": said,
            "warning": warning, "seen": seen, "key": new_key(), "kept": kept,
            "back": contacts(family),
        },
    )  # fmt: skip


def contacts(family: Family) -> str:
    return reverse("workspace:contacts", args=[family.pk])
