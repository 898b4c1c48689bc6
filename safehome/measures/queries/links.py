"""Reads of private links."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.measures.models import PrivateLink
from safehome.measures.rules import ENGLISH, Asked, Line
from safehome.people.access import Actor
from safehome.programme.shapes import Questionnaire


def links_of(journey: UUID, organisation: UUID) -> QuerySet[PrivateLink]:
    """All private links of a journey, the newest first, without what is sealed in them."""
    return (
        PrivateLink.objects.filter(organisation_id=organisation, journey_id=journey)
        .select_related("carer", "made_by", "pack_version")
        .defer(
            "pack_version__files",
            "sheet",
            "written",
            "box",
            "token_hash",
            "browser_hash",
            "public_key",
        )
    )


def link_for(person: Actor, pk: UUID) -> PrivateLink:
    """One private link, or 404."""
    return get_object_or_404(
        PrivateLink.objects.select_related("carer"), pk=pk, organisation_id=person.organisation_id
    )


def open_link(journey: UUID, carer: UUID, *, point: str, organisation: UUID) -> PrivateLink | None:
    """The link by which a carer can answer at a point now, if there is one."""
    return (
        links_of(journey, organisation)
        .filter(carer_id=carer, point=point, sent_at=None, ended_at=None, until__gt=timezone.now())
        .first()
    )


def waiting_for(journey: UUID, carer: UUID, *, questionnaire: str, point: str) -> bool:
    """Whether answers to a set have come by a link and are not taken in yet."""
    return PrivateLink.objects.filter(
        journey_id=journey, carer_id=carer, point=point, to_answer__contains=[questionnaire],
        sent_at__isnull=False, taken_in_at=None,
    ).exists()  # fmt: skip


def sheet_for(
    asked: Sequence[Questionnaire], kept: Sequence[str] = (), *, language: str = ENGLISH
) -> list[Asked]:
    """Questionnaires as a carer reads them, line after line. kept: for supervision first.

    asked: in words of this language.
    """
    return [
        Asked(
            one.id, one.title, one.about, one.scale.lowest, one.scale.highest,
            {str(value): words for value, words in one.scale.labels.items()}, one.may_skip,
            (
                *(Line(line.id, line.text) for line in one.items),
                *(Line(line.id, line.text, "words") for line in one.open),
            ),
            one.id in kept, language,
        )
        for one in asked
    ]  # fmt: skip
