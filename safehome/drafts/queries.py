"""Drafts as they stand. Open the family first: their words are sealed."""

from __future__ import annotations

import json
from uuid import UUID, uuid5

from django.db.models import QuerySet

from safehome.drafts.models import Draft, SetAside
from safehome.people.access import Actor

type Body = dict[str, str | list[str]]


def draft_of(form: str, about: UUID) -> Draft | None:
    """The draft of one form about one record, whoever wrote it last."""
    return Draft.objects.filter(form=form, about_id=about).select_related("saved_by").first()


def id_of(form: str, about: UUID, organisation: UUID) -> UUID:
    """A draft's identifier: the same for the same form, so that it is known before it is read.

    Its words are sealed to their place, and the place holds the identifier.
    """
    return uuid5(about, f"{organisation}|{form}")


def body_of(draft: Draft | SetAside) -> Body:
    """What was typed, by the names of the boxes."""
    body: Body = json.loads(draft.body) if draft.body else {}
    return body


def drafts_by(person: Actor) -> QuerySet[Draft]:
    """Everything somebody began and has not sent, newest first. Their words stay sealed."""
    return (
        Draft.objects.filter(organisation_id=person.organisation_id, saved_by_id=person.pk)
        .select_related("family")
        .defer("body")
        .order_by("-saved_at")
    )


def set_aside_of(form: str, about: UUID) -> QuerySet[SetAside]:
    """Texts that lost a conflict over this form, oldest first."""
    return SetAside.objects.filter(form=form, about_id=about).order_by("kept_at", "id")
