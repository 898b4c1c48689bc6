"""While a family waits: how soon it should begin, and word with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.models import CheckIn, Priority


def set_priority(family: Family, *, level: str, because: str, by: Actor) -> Priority:
    """Say how soon a waiting family should begin, and why. What was said before is kept."""
    permit(policies.may_set_priority(by, family))
    if not because.strip():
        permit(deny("Write why, so that the turn can be explained."))
    priority = Priority.objects.create(
        organisation_id=family.organisation_id, family=family, level=level, because=because,
        set_by_id=by.pk,
    )  # fmt: skip
    audit.record("family.priority-set", about=priority, by=by)
    return priority


def check_in(
    family: Family, *, happened_on: date, how_they_are: str, each_child: Mapping[UUID, str],
    interim_plan: str, next_on: date, by: Actor, interim_plan_words: str = "",
) -> CheckIn:  # fmt: skip
    """Write down word with a waiting family. The family must be open.

    each_child: a word on every child, by member. next_on: when somebody is next in touch.
    """
    permit(policies.may_check_in(by, family))
    if happened_on > timezone.localdate():
        permit(deny("This day has not come yet. Write it down once you have spoken."))
    if next_on < happened_on:
        permit(deny("The next day comes after this one. Check the date."))
    written = CheckIn.objects.create(
        organisation_id=family.organisation_id, family=family, happened_on=happened_on,
        how_they_are=how_they_are,
        each_child=json.dumps({str(pk): word for pk, word in each_child.items()}),
        interim_plan=interim_plan, interim_plan_words=interim_plan_words, next_on=next_on,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("family.checked-in", about=written, by=by)
    return written
