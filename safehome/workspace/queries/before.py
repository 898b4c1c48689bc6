"""How a family came, and word with it while it waited, as lines of its story."""

from __future__ import annotations

from collections.abc import Iterator

from safehome.families.models import Family
from safehome.referrals.models import Interim
from safehome.referrals.queries.waiting import referrals_of, words_while_waiting
from safehome.workspace.links import link
from safehome.workspace.queries.telling import Entry, when_of


def told_before(family: Family) -> Iterator[Entry]:
    """That there was word with the family, not what was said."""
    for referral in referrals_of(family):
        at = referral.handed_in_at or referral.entered_at
        who = f"Referred by {referral.get_referrer_kind_display()}"
        there = link("referrals:referral", referral.pk)
        yield Entry(at, when_of(at), "waiting", who, href=there)
    for word in words_while_waiting(family):
        plan = f"Plan for now: {Interim(word.interim_plan).label.lower()}"
        at = word.written_at
        yield Entry(at, when_of(at), "waiting", "Word with the family while it waited", plan,
                    size="small")  # fmt: skip
