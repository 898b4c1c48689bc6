"""Who may get a copy of a plan, and giving one: the copy and the ledger together, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from safehome.agreements.models import Agreement
from safehome.design.words import day
from safehome.families.models import Channel, Family, FamilyMember
from safehome.families.queries import members_of
from safehome.informing import actions as informing
from safehome.informing.models import Matter
from safehome.informing.queries import addressees_of, manner_of, map_of, warnings_for
from safehome.informing.queries.knowing import Warning
from safehome.kit.verdicts import deny, permit
from safehome.network.models import Professional
from safehome.people.access import Actor
from safehome.plans import actions
from safehome.plans.actions import Offered
from safehome.plans.models import Copy, CopyKind, Version
from safehome.referrals.entrance import newest_front_door
from safehome.workspace.planning.page import title_of

# A plan goes by hand or by post. By e-mail it would lie in a mailbox for good.
WAYS = (Channel.IN_PERSON.value, Channel.POST.value)


@dataclass(frozen=True)
class Holder:
    """Somebody who might get a copy, and why not where they may not."""

    name: str
    what: str
    ways: tuple[str, ...]
    why_not: str
    member: FamilyMember | None = None
    professional: Professional | None = None

    @property
    def person(self) -> FamilyMember | Professional:
        found = self.member or self.professional
        assert found is not None
        return found

    @property
    def is_child(self) -> bool:
        return self.member is not None and self.member.is_child


def holders_of(family: Family) -> dict[str, Holder]:
    """Everybody a copy could be for, by key. The family must be open."""
    found = {}
    for one in addressees_of(family):
        ways = tuple(way for way in WAYS if way in one.ways)
        found[str(one.pk)] = Holder(
            one.name, one.what, ways, one.why_not or ("" if ways else "Only by e-mail"),
            one.member, one.professional,
        )  # fmt: skip
    for child in members_of(family):
        if child.is_child and child.left_on is None:
            found[str(child.pk)] = Holder(
                child.name, "child", (Channel.IN_PERSON.value,), "", member=child
            )
    return found


def service_phone(organisation: UUID) -> str:
    """The number under which families reach the service: the one in its letters, or else the
    one of its front door. Empty where neither is written. Two statements at most."""
    written = manner_of(organisation).phone
    if written:
        return written
    door = newest_front_door(organisation)
    return door.phone if door else ""


def warnings_about(family: Family, holder: UUID) -> list[Warning]:
    """What to know before this person is told of the plan."""
    return warnings_for(map_of(family), recipient=holder, matter=Matter.PLAN)


@dataclass(frozen=True)
class Ground:
    """On which ground somebody is told; the agreement, where that is the ground."""

    basis: str
    agreement: Agreement | None = None


@transaction.atomic
def give(
    version: Version, holder: Holder, *, kind: str, whole: bool, how: str, given_on: date,
    expires_on: date, ground: Ground, by: Actor,
) -> Copy:  # fmt: skip
    """Give a copy and write in the ledger that it was given. The family must be open."""
    _may_go_to(version, holder, how)
    copy = actions.give_copy(
        version, kind=kind, for_role=not whole, how=how, given_on=given_on,
        expires_on=expires_on, by=by, member=holder.member.pk if holder.member else None,
        professional=holder.professional.pk if holder.professional else None,
    )  # fmt: skip
    informing.note_told(
        version.plan.family, matter=Matter.PLAN, words=words_of(copy, version), on=given_on,
        how=how, basis=ground.basis, agreement=ground.agreement, by=by, member=holder.member,
        professional=holder.professional,
    )  # fmt: skip
    return copy


def _may_go_to(version: Version, holder: Holder, how: str) -> None:
    """Stop where somebody may not be told of the plan, or not in this way."""
    if holder.why_not:
        permit(deny(holder.why_not))
    if how not in holder.ways:
        permit(deny("They cannot be given it in this way. Choose one of those that are offered."))
    for warning in warnings_about(version.plan.family, holder.person.pk):
        if warning.stops:
            permit(deny(f"{warning.words} If that has changed, change it in who knows what first."))


@transaction.atomic
def offer(
    version: Version, holder: Holder, *, whole: bool, expires_on: date, explained: Sequence[str],
    said_back: str, ground: Ground, sections: Mapping[str, str], service_phone: str, by: Actor,
) -> Offered:  # fmt: skip
    """Offer a copy for a carer's telephone and write it in the ledger. The family must be open."""
    how = Channel.IN_PERSON.value
    _may_go_to(version, holder, how)
    offered = actions.offer_on_phone(
        version, holder.person.pk, whole=whole, expires_on=expires_on, explained=explained,
        said_back=said_back, sections=sections, service_phone=service_phone, by=by,
    )  # fmt: skip
    informing.note_told(
        version.plan.family, matter=Matter.PLAN, words=words_of(offered.copy, version),
        on=offered.copy.given_on, how=how, basis=ground.basis, agreement=ground.agreement, by=by,
        member=holder.member,
    )  # fmt: skip
    return offered


def words_of(copy: Copy, version: Version) -> str:
    """What the ledger says of a copy."""
    kind = str(CopyKind(copy.kind).label)
    part = "their part of it" if copy.for_role else "the whole of it"
    return (
        f"Was given a copy ({kind}) of the plan “{title_of(version.plan)}”, version "
        f"{version.number}: {part}. It holds until {day(copy.expires_on)}."
    )


def choices_of(holders: Mapping[str, Holder]) -> list[tuple[str, str]]:
    return [(key, f"{one.name} ({one.what})") for key, one in holders.items() if not one.why_not]
