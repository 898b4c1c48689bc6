"""Who keeps the list of professionals, and how far a child's programme is."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.families.policies import WRITES, may_write_in_family
from safehome.kit.verdicts import Verdict, deny
from safehome.network.models import Milestone, Professional, TherapyStatus
from safehome.network.rules import has_ended
from safehome.people.access import Actor

__all__ = ["WRITES", "may_write_in_family"]


def may_change_professional(person: Actor, professional: Professional) -> Verdict:
    """While they work with the family. Afterwards the record says who it was at the time."""
    if has_ended(professional.until, on=timezone.localdate()):
        return deny("This contact has ended. Add the person who does this work now.")
    return may_write_in_family(person, professional.family)


def may_confirm_professional(person: Actor, professional: Professional) -> Verdict:
    verdict = may_change_professional(person, professional)
    if verdict and not (professional.phone or professional.email or professional.address):
        return deny("There is nothing to confirm yet. Add a telephone, an e-mail or an address.")
    return verdict


def may_end_professional(person: Actor, professional: Professional, *, until: date) -> Verdict:
    verdict = may_change_professional(person, professional)
    if verdict and professional.since and until < professional.since:
        return deny("This is before they began. Check the year.")
    return verdict


def may_write_therapy(
    person: Actor, child: FamilyMember, *, status: str, since: date, way_to_one: str
) -> Verdict:
    verdict = may_write_about_programme(person, child)
    if verdict and status == TherapyStatus.NONE and not way_to_one.strip():
        return deny("Write what is being done so that there is a way to support for this child.")
    if verdict and since > timezone.localdate() and status != TherapyStatus.PLANNED:
        return deny("This day has not come yet. Choose “Planned”, or check the day.")
    return verdict


def may_write_about_programme(person: Actor, child: FamilyMember) -> Verdict:
    if not child.is_child:
        return deny("A therapeutic programme is a child’s. Choose a child of the family.")
    return may_write_in_family(person, child.family)


def may_settle_milestone(person: Actor, milestone: Milestone, family: Family) -> Verdict:
    if milestone.happened_on is not None:
        return deny("It is written already when this happened.")
    return may_write_in_family(person, family)
