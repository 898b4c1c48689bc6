"""Who writes a plan, agrees to it for the service, approves it, closes it."""

from __future__ import annotations

from uuid import UUID

from safehome.families.models import Family
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.plans.models import Breach, Condition, Copy, Plan, Review, Version

READS = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER)
APPROVES = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)
EXEMPTS = (Role.MANAGER, Role.SAFEGUARDING_LEAD)
CLOSED = "This plan is closed. Begin another for this setting if one is needed."
IN_FORCE = "This version is in force, so it stays as it was agreed. Begin the next version."


def may_begin_plan(person: Actor, family: Family) -> Verdict:
    return may_write_in_family(person, family)


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


def may_close_plan(person: Actor, plan: Plan, *, drafting: bool, asked: bool) -> Verdict:
    verdict = may_write_in_family(person, plan.family)
    if not verdict:
        return verdict
    if plan.closed_at is not None:
        return deny("This plan is closed already.")
    if drafting:
        return deny("A next version is being written. Give it up or agree it first.")
    if asked:
        return deny("A review has been asked for. Hold it first; it can decide to close the plan.")
    return ALLOW


def may_exempt(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*EXEMPTS):
        return deny(
            "A manager or the safeguarding lead lets sessions begin without a plan for now."
        )
    return ALLOW


def may_settle(person: Actor, condition: Condition) -> Verdict:
    verdict = may_write_in_family(person, condition.family)
    if verdict and condition.settled_at is not None:
        return deny("This was settled already. Write a new one if they clash again.")
    return verdict


def may_give_copy(person: Actor, version: Version, *, superseded: bool) -> Verdict:
    verdict = may_write_in_family(person, version.plan.family)
    if not verdict:
        return verdict
    if version.in_force_at is None or superseded or version.plan.closed_at is not None:
        return deny("Only the version in force is given to anybody.")
    return ALLOW


def may_withdraw_copy(person: Actor, copy: Copy) -> Verdict:
    verdict = may_write_in_family(person, copy.version.plan.family)
    if verdict and copy.withdrawn_at is not None:
        return deny("This copy was withdrawn already.")
    return verdict


def may_note_returned(person: Actor, copy: Copy) -> Verdict:
    verdict = may_write_in_family(person, copy.version.plan.family)
    if verdict and copy.returned_on is not None:
        return deny("This copy was handed back already.")
    return verdict
