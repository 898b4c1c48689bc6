"""What becomes of a plan: what did not work, looking at it again, its end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.actions.writing import Changed, locked
from safehome.plans.models import (
    Answer,
    Breach,
    Outcome,
    Plan,
    Review,
    Sign,
    Stage,
    Version,
    Why,
)
from safehome.plans.queries import as_seen, draft_of, in_force_of, unanswered_of


@dataclass(frozen=True)
class BreachWords:
    """What did not work."""

    kind: str
    happened_on: date
    what: str
    did: str = ""
    told_by: str = ""
    root: UUID | None = None


@dataclass(frozen=True)
class ReviewWords:
    """What came of looking at a plan again."""

    held_on: date
    worked: str
    did_not: str
    children_say: str
    outcome: str
    because: str
    next_on: date | None = None


@transaction.atomic
def tell_breach(plan: Plan, *, words: BreachWords, by: Actor) -> Breach:
    """Write what did not work, under the version that was in force that day; and ask a review."""
    version = _in_force_on(plan, words.happened_on)
    permit(policies.may_tell_breach(by, plan, in_force=version is not None))
    if version is None:
        raise LookupError("refused above")
    breach = Breach.objects.create(
        organisation_id=plan.organisation_id, family_id=plan.family_id, plan=plan,
        version=version, written_by_id=by.pk, **asdict(words),
    )  # fmt: skip
    audit.record("plan.breach-told", about=breach, by=by)
    if not _asked(plan):
        ask_review(plan, why=Why.BREACH, note="", by=by)
    return breach


@transaction.atomic
def answer_breach(
    version: Version, breach: Breach, *, words: str, by: Actor, root: UUID | None = None,
    seen: str | None = None,
) -> Answer:  # fmt: skip
    """Say what the next version does about it. root: the line that is new or changed for it.

    seen: when the answer on the writer's screen was written (`as_seen`), None where it was
    not written on a screen. Raises Changed when another stands there.
    """
    version = locked(version)
    permit(policies.may_answer(by, version, breach))
    mine = {"organisation_id": version.organisation_id, "version": version, "breach": breach}
    there = Answer.objects.filter(**mine).first()
    if seen is not None and as_seen(there) != seen:
        raise Changed(there)
    answer, _ = Answer.objects.update_or_create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        breach=breach,
        defaults={
            "words": words, "root": root or (there.root if there else None),
            "written_at": timezone.now(), "written_by_id": by.pk,
        },
    )  # fmt: skip
    audit.record("plan.breach-answered", about=answer, by=by)
    return answer


def ask_review(plan: Plan, *, why: str, note: str, by: Actor) -> Review:
    """Ask that a plan is looked at again, before its day. It is under review from now on."""
    permit(may_write_in_family(by, plan.family))
    review = Review.objects.create(
        organisation_id=plan.organisation_id, family_id=plan.family_id, plan=plan, why=why,
        note=note, asked_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.review-asked", about=review, by=by)
    return review


def note_sign(family: Family, *, why: str, by: Actor) -> Sign:
    """Note that a sign or a worry about a child was written down somewhere.

    Every plan of the family that holds is to be looked at again from this moment.
    why: `Why.SIGN` or `Why.CONCERN`. Its words stay where they were written.
    """
    permit(may_write_in_family(by, family))
    sign = Sign.objects.create(
        organisation_id=family.organisation_id, family=family, why=why, noted_by_id=by.pk
    )
    audit.record("plan.sign-noted", about=sign, by=by)
    return sign


@transaction.atomic
def hold_review(review: Review, *, words: ReviewWords, by: Actor) -> Review:
    """Write what came of a review, once. Closing is decided here and done with it."""
    review = Review.objects.select_for_update(of=("self",)).select_related(
        "plan__family"
    ).get(pk=review.pk)  # fmt: skip
    permit(policies.may_hold_review(by, review))
    last = in_force_of(review.plan)
    permit(
        policies.may_decide(
            outcome=words.outcome,
            next_on=words.next_on,
            to_answer=unanswered_of(review.plan),
            interim=last is not None and last.stage == Stage.INTERIM,
            today=timezone.localdate(),
            did_not=words.did_not,
        )
    )
    for name, value in asdict(words).items():
        setattr(review, name, value)
    review.written_at, review.written_by_id = timezone.now(), by.pk
    review.save()
    audit.record("plan.review-held", about=review, by=by)
    review.plan.looked_at = review.written_at
    if words.outcome == Outcome.KEEP:
        review.plan.look_on = words.next_on
    review.plan.save(update_fields=["look_on", "looked_at"])
    if words.outcome == Outcome.CLOSE:
        close_plan(review.plan, because=words.because, by=by, looked_at=True)
    return review


def close_plan(plan: Plan, *, because: str, by: Actor, looked_at: bool = False) -> Plan:
    """Close a plan that has done its work. Everything stays readable.

    Refused while it is being written, a review is asked for, or something that did not
    work is not answered. looked_at: a review was held over that now, and decided it.
    """
    drafting = draft_of(plan) is not None
    permit(
        policies.may_close_plan(
            by, plan, drafting=drafting, asked=_asked(plan),
            to_answer=0 if looked_at else unanswered_of(plan),
        )
    )  # fmt: skip
    plan.closed_at, plan.closed_by_id = timezone.now(), by.pk
    plan.closed_because = because
    plan.save(update_fields=["closed_at", "closed_by", "closed_because"])
    audit.record("plan.closed", about=plan, by=by)
    return plan


def _in_force_on(plan: Plan, day: date) -> Version | None:
    """The version that held on a day; the first that ever held for a day before it."""
    held = Version.objects.filter(
        organisation_id=plan.organisation_id, plan=plan, in_force_at__isnull=False
    ).order_by("-number")
    return held.filter(in_force_at__date__lte=day).first() or in_force_of(plan)


def _asked(plan: Plan) -> bool:
    return Review.objects.filter(
        organisation_id=plan.organisation_id, plan=plan, written_at=None
    ).exists()
