"""Messages on their way, and those that did not go."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from safehome.families.models import Family
from safehome.notices.models import Notice, Sender
from safehome.notices.wording import SENDER
from safehome.people.access import Actor


def notice_for(person: Actor, pk: UUID) -> Notice:
    """One message, or 404."""
    found = Notice.objects.select_related("family", "member", "professional").defer("box")
    return get_object_or_404(found, pk=pk, organisation_id=person.organisation_id)


def notices_of(family: Family) -> QuerySet[Notice]:
    """A family's messages, newest first, without what is in their boxes."""
    return (
        Notice.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("member", "professional", "written_by", "recalled_by")
        .defer("box")
    )


def did_not_go(person: Actor) -> QuerySet[Notice]:
    """Messages that were held back and wait for somebody to look. Row security says whose."""
    return (
        Notice.objects.filter(
            organisation_id=person.organisation_id,
            held_at__isnull=False,
            recalled_at=None,
            sent_at=None,
        )
        .select_related("family", "member", "professional")
        .defer("box")
        .order_by("held_at")
    )


def sender_of(organisation: UUID) -> str:
    """The name that messages of this organisation come from."""
    found = Sender.objects.filter(organisation_id=organisation).first()
    return found.name if found else SENDER
