"""Who may begin, take in and answer for a referral."""

from __future__ import annotations

from safehome.families.models import Family
from safehome.families.policies import may_assign_family, may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Person, Role
from safehome.referrals.entrance import Entrance
from safehome.referrals.models import (
    Arrival,
    DuplicateLook,
    Looked,
    Referral,
    Stage,
    Suitability,
    Suitable,
)

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


# How far the work is: said to a referrer only where a carer has agreed to that.
OF_THE_WORK = (Stage.BEGUN, Stage.CLOSED)


def may_tell_step(referral: Referral, stage: str, *, agreed: bool) -> Verdict:
    """agreed: whether telling the referrer how far it is is agreed today."""
    if stage not in OF_THE_WORK:
        return ALLOW
    if referral.became_id is None:
        if stage == Stage.CLOSED:  # nothing but the referral itself has ended
            return ALLOW
        return deny("There is no family’s record yet, so no work can have begun.")
    if not agreed:
        return deny(
            "No carer’s agreement to tell the referrer how far it is holds today. Ask them first."
        )
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


# Only these see every family of the organisation, so only they can find one alike.
LOOKS = (Role.MANAGER, Role.SAFEGUARDING_LEAD)
# Opening writes about members, which a manager does not.
OPENS = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)


def _is_considered(person: Actor, referral: Referral) -> Verdict:
    if referral.organisation_id != person.organisation_id:
        return deny("This referral is not one of your organisation’s.")
    if referral.handed_in_at is None:
        return deny("Hand the referral in first; until then there is nothing to decide.")
    if referral.became_id is not None:
        return deny("This referral has its family already. Carry on in the family’s record.")
    return ALLOW


def may_look_for_alike(person: Actor, referral: Referral) -> Verdict:
    if not person.has(*LOOKS):
        return deny(
            "A manager or safeguarding lead looks for records alike, because only they see "
            "every family. Ask one of them."
        )
    return _is_considered(person, referral)


def may_part(person: Actor, referral: Referral, *, look: DuplicateLook | None) -> Verdict:
    """Take a referral out of a family that it joined. Never out of one that began with it."""
    if referral.organisation_id != person.organisation_id:
        return deny("This referral is not one of your organisation’s.")
    if not person.has(*LOOKS):
        return deny(
            "A manager or safeguarding lead takes a referral out of a family, because only they "
            "see every family. Ask one of them."
        )
    if referral.became_id is None:
        return deny("This referral belongs to no family yet.")
    if look is None or look.looked != Looked.SAME or look.same_as_id != referral.became_id:
        return deny("This family’s record began with this referral. Open another record instead, "
                    "and put right there what is not true here.")  # fmt: skip
    return ALLOW


def may_decide(person: Actor, referral: Referral) -> Verdict:
    if not person.has(*ANSWERS):
        return deny("A manager, supervisor or safeguarding lead decides on a referral.")
    return _is_considered(person, referral)


def may_open_from_referral(  # noqa: PLR0911 - each refusal has its own reason
    person: Actor, referral: Referral, *, look: DuplicateLook | None, decision: Suitability | None
) -> Verdict:
    """After a look for records alike that is newer than the referral, and a yes."""
    if not person.has(*OPENS):
        return deny(
            "A supervisor or safeguarding lead opens the family, because its members are "
            "written down with it. Ask one of them."
        )
    verdict = _is_considered(person, referral)
    if not verdict:
        return verdict
    if look is None:
        return deny("Look for records alike first, so that no family has two.")
    if look.same_referral_id is not None:
        return deny(
            "This is the same family as that of another referral. Open the family from that one, "
            "then look for records alike here again, and this one joins it."
        )
    if referral.handed_in_at is not None and look.looked_at < referral.handed_in_at:
        return deny("The referral changed since somebody looked for records alike. Look again.")
    if decision is None or decision.decision != Suitable.YES:
        return deny("Decide first that the programme suits this family.")
    return ALLOW


def may_see_refusals(person: Actor) -> Verdict:
    return ALLOW if person.has(Role.MANAGER) else deny("A manager looks at what was refused.")


# The waiting list shows families that nobody works with yet.
SEES_WAITING = (*ANSWERS, Role.RECORDS_OFFICER)
# Words of a check-in are what was said: not for who keeps only the list.
READS_CHECK_INS = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER)


def may_set_priority(person: Actor, family: Family) -> Verdict:
    if family.organisation_id != person.organisation_id or not person.has(*ANSWERS):
        return deny("A manager, supervisor or safeguarding lead says how soon a family begins.")
    return ALLOW


def may_check_in(person: Actor, family: Family) -> Verdict:
    return may_write_in_family(person, family)


def may_read_check_ins(person: Actor) -> Verdict:
    if not person.has(*READS_CHECK_INS):
        return deny("What was said is for those who work with the family.")
    return ALLOW


def may_allocate(person: Actor, family: Family) -> Verdict:
    return may_assign_family(person, family)


def may_set_capacity(person: Actor, whose: Person) -> Verdict:
    if whose.organisation_id != person.organisation_id or not person.has(Role.MANAGER):
        return deny("A manager writes what somebody has room for.")
    return ALLOW
