"""What the pages about instruments show."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.measures.models import InstrumentLicence
from safehome.measures.queries.licences import Held, held_by
from safehome.measures.rules import Box, total_box
from safehome.people.access import Actor
from safehome.programme.instruments import instruments
from safehome.programme.rules import Scoring, Subscale
from safehome.programme.shapes.instruments import Instrument


def known(name: str) -> Instrument:
    """One instrument, or 404."""
    found = instruments().get(name)
    if found is None:
        raise Http404
    return found


def held(person: Actor, name: str) -> Held:
    """One instrument as this person's organisation holds it, or 404."""
    known(name)
    rows = held_by(person.organisation_id, on=timezone.localdate())
    return next(one for one in rows if one.instrument.id == name)


def licence_for(person: Actor, pk: UUID) -> InstrumentLicence:
    """One licence of this person's organisation, or 404."""
    return get_object_or_404(InstrumentLicence, pk=pk, organisation_id=person.organisation_id)


def boxes_of(instrument: Instrument) -> tuple[list[Box], tuple[str, ...]]:
    """The scores to write down, and those of them that add up to the total."""
    scale, total = instrument.answers, instrument.total
    if instrument.scores_only:
        boxes = [
            Box(item, item.capitalize(), scale.lowest, scale.highest) for item in instrument.items
        ]
        return boxes, ()
    parts = [
        _part_box(part.id, part.title, len(part.items), scale.lowest, scale.highest)
        for part in instrument.subscales
    ]
    adds = total.score == "sum" and not total.metric and total.multiply == 1
    return [*parts, total_box(instrument.scoring)], tuple(
        box.id for box in parts if adds
    )  # fmt: skip


def _part_box(name: str, title: str, count: int, lowest: int, highest: int) -> Box:
    return Box(name, title, lowest * count, highest * count, needed=False)


def total_of(instrument: Instrument, scores: dict[str, float]) -> dict[str, float | None]:
    """Scores whole: where the total follows from what was written, it is added."""
    if not instrument.scores_only:
        return dict(scores)
    scoring: Scoring = instrument.scoring
    total: Subscale | None = scoring.total
    assert total is not None
    there = [scores.get(item) for item in total.items]
    whole = [one for one in there if one is not None]
    return {**scores, "total": sum(whole) if len(whole) == len(there) else None}
