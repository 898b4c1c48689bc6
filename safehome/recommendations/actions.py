"""Writing down a recommendation, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor
from safehome.recommendations.models import Recommendation, State, Step
from safehome.recommendations.policies import may_write
from safehome.recommendations.queries import Standing
from safehome.recommendations.rules import missing


def recommend(
    *, found: str, recommends: str, source: str, from_whom: str, made_on: date, area: str,
    to_do: str, owner: UUID, due_on: date, by: Actor, indicator: str = "",
    modules: Sequence[str] = (),
) -> Recommendation:  # fmt: skip
    """Write down what was found and recommended, and who is to do what about it by when."""
    permit(may_write(by))
    if made_on > timezone.localdate():
        permit(deny("This day has not come yet. Write when it was recommended."))
    made = Recommendation.objects.create(
        organisation_id=by.organisation_id, found=found, recommends=recommends, source=source,
        from_whom=from_whom, made_on=made_on, area=area, indicator=indicator,
        modules=list(modules), written_by_id=by.pk,
    )  # fmt: skip
    Step.objects.create(
        organisation_id=by.organisation_id, recommendation=made, state=State.OPEN, to_do=to_do,
        owner_id=owner, due_on=due_on, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("recommendation.made", about=made, by=by)
    return made


def go_on(
    standing: Standing, *, state: str, to_do: str, owner: UUID, due_on: date, words: str,
    outcome: str = "", by: Actor,
) -> Step:  # fmt: skip
    """Write a step: where it stands now, what was done, what came of it. Earlier ones stay."""
    permit(may_write(by))
    faults = missing(state, before=standing.last.state, words=words, outcome=outcome)
    if faults:
        permit(deny("; ".join(faults.values()) + "."))
    step = Step.objects.create(
        organisation_id=by.organisation_id, recommendation=standing.made, state=state,
        to_do=to_do, owner_id=owner, due_on=due_on, words=words, outcome=outcome,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("recommendation.gone-on", about=standing.made, by=by)
    return step
