"""Who may enter and read answers."""

from __future__ import annotations

from safehome.families.models import FamilyMember
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role

ENTERS = frozenset({Role.PRACTITIONER, Role.SUPERVISOR})
READS = ENTERS | {Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}


def may_enter_answers(person: Actor, carer: FamilyMember) -> Verdict:
    if not person.has(*ENTERS):
        return deny("Answers are entered by practitioners and supervisors.")
    if not carer.is_carer:
        return deny("Only carers answer this questionnaire.")
    if carer.organisation_id != person.organisation_id:
        return deny("This carer is not of your organisation.")
    return ALLOW
