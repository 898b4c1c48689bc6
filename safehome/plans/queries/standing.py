"""How a family's plans stand. None of these opens a seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, Max, QuerySet
from django.db.models.expressions import RawSQL

from safehome.plans.models import (
    Account,
    Answer,
    Approval,
    Breach,
    Line,
    Outcome,
    Plan,
    Review,
    Setting,
    Version,
    Voice,
    Why,
)
from safehome.plans.rules import State, state_of

WANTS_ANOTHER = (Outcome.CHANGE, Outcome.STEP_DOWN, Outcome.STEP_UP)


@dataclass(frozen=True)
class Standing:
    """One plan and how it stands."""

    plan: Plan
    state: State
    draft: Version | None
    in_force: Version | None
    review_on: date | None  # the day of the next look: the version's, or as it was kept since
    asked: Review | None  # a review that was asked for and is still to be held
    decided: Review | None  # one that was held since and wants another version
    events: tuple[Why, ...]  # what happened since, so that it has to be looked at
    to_answer: int  # breaches that the version in force or before left unanswered

    @property
    def setting(self) -> str:
        return str(Setting(self.plan.setting).label)


@dataclass(frozen=True)
class Rows:
    """What plans' standing is worked out from: the rows of one family, or of many."""

    plans: Sequence[Plan]
    versions: Sequence[Version]  # not given up
    reviews: Sequence[Review]
    breaches: Sequence[Breach]  # that no version in force has answered


ROWS = ("plans", "versions", "reviews", "breaches")

# What happened since a plan was agreed or last looked at, so that it is looked at again. One view
# says it (plans/migrations/0010), for a plan's own page as for lists and figures.
HAPPENED = """ARRAY(SELECT DISTINCT h.why FROM plans_happened h
  WHERE h.organisation_id = plans_plan.organisation_id AND h.plan_id = plans_plan.id)"""
HAS_HAPPENED = """EXISTS(SELECT 1 FROM plans_happened h
  WHERE h.organisation_id = plans_plan.organisation_id AND h.plan_id = plans_plan.id)"""


def has_happened() -> RawSQL:
    """For a query of plans: whether something happened for which one is looked at again."""
    return RawSQL(HAS_HAPPENED, (), output_field=BooleanField())  # noqa: S611 - fixed words


def standings_of(family: UUID, organisation: UUID, *, today: date) -> list[Standing]:
    """Every plan of a family, in the order they were begun. Four statements."""
    ours = {"organisation_id": organisation, "family_id": family}
    rows = rows_of(ours)
    return standings(
        Rows(
            list(rows["plans"].select_related("household")), list(rows["versions"]),
            list(rows["reviews"]), list(rows["breaches"]),
        ),
        today=today,
    )  # fmt: skip


def rows_of(ours: Mapping[str, Any]) -> dict[str, QuerySet[Any]]:
    """What `Rows` holds, as querysets. None of them opens a seal, but for a plan's name."""
    return {
        "plans": Plan.objects.filter(**ours).annotate(
            happened=RawSQL(HAPPENED, (), output_field=ArrayField(CharField()))  # noqa: S611
        ),
        "versions": Version.objects.filter(**ours, discarded_at=None).order_by("number"),
        "reviews": Review.objects.filter(**ours).only(
            "plan_id", "family_id", "why", "written_at", "outcome"
        ),
        "breaches": unanswered().filter(**ours).only("plan_id", "family_id"),
    }


def standings(rows: Rows, *, today: date) -> list[Standing]:
    """How each of the plans stands. No statement."""
    return [_standing(plan, rows, today) for plan in rows.plans]


def _standing(plan: Plan, rows: Rows, today: date) -> Standing:
    mine = [one for one in rows.versions if one.plan_id == plan.pk]
    draft = next((one for one in mine if one.in_force_at is None), None)
    last = next((one for one in reversed(mine) if one.in_force_at is not None), None)
    reviews = [one for one in rows.reviews if one.plan_id == plan.pk]
    asked = next((one for one in reviews if one.written_at is None), None)
    held = _held_since(last, reviews)
    review_on = plan.look_on or (last.review_on if last else None)
    decided = held if held is not None and held.outcome in WANTS_ANOTHER else None
    happened = set(getattr(plan, "happened", ()))  # annotated by `rows_of`
    events = tuple(why for why in Why if why in happened)
    state = state_of(
        closed=plan.closed_at is not None, in_force=last.stage if last else "",
        review_on=review_on, asked=bool(asked or decided or events), today=today,
    )  # fmt: skip
    to_answer = sum(1 for one in rows.breaches if one.plan_id == plan.pk)
    return Standing(plan, state, draft, last, review_on, asked, decided, events, to_answer)


def _held_since(last: Version | None, reviews: Sequence[Review]) -> Review | None:
    """The last review that was held since a version came into force."""
    since = [
        (one.written_at, one) for one in reviews
        if last and last.in_force_at and one.written_at and one.written_at >= last.in_force_at
    ]  # fmt: skip
    return max(since, key=lambda pair: pair[0])[1] if since else None


def unanswered() -> QuerySet[Breach]:
    """Breaches that no version in force has answered."""
    answered = Answer.objects.filter(version__in_force_at__isnull=False).values("breach_id")
    return Breach.objects.exclude(pk__in=answered)


def versions_that_held(family: UUID, organisation: UUID) -> list[tuple[int, datetime]]:
    """The number of each version that ever came into force, and when."""
    held = Version.objects.filter(
        organisation_id=organisation, family_id=family, in_force_at__isnull=False
    )
    rows = held.order_by("in_force_at").values_list("number", "in_force_at")
    return [(number, at) for number, at in rows if at is not None]


def breach_days_of(family: UUID, organisation: UUID) -> list[date]:
    """The days on which something did not work, for whoever may read of them."""
    broken = Breach.objects.filter(organisation_id=organisation, family_id=family)
    return list(broken.order_by("happened_on").values_list("happened_on", flat=True))


def unanswered_of(plan: Plan) -> int:
    """How many things that did not work no version in force has answered."""
    return unanswered().filter(organisation_id=plan.organisation_id, plan=plan).count()


def unanswered_by(version: UUID, organisation: UUID) -> QuerySet[Breach]:
    """What happened under a version's plan that neither an earlier version nor it answers."""
    here = Answer.objects.filter(organisation_id=organisation, version_id=version)
    plan = Version.objects.filter(pk=version).order_by().values("plan_id")
    return (
        unanswered()
        .filter(organisation_id=organisation, plan_id__in=plan)
        .exclude(pk__in=here.values("breach_id"))
    )


def wrote(version: Version) -> frozenset[UUID]:
    """Everybody who wrote something in a version: they do not approve it. One statement."""
    mine = {"organisation_id": version.organisation_id, "version": version}
    begun = Version.objects.filter(pk=version.pk).order_by().values_list("begun_by_id")
    # Lines that were taken over unchanged were answered for with the version before.
    since = {"written_at__gte": version.begun_at}
    hands = [
        model.objects.filter(**mine, **since).order_by().values_list("written_by_id")
        for model in (Line, Voice, Account, Answer)
    ]
    return frozenset(pk for (pk,) in begun.union(*hands).order_by())


def words_changed_at(version: Version) -> datetime | None:
    """When a line of a version last changed, went or came back. One statement."""
    lines = Line.objects.filter(organisation_id=version.organisation_id, version=version)
    found = lines.order_by().aggregate(Max("written_at"), Max("removed_at"))
    return max((at for at in found.values() if at is not None), default=None)


def is_approved(version: Version) -> bool:
    """Whether the last word on a version was an approval, and nothing was written since."""
    last = (
        Approval.objects.filter(organisation_id=version.organisation_id, version=version)
        .order_by("-written_at", "-id")
        .only("approved", "written_at", "family_id")
        .first()
    )
    if last is None or not last.approved:
        return False
    mine = {"organisation_id": version.organisation_id, "version": version}
    later = {"written_at__gt": last.written_at}
    changed = any(
        model._default_manager.filter(**mine, **later).exists()
        for model in (Line, Voice, Account, Answer)
    )
    return not (changed or Line.objects.filter(**mine, removed_at__gt=last.written_at).exists())
