"""Plans in numbers: for those who answer for a team, each leading to its list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safehome.people.endpoints import Request, endpoint
from safehome.plans.policies import ANSWERS_FOR
from safehome.plans.queries import Figures, plan_figures

FEW = "Too few to say"


@dataclass(frozen=True)
class Number:
    """One number as it is said, and its list; no list for whoever may not see it."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class TeamRow:
    team: str
    families: Number
    agreed: Number
    for_now: Number
    overdue: Number
    answered: Number


@endpoint(roles=ANSWERS_FOR, verb="plan.figures-seen")
def figures(request: Request) -> HttpResponse:
    rows = [_row(one) for one in plan_figures(today=timezone.localdate())]
    return render(
        request, "workspace/planning/figures.html",
        {"rows": rows, "reads": all(one.families.href for one in rows)},
    )  # fmt: skip


def _row(one: Figures) -> TeamRow:
    def list_of(show: str) -> str:
        team = [("team", str(one.team_id))] if one.team_id else []
        shown = [("show", show)] if show else []
        return f"{reverse('workspace:caseload')}?{urlencode([*shown, *team])}" if one.reads else ""

    def number(value: int | None, show: str = "") -> Number:
        return Number(FEW) if value is None else Number(str(value), list_of(show) if value else "")

    answered = Number(FEW)
    if one.answered is not None and one.happened is not None:
        answered = Number(
            f"{one.answered} of {one.happened}",
            list_of("plan-answer") if one.answered < one.happened else "",
        )  # fmt: skip
    return TeamRow(
        one.team, number(one.families, "held"), number(one.agreed, "plan-agreed"),
        number(one.for_now, "plan-for-now"), number(one.overdue, "plan-late"), answered,
    )  # fmt: skip
