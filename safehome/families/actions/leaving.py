"""Somebody leaves a family, a home is given up; and either is taken back."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.design.words import listed
from safehome.families import policies
from safehome.families.actions.opening import Changed
from safehome.families.models import Departure, FamilyMember, Household
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor


def leave_family(
    member: FamilyMember, *, on: date, because: str, seen: int, by: Actor
) -> Departure:
    """Write that somebody left. From then on they are not written to, nor asked about.

    on: their last day. seen: the version on the writer's screen. Raises Changed when
    it has moved on. Nothing written of them goes.
    """
    permit(policies.may_write_in_family(by, member.family))
    now = FamilyMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    permit(policies.may_leave(now, on=on, because=because))
    if now.version != seen:
        raise Changed(now)
    departure = _write(Departure(member=now), now, on=on, because=because, by=by)
    now.left_on = on
    now.version += 1
    now.save(update_fields=["left_on", "version"])
    audit.record("member.left", about=departure, by=by)
    return departure


def give_up_home(household: Household, *, on: date, because: str, by: Actor) -> Departure:
    """Write that nobody of the family lives at a home any more. on: its last day.

    Refused while somebody is written as living there: say first where they live now.
    """
    permit(policies.may_write_in_family(by, household.family))
    now = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    permit(policies.may_give_up(now, on=on, because=because))
    there = FamilyMember.objects.filter(household=now, left_on=None)
    if names := [one.called for one in there]:
        permit(deny(f"{listed(names)} {'is' if len(names) == 1 else 'are'} written as living "
                    "there. Say first where they live now."))  # fmt: skip
    departure = _write(Departure(household=now), now, on=on, because=because, by=by)
    now.until = on
    now.save(update_fields=["until"])
    audit.record("home.given-up", about=departure, by=by)
    return departure


def _write(
    departure: Departure, of: FamilyMember | Household, *, on: date, because: str, by: Actor
) -> Departure:
    departure.organisation_id, departure.family_id = of.organisation_id, of.family_id
    departure.gone_on, departure.written_by_id = on, by.pk
    departure.because = because.strip()
    departure.save(force_insert=True)
    return departure


def take_back_departure(departure: Departure, *, by: Actor) -> Departure:
    """They are here again, or it was written by mistake. What was written is kept."""
    permit(policies.may_write_in_family(by, departure.family))
    now = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    if now.taken_back_at is not None:
        permit(deny("This was taken back already."))
    now.taken_back_at, now.taken_back_by_id = timezone.now(), by.pk
    now.save(update_fields=["taken_back_at", "taken_back_by"])
    if now.member_id is not None:
        member = FamilyMember.objects.select_for_update(of=("self",)).get(pk=now.member_id)
        member.left_on = None
        member.version += 1
        member.save(update_fields=["left_on", "version"])
    elif now.household_id is not None:
        Household.objects.filter(pk=now.household_id).update(until=None)
    audit.record("departure.taken-back", about=now, by=by)
    return now
