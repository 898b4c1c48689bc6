"""A session and the family's plan: the sections that it builds up, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from safehome.plans.models import Line, Version
from safehome.programme import shapes
from safehome.programme.packs import Pack

SHOWN = 3  # lines of a section


@dataclass(frozen=True)
class Room:
    """One section of the plan, as it is today."""

    title: str
    lines: tuple[str, ...]  # the first of them
    more: int
    write: str  # where a line is put into it; empty while no draft is being written


@dataclass(frozen=True)
class InPlan:
    """What a session links to in the plan, and one way to write there."""

    rooms: tuple[Room, ...]
    href: str
    act: str


def in_plan(
    plan: shapes.Session | None, pack: Pack, versions: Sequence[Version], lines: Iterable[Line],
    *, family: object, writes: bool,
) -> InPlan | None:  # fmt: skip
    """None for a session that builds up no section. versions, lines: of the plans for home.

    With several homes, the draft that is being written, or else the plan begun first.
    writes: whether the reader may write in the family's record.
    """
    codes = sections_of(plan)
    if not codes:
        return None
    drafts = [one for one in versions if one.in_force_at is None]
    version = next(iter([*drafts, *versions]), None)
    write = (
        reverse("plans:write", args=[version.pk])
        if version is not None and version in drafts and writes
        else ""
    )
    there: dict[str, list[str]] = {code: [] for code in codes}
    for line in lines:
        if version is not None and line.version_id == version.pk and line.section in there:
            there[line.section].append(line.text)
    rooms = tuple(
        Room(
            pack.manifest.plan_sections.get(code, code), tuple(texts[:SHOWN]),
            max(0, len(texts) - SHOWN), f"{write}?section={code}" if write else "",
        )
        for code, texts in there.items()
    )  # fmt: skip
    if version is None:
        return InPlan(
            rooms,
            reverse("workspace:plans", args=[family]),
            "Begin a plan" if writes else "The family’s plans",
        )
    if write:
        return InPlan(rooms, f"{write}?section={codes[0]}", "Write in the plan")
    return InPlan(rooms, reverse("plans:plan", args=[version.plan_id]), "Open the plan")


def sections_of(plan: shapes.Session | None) -> list[str]:
    """The sections that the components of a session build up, in the order of the plan."""
    found = {code for step in plan.components for code in step.plan_sections} if plan else set()
    return sorted(found, key=lambda code: int(code.removeprefix("SP")))
