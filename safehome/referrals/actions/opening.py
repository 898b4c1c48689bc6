"""Opening a family's record from its referral, so that nothing is told or typed twice."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import actions as families
from safehome.families.models import Family, FamilyMember, Household, Need
from safehome.kit.verdicts import deny, permit
from safehome.network import actions as network
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.actions.keeping_out import keep_out_of_family
from safehome.referrals.actions.waiting import check_in, set_priority
from safehome.referrals.models import Referral
from safehome.referrals.opening import Adult, Opening, Worker, Young
from safehome.referrals.queries.deciding import last_look, newest_decision

AT_OPENING = "Written when the family’s record was opened."


def open_family_from(
    referral: Referral, opening: Opening, *, team: UUID, level: str, because: str,
    interim_plan: str, interim_words: str, next_on: date, by: Actor,
    talked_on: date | None = None,
) -> Family:  # fmt: skip
    """Open the family that a referral is about. It waits from now on. The referral must be open.

    because: why it has this priority. next_on: when somebody is next in touch.
    talked_on: when the plan for now was talked about, if not today.
    """
    decision = newest_decision(referral)
    permit(policies.may_open_from_referral(
        by, referral, look=last_look(referral), decision=decision
    ))  # fmt: skip
    if not opening.adults:
        permit(deny("Keep at least one carer, so that somebody can be reached."))
    if not any(one.displayed for one in opening.children):
        permit(deny("Say which child has displayed the behaviour."))
    family = families.open_family(name=opening.name, team=team, by=by, take_on=False)
    homes = [
        families.add_household(family, name=one.name, address=one.address, by=by)
        for one in opening.homes
    ]
    adults = [_adult(family, one, homes, by) for one in opening.adults]
    children = [_child(family, one, homes, by) for one in opening.children]
    for home, meant in zip(homes, opening.homes, strict=True):
        for place in meant.hidden_from:
            families.hide_home(home, member=adults[place], by=by)
    for worker in opening.workers:
        _worker(family, worker, by)
    if decision is not None:
        _therapy(children, opening.children, decision.therapy, decision.way_to_therapy, by)
    set_priority(family, level=level, because=because, by=by)
    check_in(
        family, happened_on=talked_on or timezone.localdate(),
        how_they_are="\n\n".join([AT_OPENING, *opening.not_agreed()]), each_child={},
        interim_plan=interim_plan, interim_plan_words=interim_words, next_on=next_on, by=by,
    )  # fmt: skip
    referral.became = family
    referral.save(update_fields=["became"])
    keep_out_of_family(referral, by=by)
    audit.record("referral.became-family", about=referral, by=by, family=family.pk)
    return family


def _home(homes: list[Household], place: int | None) -> Household | None:
    return homes[place] if place is not None else None


def _adult(family: Family, one: Adult, homes: list[Household], by: Actor) -> FamilyMember:
    member = families.add_member(
        family, name=one.name, is_child=False, carer_kind=one.kind, language=one.language,
        household=_home(homes, one.home), phone=one.phone, email=one.email,
        needs=[Need.INTERPRETER] if one.interpreter else [], needs_note=one.needs_note, by=by,
    )  # fmt: skip
    if one.channel:
        families.agree_safe_contact(
            member, channel=one.channel, hours=one.hours, must_not_know=one.must_not_know, by=by
        )
    return member


def _child(family: Family, one: Young, homes: list[Household], by: Actor) -> FamilyMember:
    return families.add_member(
        family, name=one.name, is_child=True, birth_date=one.birth_date, gender=one.gender,
        household=_home(homes, one.home), has_displayed_hsb=one.displayed, was_harmed=one.harmed,
        is_sibling=one.sibling, needs_note=one.needs_note, by=by,
    )  # fmt: skip


def _worker(family: Family, one: Worker, by: Actor) -> None:
    network.add_professional(
        family, role=one.role, name=one.name, agency=one.agency, phone=one.phone,
        email=one.email, by=by,
    )  # fmt: skip


def _therapy(
    members: list[FamilyMember], meant: tuple[Young, ...], status: str, way: str, by: Actor
) -> None:
    """How it stands with support for each child who has displayed the behaviour, as decided."""
    for member, one in zip(members, meant, strict=True):
        if one.displayed:
            network.write_therapy(
                member, status=status, since=timezone.localdate(), way_to_one=way, by=by
            )
