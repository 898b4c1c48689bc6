"""How a family came, and word with it while it waited, as lines of its story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from safehome.kit.together import Facts
from safehome.referrals.models import CheckIn, Interim, Referral, ReferrerKind
from safehome.workspace.links import link
from safehome.workspace.queries.telling import Entry, when_of

CAME_BY: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "referrals": lambda facts: Referral.objects.filter(
        organisation_id=facts["organisation"], became_id=facts["family"]
    ).only("referrer_kind", "handed_in_at", "entered_at"),
    "words": lambda facts: CheckIn.objects.filter(
        organisation_id=facts["organisation"], family_id=facts["family"]
    ).only("family_id", "written_at", "interim_plan"),
}


def told_before(happened: Mapping[str, list[Any]], *, opens: bool) -> Iterator[Entry]:
    """That there was word with the family, not what was said.

    opens: whether it leads to what was said, for those who write in the record.
    """
    for referral in happened["referrals"]:
        at = referral.handed_in_at or referral.entered_at
        who = f"Referred by {ReferrerKind(referral.referrer_kind).label}"
        there = link("referrals:referral", referral.pk)
        yield Entry(at, when_of(at), "waiting", who, href=there)
    for word in happened["words"]:
        plan = f"Plan for now: {Interim(word.interim_plan).label.lower()}"
        at = word.written_at
        there = link("referrals:check-in", word.family_id) if opens else ""
        yield Entry(at, when_of(at), "waiting", "Word with the family while it waited", plan,
                    href=there, size="small")  # fmt: skip
