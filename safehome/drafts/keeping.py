"""A small form that is sent once and keeps its words: all that its view and its page need.

kept = keeping("flag", family=family, by=request.actor)
if form.is_valid():
    if not was_sent(request, there):
        act(…)
        kept.done()
    return redirect(there)
kept.show(request, form)  # then render, with `kept` for the layout
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import Conflict, discard, save_draft, send_once
from safehome.drafts.keys import key_of, new_key
from safehome.drafts.models import Draft, PrivateDraft
from safehome.drafts.queries import Body, as_posted, body_of, draft_of, is_noted
from safehome.drafts.registry import form_at, form_of, own_draft
from safehome.drafts.views import to_keep
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.people.endpoints import Request

__all__ = ["Keeping", "keeping", "new_key", "was_sent", "was_sent_already"]


# Until the script that saves has begun, and says so.
NOT_YET = "Kept when you press the button"


@dataclass
class Kept[Typed: (Draft, PrivateDraft)]:
    """One form, whose words are kept, and what was typed into it before."""

    form: str
    about: UUID
    by: Actor
    draft: Typed | None

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def said(self) -> str:
        """Whether what is typed is safe."""
        if self.draft is None:
            return NOT_YET
        return f"Saved {timezone.localtime(self.draft.saved_at):%H:%M}"

    def show(self, request: Request, form: forms.Form) -> None:
        """Before the form is drawn: begun with what was typed, or what was sent is kept."""
        if request.method != "POST":
            if self.draft is not None:
                refill(form, body_of(self.draft))
            return
        with transaction.atomic(), suppress(Conflict):
            # Without JavaScript nothing was kept while it was typed.
            self.draft = self.keep(to_keep(self.form, request.POST))

    def keep(self, body: Body) -> Typed:
        raise NotImplementedError


@dataclass
class Keeping(Kept[Draft]):
    """A form that those who write in the family's record share."""

    family: Family

    @property
    def url(self) -> str:
        return reverse("drafts:keep", args=[self.form, self.family.pk, self.about])

    @property
    def said(self) -> str:
        """Also who typed it last, where that was somebody else."""
        if self.draft is None or self.draft.saved_by_id == self.by.pk:
            return super().said
        return f"{super().said} by {self.draft.saved_by.name}"

    def keep(self, body: Body) -> Draft:
        return save_draft(
            self.form, self.about, family=self.family, body=body, seen=self.version, by=self.by
        )

    def done(self) -> None:
        """The form was sent. What somebody else typed into it last is set aside first."""
        discard(self.form, self.about, family=self.family, by=self.by)


def keeping(
    form: str, *, family: Family, by: Actor, about: UUID | None = None, place: UUID | str = ""
) -> Keeping:
    """about: the record of the form; none where each writer has a draft of their own.

    place: which of several places of that record. The family must be open.
    """
    form = form_at(form, place) if place else form
    if about is None:
        assert form_of(form).own, form
        about = own_draft(family.pk, by.pk)
    return Keeping(form, about, by, draft_of(form, about), family)


def refill(form: forms.Form, body: Body) -> None:
    """Begin a form with what was typed into it before, and complain of nothing."""
    boxes = as_posted(body)
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(boxes, {}, form.add_prefix(name))


def was_sent(request: Request, there: str) -> bool:
    """Whether this very form was sent before. there: where sending it leads."""
    return send_once(key_of(request), led_to=there, by=request.actor) is not None


def was_sent_already(request: Request) -> bool:
    """The same, and nothing is noted: for a page that what was sent has made another one."""
    return request.method == "POST" and is_noted(key_of(request), by=request.actor)


class Lends:
    """The same, for the room below, which cannot ask for it (`safehome/families/lent.py`)."""

    def new_key(self) -> UUID:
        return new_key()

    def was_sent(self, request: Request, there: str) -> bool:
        return was_sent(request, there)

    def keeping(
        self, form: str, *, family: Family, by: Actor, about: UUID | None = None
    ) -> Keeping:
        return keeping(form, family=family, by=by, about=about)
