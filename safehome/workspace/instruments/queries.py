"""What the pages about instruments show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.words import listed
from safehome.journeys.queries.asking import moments_in, titles_of
from safehome.measures.models import InstrumentAsked, InstrumentLicence
from safehome.measures.queries.licences import Held, chosen_to_ask, held_by, is_asked
from safehome.measures.rules import Box, point_in_words, total_box
from safehome.people.access import Actor
from safehome.programme.instruments import instruments
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of, versions_in_force
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


def choice_for(person: Actor, pk: UUID) -> InstrumentAsked:
    """One choice of this person's organisation, or 404."""
    return get_object_or_404(InstrumentAsked, pk=pk, organisation_id=person.organisation_id)


def asked_now(person: Actor, name: str) -> bool:
    """Whether a choice of an instrument stands."""
    return InstrumentAsked.objects.filter(
        organisation_id=person.organisation_id, instrument=name, stopped_at=None
    ).exists()


@dataclass(frozen=True)
class Choice:
    """A choice to ask an instrument, as its page tells of it."""

    chosen: InstrumentAsked
    points: str


def choices_of(person: Actor, name: str) -> list[Choice]:
    """Every choice of an instrument, the newest first."""
    rows = (
        InstrumentAsked.objects.filter(organisation_id=person.organisation_id, instrument=name)
        .select_related("chosen_by", "stopped_by")
        .order_by("-chosen_at", "-id")
    )
    return [Choice(one, titled(one.points)) for one in rows]


def how_asked(person: Actor) -> dict[str, str]:
    """Of each instrument that is chosen to be asked: its points, or that it is not asked now."""
    rows = chosen_to_ask(person.organisation_id, on=timezone.localdate())
    return {
        one.instrument: titled(one.points) if is_asked(one) else "Not now: its words may not be"
        " shown" for one in rows
    }  # fmt: skip


def _newest_pack() -> Pack | None:
    version = versions_in_force(on=timezone.localdate()).first()
    return pack_of(version) if version else None


def points_to_choose(name: str) -> list[tuple[str, str]]:
    """Points of the newest pack in force, with their titles: those at which it does not ask it."""
    pack = _newest_pack()
    if pack is None:
        return []
    return [(one.code, one.title) for one in moments_in(pack) if name not in one.measures]


def titled(points: Sequence[str]) -> str:
    """Points in words, as the newest pack calls them."""
    pack = _newest_pack()
    titles = titles_of(pack) if pack else {}
    return listed([point_in_words(one, titles).lower() for one in points])


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
