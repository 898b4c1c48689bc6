"""Who may begin, take in and answer for a referral."""

from __future__ import annotations

from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.referrals.entrance import Entrance
from safehome.referrals.models import Arrival, Referral

# Those who answer for the front door, and those who may take a referral down.
ANSWERS = (Role.MANAGER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)
SEES = (*ANSWERS, Role.RECORDS_OFFICER, Role.PRACTITIONER)
TAKES_DOWN = (*ANSWERS, Role.PRACTITIONER)


def may_begin_here(entrance: Entrance) -> Verdict:
    if not entrance.is_open:
        return deny("This service takes no referrals at the moment.")
    return ALLOW


def may_take_in(person: Actor, arrival: Arrival) -> Verdict:
    if arrival.organisation_id != person.organisation_id or not person.has(*ANSWERS):
        return deny("A manager, supervisor or safeguarding lead takes referrals in.")
    if arrival.taken_at is not None:
        return deny("This referral has been taken in already.")
    return ALLOW


def may_take_down(person: Actor) -> Verdict:
    if not person.has(*TAKES_DOWN):
        return deny("Whoever works with families may take a referral down by telephone.")
    return ALLOW


def may_write_down(person: Actor, referral: Referral) -> Verdict:
    """While it is being taken down, and no longer."""
    if referral.handed_in_at is not None:
        return deny("This referral was handed in, so it is no longer changed.")
    if referral.organisation_id != person.organisation_id:
        return deny("This referral is not one of your organisation’s.")
    return may_take_down(person)


def may_tell_referrer(person: Actor, referral: Referral) -> Verdict:
    if referral.organisation_id != person.organisation_id or not person.has(*ANSWERS):
        return deny("A manager, supervisor or safeguarding lead says what the referrer may see.")
    if referral.handed_in_at is None:
        return deny("Hand the referral in first; until then there is nothing to tell.")
    return ALLOW


def may_keep_out(person: Actor, referral: Referral, *, whom: object) -> Verdict:
    """Oneself at any time; somebody else by those who answer for all."""
    if referral.organisation_id != person.organisation_id:
        return deny("This referral is not one of your organisation’s.")
    if whom != person.pk and not person.has(Role.MANAGER, Role.SAFEGUARDING_LEAD):
        return deny("A manager or safeguarding lead keeps somebody else out; you can step aside.")
    return ALLOW


def may_keep_front_door(person: Actor) -> Verdict:
    if not person.has(Role.MANAGER):
        return deny("A manager opens and closes the front door.")
    return ALLOW
