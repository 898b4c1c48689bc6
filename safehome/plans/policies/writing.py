"""Who writes a plan, agrees to it for the service, approves it, looks at it again, closes it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from safehome.agreements.models import How
from safehome.agreements.rules import is_a_drawn_line
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.plans.models import (
    Breach,
    Condition,
    Exemption,
    Outcome,
    Plan,
    Review,
    Stand,
    Version,
)
from safehome.plans.rules import LONGEST, LONGEST_FOR_NOW

READS = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER)
APPROVES = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)
ANSWERS_FOR = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER)
EXEMPTS = (Role.MANAGER, Role.SAFEGUARDING_LEAD)
LONGEST_WITHOUT = timedelta(days=28)  # no longer than a plan for now stands unlooked at
STANDS_OF_A_CHILD = (Stand.CONTENT, Stand.NOT_CONTENT, Stand.NOT_ASKED)
STANDS_OF_AN_ADULT = (Stand.AGREES, Stand.DIFFERS, Stand.NOT_ASKED)
THERE = (
    "There is a plan for this place already, so go on with that one. "
    "If it is another place of this kind, say which one."
)
CLOSED = "This plan is closed. Begin another for this setting if one is needed."
IN_FORCE = "This version is in force, so it stays as it was agreed. Begin the next version."


def may_begin_plan(person: Actor, family: Family, *, there: bool = False) -> Verdict:
    """there: whether a plan for this very place is open already."""
    verdict = may_write_in_family(person, family)
    if verdict and there:
        return deny(THERE)
    return verdict


def may_begin_version(person: Actor, plan: Plan, *, drafting: bool) -> Verdict:
    verdict = may_write_in_family(person, plan.family)
    if not verdict:
        return verdict
    if plan.closed_at is not None:
        return deny(CLOSED)
    if drafting:
        return deny("A next version is being written already. Go on with that one.")
    return ALLOW


def may_write_version(person: Actor, version: Version) -> Verdict:
    """Lines, voices, accounts and answers: while it is a draft."""
    verdict = may_write_in_family(person, version.plan.family)
    if not verdict:
        return verdict
    if version.plan.closed_at is not None:
        return deny(CLOSED)
    if version.in_force_at is not None:
        return deny(IN_FORCE)
    if version.discarded_at is not None:
        return deny("This draft was given up. Begin the next version.")
    return ALLOW


def may_keep_stand(
    person: Actor, version: Version, member: FamilyMember, *, stand: str, how: str, signature: str
) -> Verdict:
    """An adult agrees or not; a child is content or not. A signature is one, or there is none."""
    verdict = may_write_version(person, version)
    if not verdict:
        return verdict
    if stand not in (STANDS_OF_A_CHILD if member.is_child else STANDS_OF_AN_ADULT):
        return deny("An adult agrees or does not agree; a child is content with it or is not.")
    if stand == Stand.NOT_ASKED:
        return deny("Whoever was not asked signs nothing.") if how or signature else ALLOW
    return _is_said(how, signature)


def _is_said(how: str, signature: str) -> Verdict:
    if how not in How.values:
        return deny("Choose how they said it.")
    if how == How.SIGNED_HERE and not is_a_drawn_line(signature):
        return deny("Sign in the box, or choose another way.")
    if how in (How.TYPED, How.PAPER) and not signature.strip():
        return deny("Type the name, or write where the paper lies.")
    return ALLOW


def may_approve(person: Actor, version: Version, *, wrote: frozenset[UUID]) -> Verdict:
    """A supervisor or the lead, and never one's own work."""
    if version.organisation_id != person.organisation_id:
        return deny("This plan is not one of your organisation's.")
    if not person.has(*APPROVES):
        return deny("A supervisor or the safeguarding lead approves a plan.")
    if person.pk in wrote:
        return deny("You wrote in this version yourself, so a colleague approves it.")
    if version.in_force_at is not None or version.discarded_at is not None:
        return deny("This version is not waiting for an approval.")
    return ALLOW


def may_put_in_force(person: Actor, version: Version, *, approved: bool, missing: int) -> Verdict:
    """Once nothing is missing; a whole plan also waits for its approval."""
    verdict = may_write_version(person, version)
    if not verdict:
        return verdict
    if missing:
        return deny("Something is still missing. The list beside the plan says what.")
    if version.stage == "whole" and not approved:
        return deny("A whole plan is approved by a supervisor before it is in force.")
    return ALLOW


def may_tell_breach(person: Actor, plan: Plan, *, in_force: bool) -> Verdict:
    verdict = may_write_in_family(person, plan.family)
    if verdict and not in_force:
        return deny("No version of this plan is in force yet, so no line of it can be broken.")
    return verdict


def may_answer(person: Actor, version: Version, breach: Breach) -> Verdict:
    if breach.plan_id != version.plan_id:
        return deny("This happened under another plan. Answer it there.")
    return may_write_version(person, version)


def may_hold_review(person: Actor, review: Review) -> Verdict:
    verdict = may_write_in_family(person, review.plan.family)
    if verdict and review.written_at is not None:
        return deny("This review was written down already. Ask for another if one is needed.")
    return verdict


def may_decide(
    *,
    outcome: str,
    next_on: date | None,
    interim: bool,
    to_answer: int,
    today: date,
    did_not: str = "",
) -> Verdict:
    """What a review may come to. Kept as it is, a plan has a day for the next look."""
    if outcome == Outcome.CLOSE and to_answer and not did_not.strip():
        return deny(
            "Something that did not work is not answered yet. "
            "Write in “What did not?” what becomes of it, then the plan can be closed."
        )
    if outcome != Outcome.KEEP:
        return ALLOW
    if to_answer:
        return deny(
            "Something that did not work is not answered yet, so it cannot stay as it is. "
            "Decide to change it; the next version answers it."
        )
    longest = LONGEST_FOR_NOW if interim else LONGEST
    if next_on is None or not today < next_on <= today + longest:
        return deny(f"Choose the day of the next look, within {longest.days} days.")
    return ALLOW


def may_close_plan(
    person: Actor, plan: Plan, *, drafting: bool, asked: bool, to_answer: int
) -> Verdict:
    """to_answer: what did not work and no version answers; a review is held first for that."""
    verdict = may_write_in_family(person, plan.family)
    if not verdict:
        return verdict
    if plan.closed_at is not None:
        return deny("This plan is closed already.")
    if drafting:
        return deny("A next version is being written. Give it up or agree it first.")
    if asked:
        return deny("A review has been asked for. Hold it first; it can decide to close the plan.")
    if to_answer:
        return deny(
            "Something that did not work is not answered yet. "
            "Look at the plan again first; that can decide to close it."
        )
    return ALLOW


def may_exempt(person: Actor, family: Family, *, holds: bool = False) -> Verdict:
    """holds: whether a word of this kind holds already; one at a time, so its day is the day."""
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*EXEMPTS):
        return deny(
            "A manager or the safeguarding lead lets sessions begin without a plan for now."
        )
    if holds:
        return deny("Sessions may begin without a plan already. End that first, then write anew.")
    return ALLOW


def may_be_without(*, until: date, today: date) -> Verdict:
    if not today <= until <= today + LONGEST_WITHOUT:
        return deny(
            f"Choose a day from today to at most {LONGEST_WITHOUT.days} days away. "
            "It can be written anew after that."
        )
    return ALLOW


def may_end_exemption(person: Actor, exemption: Exemption, *, today: date) -> Verdict:
    verdict = may_exempt(person, exemption.family)
    if verdict and (exemption.ended_at is not None or exemption.until < today):
        return deny("This holds no longer.")
    return verdict


def may_settle(person: Actor, condition: Condition) -> Verdict:
    verdict = may_write_in_family(person, condition.family)
    if verdict and condition.settled_at is not None:
        return deny("This was settled already. Write a new one if they clash again.")
    if verdict and not condition.clash:
        return deny("There is nothing to settle: it and our plans say the same.")
    return verdict


def may_end_condition(person: Actor, condition: Condition, *, on: date, today: date) -> Verdict:
    verdict = may_write_in_family(person, condition.family)
    if verdict and on > today:
        return deny("Write the last day on which it held, once it has come.")
    return verdict


def may_rehearse(person: Actor, version: Version) -> Verdict:
    verdict = may_write_in_family(person, version.plan.family)
    if verdict and version.plan.closed_at is not None:
        return deny(CLOSED)
    if verdict and version.discarded_at is not None:
        return deny("This draft was given up.")
    return verdict
