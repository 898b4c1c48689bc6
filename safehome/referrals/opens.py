"""Who may begin which form about a referral or a family that waits: asked as its words are kept."""

from __future__ import annotations

from uuid import UUID

from safehome.families.queries import family_for
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.queries.arrivals import referral_for

DRAFT = "draft"


def to_decide(by: Actor, referral: UUID) -> None:
    permit(policies.may_decide(by, referral_for(by, referral, purpose=DRAFT)))


def to_look_for_alike(by: Actor, referral: UUID) -> None:
    permit(policies.may_look_for_alike(by, referral_for(by, referral, purpose=DRAFT)))


def to_set_a_turn(by: Actor, family: UUID) -> None:
    permit(policies.may_set_priority(by, family_for(by, family, purpose=DRAFT)))


def to_allocate(by: Actor, family: UUID) -> None:
    permit(policies.may_allocate(by, family_for(by, family, purpose=DRAFT)))
