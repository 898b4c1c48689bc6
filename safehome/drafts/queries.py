"""Drafts as they stand. Open the family first: their words are sealed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from safehome.drafts.models import Draft, PrivateDraft, Sent, SetAside
from safehome.drafts.registry import address_of_form, form_of, takes_a_draft
from safehome.families.models import Family
from safehome.families.queries import unknown_among
from safehome.people.access import Actor
from safehome.vault.keyring import open_family

type Body = dict[str, str | list[str]]
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def draft_of(form: str, about: UUID) -> Draft | None:
    """The draft of one form about one record, whoever wrote it last."""
    return drafts_about(form, about).first()


def drafts_about(form: str, about: UUID) -> QuerySet[Draft]:
    """The same, to be read together with other things: one, or none."""
    return Draft.objects.filter(form=form, about_id=about).select_related("saved_by")


def drafts_begun(form: str, about: UUID) -> QuerySet[Draft]:
    """What was typed at each place of a record, whoever typed it last. See `by_place`."""
    found = Draft.objects.filter(about_id=about, form__startswith=f"{form}_")
    return found.select_related("saved_by")


def by_place(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Drafts of one form by the place at which each was typed."""
    return {one.form.partition("_")[2]: one for one in drafts}


def id_of(form: str, about: UUID, organisation: UUID) -> UUID:
    """A draft's identifier: the same for the same form, so that it is known before it is read.

    Its words are sealed to their place, and the place holds the identifier.
    """
    return uuid5(about, f"{organisation}|{form}")


def private_draft_of(form: str, record: UUID, person: Actor) -> PrivateDraft | None:
    """What this person typed into a form of their own about a record."""
    return PrivateDraft.objects.filter(form=form, record_id=record, person_id=person.pk).first()


def body_of(draft: Draft | PrivateDraft | SetAside) -> Body:
    """What was typed, by the names of the boxes."""
    body: Body = json.loads(draft.body) if draft.body else {}
    return body


def about_whom(name: str) -> UUID | None:
    """The member whom a box is about, by its name: "line_<id>"."""
    found = UUIDS.search(name)
    return UUID(found[0]) if found else None


def apart(person: Actor, body: Body) -> tuple[Body, Body]:
    """What this person may read of what was typed, and what is about somebody of whom they may
    not know. A text about everybody may have been begun by whoever may know of all."""
    whom = {name: about for name in body if (about := about_whom(name))}
    unknown = unknown_among(person, set(whom.values())) if whom else set()
    hidden = {name: text for name, text in body.items() if whom.get(name) in unknown}
    return {name: text for name, text in body.items() if name not in hidden}, hidden


def drafts_by(person: Actor) -> QuerySet[Draft]:
    """Everything somebody began and has not sent, newest first. Their words stay sealed."""
    return (
        Draft.objects.filter(organisation_id=person.organisation_id, saved_by_id=person.pk)
        .select_related("family")
        .defer("body")
        .order_by("-saved_at")
    )


@dataclass(frozen=True)
class Apart:
    """Words that were set aside, for the one who typed them."""

    pk: UUID
    family: Family
    what: str
    at: datetime
    words: tuple[tuple[str, str], ...]  # the box, and what was typed into it
    record: str  # where the record is, "" when it has no address
    adds: str  # where the words can be added to it, "" when nowhere

    @property
    def as_one(self) -> str:
        """All of it as one text, to be copied or added."""
        return "\n\n".join(f"{box}: {text}" for box, text in self.words)


def as_posted(body: Body) -> MultiValueDict[str, Any]:
    """A draft's words as a form reads them from a browser."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in body.items()}
    )


def apart_by(person: Actor) -> QuerySet[SetAside]:
    """Everything of somebody's that was set aside, newest first. Their words stay sealed."""
    return (
        SetAside.objects.filter(organisation_id=person.organisation_id, kept_by_id=person.pk)
        .select_related("family")
        .defer("body")
        .order_by("-kept_at", "-id")
    )


def apart_for(person: Actor, pk: UUID) -> Apart:
    """One of them, with its words; or 404. Opens the family."""
    found = get_object_or_404(apart_by(person), pk=pk)
    open_family(found.family_id, purpose="words set aside")
    whole = SetAside.objects.select_related("family").get(pk=pk)
    kind = form_of(found.form)
    label = kind.says(found.about_id) if kind.says else plainly
    typed, _ = apart(person, body_of(whole))
    words = tuple(
        (label(box), text if isinstance(text, str) else ", ".join(text))
        for box, text in typed.items()
        if text
    )
    # What is still being written is written on, not added to.
    begun = takes_a_draft(found.form, family=found.family_id, about=found.about_id, by=person.pk)
    return Apart(
        whole.pk, whole.family, kind.called, whole.kept_at, words,
        address_of_form(found.form, family=found.family_id, about=found.about_id),
        reverse(kind.adds, args=[found.about_id]) if kind.adds and not begun else "",
    )  # fmt: skip


def plainly(box: str) -> str:
    """The name of a box as words, where nothing better is known.

    >>> plainly("must_not_know")
    'Must not know'
    """
    return box.replace("_", " ").capitalize()


def set_aside_of(form: str, about: UUID) -> QuerySet[SetAside]:
    """Texts that lost a conflict over this form, oldest first."""
    return SetAside.objects.filter(form=form, about_id=about).order_by("kept_at", "id")


def is_noted(key: UUID, *, by: Actor) -> bool:
    """Whether somebody sent a form with this key before."""
    return Sent.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, key=key
    ).exists()
