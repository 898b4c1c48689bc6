"""What each session asks to be written, where it is used, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from safehome.evaluation.rules.indicators import TITLES
from safehome.journeys import uses
from safehome.journeys.queries.asking import moments_in
from safehome.kit.boxes import FIGURE, Box
from safehome.plans import uses as of_plans
from safehome.programme.queries import pack_of, versions_in_force
from safehome.recording.items import LineUsed, lines_of, schedule_of
from safehome.referrals import uses as of_referrals

# Each register: what it is of, its forms and what they are called, and the place that is only the
# words’ own: what is used nowhere else was perhaps asked for nothing.
REGISTERS = (
    ("Journeys", uses.FORMS, uses.TITLES, uses.SESSION),
    ("Safety plans", of_plans.FORMS, of_plans.TITLES, of_plans.PAGE),
    ("Referrals", of_referrals.FORMS, of_referrals.TITLES, of_referrals.PAGE),
)


@dataclass(frozen=True)
class SessionCost:
    """One session of a pack. minutes: the median, None where there are too few to say."""

    number: int
    title: str
    boxes: int
    required: int
    minutes: int | None
    records: int | None


@dataclass(frozen=True)
class BoxUsed:
    """One box of a form, in words."""

    label: str
    each: str
    is_required: bool
    places: tuple[str, ...]


@dataclass(frozen=True)
class FormCost:
    """A form with its boxes; those that are used nowhere, or only read again where they stand."""

    title: str
    boxes: tuple[BoxUsed, ...]
    nowhere: tuple[str, ...]
    only_there: tuple[str, ...]


@dataclass(frozen=True)
class AskedCost:
    """A questionnaire with its lines; those that are used nowhere."""

    title: str
    lines: tuple[LineUsed, ...]
    nowhere: tuple[str, ...]


def costs_by_session() -> list[tuple[str, list[SessionCost]]]:
    """For each pack in force its sessions; with one carer and one child. Two statements."""
    taken = _median_minutes()
    found = []
    for version in versions_in_force(on=timezone.localdate()):
        lines = []
        for session in pack_of(version).sessions:
            records, minutes = taken.get(session.number, (None, None))
            parts = len(session.components)
            lines.append(
                SessionCost(
                    session.number, session.title, uses.boxes_in(parts),
                    uses.must_be_filled(parts), minutes, records,
                )
            )  # fmt: skip
        found.append((f"{version.title} {version.version}", lines))
    return found


def costs_by_form() -> list[tuple[str, str, list[FormCost]]]:
    """What each register is of, its own place, and its forms with where their boxes are used."""
    return [
        (title, own, [_form(name, titles[name], boxes, own) for name, boxes in forms.items()])
        for title, forms, titles, own in REGISTERS
    ]


def costs_by_questionnaire() -> list[AskedCost]:
    """Each questionnaire that a pack in force asks, as the newest has it. One statement."""
    found: dict[str, AskedCost] = {}
    for version in versions_in_force(on=timezone.localdate()):
        pack = pack_of(version)
        schedule = schedule_of(moments_in(pack), pack.questionnaires)
        for name, asked in pack.questionnaires.items():
            if name not in found:
                lines = lines_of(asked, schedule)
                nowhere = tuple(one.text for one in lines if not one.places)
                found[name] = AskedCost(asked.title, lines, nowhere)
    return list(found.values())


def _form(name: str, title: str, boxes: Mapping[str, Box], own: str) -> FormCost:
    required = uses.required_in_record() if name == "RecordForm" else frozenset()
    lines = tuple(
        BoxUsed(
            one.label,
            one.each,
            one.required or key in required,
            tuple(place_of(use) for use in one.uses),
        )
        for key, one in boxes.items()
    )
    return FormCost(
        title, lines,
        tuple(one.label for one in lines if not one.places),
        tuple(one.label for one in lines if one.places == (own,)),
    )  # fmt: skip


def place_of(use: str) -> str:
    """A place in words.

    >>> place_of("figure:attendance"), place_of("the chronology")
    ('the report: attendance', 'the chronology')
    """
    if use.startswith(FIGURE):
        return f"the report: {TITLES[use.removeprefix(FIGURE)].lower()}"
    return use


def _median_minutes() -> dict[int, tuple[int, int]]:
    """How many records of each session of the pack there are, and the median of their minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pack_session, records, minutes FROM ctx.median_minutes()")
        return {session: (records, minutes) for session, records, minutes in cursor.fetchall()}
