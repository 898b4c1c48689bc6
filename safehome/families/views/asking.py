"""The page on which one thing about a family is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safehome.families.lent import Kept, lent
from safehome.families.models import Family
from safehome.people.endpoints import Request


class Instead(NamedTuple):
    """Another way, offered beneath the form."""

    text: str
    href: str


def ask(
    request: Request, form: forms.Form, *, title: str, send: str, family: Family | None = None,
    said: str = "", back: str = "", differences: Iterable[object] = (), warning: str = "",
    instead: Instead | None = None, kept: Kept | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form. send: the verb on the button. said: a line beneath the title.

    kept: where its words are kept as they are typed.
    """
    if kept is not None:
        kept.show(request, form)
    if not back:
        back = reverse("workspace:people", args=[family.pk]) if family else "/families/"
    return render(
        request,
        "families/ask.html",
        {
            "form": form, "title": title, "send": send, "family": family, "said": said,
            "back": back, "differences": list(differences), "warning": warning,
            "instead": instead, "kept": kept, "key": lent().new_key(),
        },
    )  # fmt: skip
