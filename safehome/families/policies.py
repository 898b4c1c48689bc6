"""Who may open and change a family's record."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from safehome.families.models import Family, FamilyMember, Household
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role

WRITES = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)
MERGES = (Role.MANAGER, Role.SAFEGUARDING_LEAD)
ALLOCATES = (Role.SUPERVISOR, Role.MANAGER, Role.SAFEGUARDING_LEAD)


def may_open_family(person: Actor) -> Verdict:
    if not person.has(*WRITES, Role.MANAGER):
        return deny("Families are opened by practitioners, supervisors, managers and leads.")
    return ALLOW


def may_leave(member: FamilyMember, *, on: date, because: str) -> Verdict:
    """Whether it can be written that somebody left on a day."""
    if member.left_on is not None:
        return deny(f"It is written already that {member.called} left.")
    return _day_and_reason(on, because)


def may_give_up(home: Household, *, on: date, because: str) -> Verdict:
    """Whether it can be written that a home was given up on a day."""
    if home.until is not None:
        return deny("It is written already that this home was given up.")
    if home.since is not None and on < home.since:
        return deny("This is before they moved in. Check the year.")
    return _day_and_reason(on, because)


def _day_and_reason(on: date, because: str) -> Verdict:
    if on > timezone.localdate():
        return deny("This day has not come yet. Write it when it has.")
    if not because.strip():
        return deny("Write why, in a few words.")
    return ALLOW


def may_write_in_family(person: Actor, family: Family) -> Verdict:
    """Seeing the family is the database's decision; this adds the role."""
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*WRITES):
        return deny("Only those who work with the family write in its record.")
    return ALLOW


def may_assign_family(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*ALLOCATES):
        return deny("A supervisor, manager or safeguarding lead assigns families.")
    return ALLOW


def may_block_somebody(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(Role.MANAGER, Role.SAFEGUARDING_LEAD):
        return deny("A manager or safeguarding lead places a block for a conflict of interest.")
    return ALLOW


def may_lift_block(person: Actor, family: Family, *, blocked: object) -> Verdict:
    """Never by the person whom it keeps out."""
    if blocked == person.pk:
        return deny("A block is lifted by somebody else than the person it keeps out.")
    return may_block_somebody(person, family)


def may_restrict_member(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(Role.SAFEGUARDING_LEAD):
        return deny("Only a safeguarding lead decides who may know of somebody.")
    return ALLOW


def may_merge_families(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*MERGES):
        return deny("A manager or safeguarding lead decides that two records are one family's.")
    return ALLOW
