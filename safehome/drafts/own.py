"""Words of one's own: forms of people who may not write in the record that the form is about.

kept = keeping_own("turn", record=family.pk, by=request.actor)   # the record must be open
if form.is_valid():
    if not was_sent(request, there):
        act(…)
        kept.done()
    return redirect(there)
kept.show(request, form)  # then render, with `kept` for the layout

The room above says who may fill such a form in, and opens its record:
`own_words("turn", opens=…)` (`safehome/drafts/registry.py`). Nobody else reads what was typed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import Conflict, forget_own, keep_own
from safehome.drafts.keeping import refill
from safehome.drafts.models import OwnWords
from safehome.drafts.queries import body_of, own_words_of
from safehome.drafts.registry import is_own
from safehome.drafts.views import typed
from safehome.people.access import Actor
from safehome.people.endpoints import Request


@dataclass
class KeepingOwn:
    """One form, and what its writer typed into it before."""

    form: str
    record: UUID
    by: Actor
    words: OwnWords | None

    @property
    def url(self) -> str:
        return reverse("drafts:keep-own", args=[self.form, self.record])

    @property
    def version(self) -> int:
        return self.words.version if self.words else 0

    @property
    def said(self) -> str:
        """Whether what is typed is safe."""
        if self.words is None:
            return "Saved as you type"
        return f"Saved {timezone.localtime(self.words.saved_at):%H:%M}"

    def show(self, request: Request, form: forms.Form) -> None:
        """Before the form is drawn: begun with what was typed, or what was sent is kept."""
        if request.method != "POST":
            if self.words is not None:
                refill(form, body_of(self.words))
            return
        with transaction.atomic(), suppress(Conflict):
            # Without JavaScript nothing was kept while it was typed.
            self.words = keep_own(
                self.form, self.record, body=typed(request.POST), seen=self.version, by=self.by
            )

    def done(self) -> None:
        """The form was sent."""
        forget_own(self.form, self.record, by=self.by)


def keeping_own(form: str, *, record: UUID, by: Actor) -> KeepingOwn:
    """record: the family or the referral that the form is about. It must be open."""
    assert is_own(form), form
    return KeepingOwn(form, record, by, own_words_of(form, record, by))
