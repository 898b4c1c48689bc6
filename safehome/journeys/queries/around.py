"""What stands around a session on its pages, in one statement: who is in the family and how to
reach them, what flies, what was agreed, what stands in the plan for home, and where the journey
was left. A list is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from safehome.agreements.queries import decided_of, said_of
from safehome.entries.queries import flags_of
from safehome.families.models import Family, FamilyMember, SafeContact
from safehome.journeys.models import CarerWords, ChildLine, Session
from safehome.journeys.queries.asked import taking_part_in
from safehome.kit.together import Facts, Together
from safehome.plans.queries import exempted, holding_at_home, lines_at_home, newest_at_home

type Found = Mapping[str, list[Any]]


def _ours(facts: Facts) -> dict[str, object]:
    return {"organisation_id": facts["organisation"], "family_id": facts["family"]}


def _before(facts: Facts) -> QuerySet[Session]:
    """The last signed session of the same journey."""
    signed = Session.objects.signed().filter(**_ours(facts), journey_id=facts["journey"])
    return signed.exclude(pk=facts["session"]).order_by("-held_on", "-number")[:1]


FAMILY: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "members": lambda facts: FamilyMember.objects.filter(**_ours(facts), left_on=None),
    "rules": lambda facts: SafeContact.objects.filter(**_ours(facts)),
    "flags": lambda facts: flags_of(
        Family(pk=facts["family"], organisation_id=facts["organisation"])
    ),
    "said": lambda facts: said_of(facts["family"], facts["organisation"]),
    "decided": lambda facts: decided_of(facts["family"], facts["organisation"]),
}
JOURNEY: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "carers": lambda facts: taking_part_in([facts["journey"]]),
    "before": _before,
    "words": lambda facts: CarerWords.objects.filter(
        **_ours(facts), session_id__in=_before(facts).values("pk")
    ),
    "lines": lambda facts: ChildLine.objects.filter(
        **_ours(facts), session__journey_id=facts["journey"]
    ).order_by("session__held_on", "session__number"),
    "plans": lambda facts: newest_at_home([facts["family"]]),
    "plan_lines": lambda facts: lines_at_home([facts["family"]]),
    "held": lambda facts: holding_at_home([facts["family"]]),
    "exemptions": lambda facts: exempted([facts["family"]]),
}
AROUND_FAMILY, AROUND_SESSION = Together(**FAMILY), Together(**FAMILY, **JOURNEY)


def around_family(family: Family) -> Found:
    return AROUND_FAMILY.read(family=family.pk, organisation=family.organisation_id)


def around_session(session: Session) -> Found:
    return AROUND_SESSION.read(
        family=session.family_id, organisation=session.organisation_id,
        journey=session.journey_id, session=session.pk,
    )  # fmt: skip
