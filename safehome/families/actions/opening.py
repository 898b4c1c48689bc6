"""Opening a family's record, and adding who and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import policies
from safehome.families.actions.access import assign_family
from safehome.families.models import Family, FamilyMember, Household, Relationship, SafeContact
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.vault.keyring import make_family_key


def open_family(*, name: str, team: UUID, by: Actor, take_on: bool = True) -> Family:
    """Open a family's record, with a key of its own.

    take_on: whoever opens it works with it at once; otherwise it waits for allocation.
    """
    permit(policies.may_open_family(by))
    family = Family(organisation_id=by.organisation_id, team_id=team, opened_by_id=by.pk)
    make_family_key(family.pk, organisation=by.organisation_id)
    family.name = name
    family.save(force_insert=True)
    if take_on:
        assign_family(family, person=by.pk, by=by)
    audit.record("family.began", about=family, by=by, family=family.pk)
    return family


def add_household(
    family: Family, *, name: str, by: Actor, address: str = "", address_is_hidden: bool = False,
    since: date | None = None,
) -> Household:  # fmt: skip
    """Add a place where some of the family live."""
    permit(policies.may_write_in_family(by, family))
    household = Household.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        name=name,
        address=address,
        address_is_hidden=address_is_hidden,
        since=since,
    )
    audit.record("household.added", about=household, by=by)
    return household


def add_member(
    family: Family, *, name: str, by: Actor, is_child: bool, known_as: str = "",
    birth_date: date | None = None, household: Household | None = None, carer_kind: str = "",
    has_displayed_hsb: bool = False, was_harmed: bool = False, is_sibling: bool = False,
    language: str = "en", needs: Iterable[str] = (), needs_note: str = "", phone: str = "",
    email: str = "", gender: str = "",
) -> FamilyMember:  # fmt: skip
    """Add a carer, a child or another adult. A child may be several things at once."""
    permit(policies.may_write_in_family(by, family))
    member = FamilyMember.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        household=household,
        name=name,
        known_as=known_as,
        birth_date=birth_date.isoformat() if birth_date else "",
        birth_year=birth_date.year if birth_date else None,
        is_child=is_child,
        carer_kind=carer_kind,
        has_displayed_hsb=has_displayed_hsb,
        was_harmed=was_harmed,
        is_sibling=is_sibling,
        language=language,
        needs=list(needs),
        needs_note=needs_note,
        phone=phone,
        email=email,
        gender=gender,
        added_by_id=by.pk,
    )
    audit.record("member.added", about=member, by=by)
    return member


def correct_member(member: FamilyMember, *, seen: int, by: Actor, **facts: object) -> FamilyMember:
    """Correct what is written of somebody.

    seen: the version that was on the writer's screen. Raises Changed when
    somebody else has written meanwhile, so that neither is lost.
    """
    permit(policies.may_write_in_family(by, member.family))
    now = FamilyMember.objects.select_for_update().get(pk=member.pk)
    if now.version != seen:
        raise Changed(now)
    home = now.household_id
    for fact, value in facts.items():
        setattr(now, fact, value)
    if now.household_id != home:
        now.moved_at = timezone.now()
    now.version = seen + 1
    now.save()
    audit.record("member.corrected", about=now, by=by, fields=facts)
    return now


class Changed(Exception):
    """Somebody else changed the record meanwhile. Carries it as it is now."""

    def __init__(self, now: FamilyMember) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.now = now


class AgreedMeanwhile(Exception):
    """Somebody else agreed how a carer is reached. Carries the rule that holds now."""

    def __init__(self, now: SafeContact | None) -> None:
        super().__init__("Somebody else agreed this meanwhile.")
        self.now = now


def relate(
    one: FamilyMember, tie: str, other: FamilyMember, *, by: Actor, since: str = "", until: str = ""
) -> Relationship:
    """Write what one person is to another: "one is a parent of other, since 2012"."""
    permit(policies.may_write_in_family(by, one.family))
    relationship = Relationship.objects.create(
        organisation_id=one.organisation_id,
        family_id=one.family_id,
        one=one,
        tie=tie,
        other=other,
        since=since,
        until=until,
    )
    audit.record("relationship.written", about=relationship, by=by)
    return relationship


def agree_safe_contact(
    member: FamilyMember, *, channel: str, by: Actor, also: Iterable[str] = (),
    days: Iterable[int] = (), not_before: time | None = None, not_after: time | None = None,
    hours: str = "", voicemail_is_safe: bool = False, must_not_know: str = "",
    review_on: date | None = None, seen: str | None = None,
) -> SafeContact:  # fmt: skip
    """Agree how this carer may be reached. The rule before is kept, and no longer holds.

    seen: the identifier of the rule on the writer's screen, "" where there was none;
    None where it was not written on a screen. Raises AgreedMeanwhile when another holds.
    also: other channels that are safe. days: 1 Monday to 7 Sunday; none means any.
    not_before, not_after: when a message may arrive; both or neither.
    """
    permit(policies.may_write_in_family(by, member.family))
    if seen is not None:
        FamilyMember.objects.select_for_update(of=("self",)).only("pk").get(pk=member.pk)
        now = SafeContact.objects.filter(member=member).first()
        if str(now.pk if now else "") != seen:
            raise AgreedMeanwhile(now)
    rule = SafeContact.objects.create(
        organisation_id=member.organisation_id,
        family_id=member.family_id,
        member=member,
        channel=channel,
        also=[other for other in dict.fromkeys(also) if other != channel],
        days=sorted(set(days)),
        not_before=not_before,
        not_after=not_after,
        hours=hours,
        voicemail_is_safe=voicemail_is_safe,
        must_not_know=must_not_know,
        review_on=review_on,
        agreed_by_id=by.pk,
    )
    audit.record("safe-contact.agreed", about=rule, by=by)
    return rule
