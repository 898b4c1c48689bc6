"""What stands around a session on its pages, in one statement: who is in the family and how to
reach them, what flies, what was agreed, what stands in the plan for home, what is asked besides
the pack, and where the journey was left. A list is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.journeys.models import CarerWords, ChildLine, Session
from safehome.journeys.queries.asked import taking_part_in
from safehome.journeys.queries.banner import READS, of_family
from safehome.kit.together import Facts, Together
from safehome.measures.queries.licences import chosen_to_ask
from safehome.plans.queries import exempted, holding_at_home, lines_at_home, newest_at_home

type Found = Mapping[str, list[Any]]


def _before(facts: Facts) -> QuerySet[Session]:
    """The last signed session of the same journey."""
    signed = Session.objects.signed().filter(**of_family(facts), journey_id=facts["journey"])
    return signed.exclude(pk=facts["session"]).order_by("-held_on", "-number")[:1]


FAMILY: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    **{name: READS[name] for name in ("rules", "flags", "said", "decided")},
    "members": lambda facts: FamilyMember.objects.filter(**of_family(facts), left_on=None),
}
JOURNEY: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "carers": lambda facts: taking_part_in([facts["journey"]]),
    "before": _before,
    "words": lambda facts: CarerWords.objects.filter(
        **of_family(facts), session_id__in=_before(facts).values("pk")
    ),
    "lines": lambda facts: ChildLine.objects.filter(
        **of_family(facts), session__journey_id=facts["journey"]
    ).order_by("session__held_on", "session__number"),
    "plans": lambda facts: newest_at_home([facts["family"]]),
    "plan_lines": lambda facts: lines_at_home([facts["family"]]),
    "held": lambda facts: holding_at_home([facts["family"]]),
    "exemptions": lambda facts: exempted([facts["family"]]),
    "besides": lambda facts: chosen_to_ask(facts["organisation"], on=facts["today"]),
}
AROUND_SESSION = Together(**FAMILY, **JOURNEY)


def around_session(session: Session) -> Found:
    return AROUND_SESSION.read(
        family=session.family_id, organisation=session.organisation_id,
        journey=session.journey_id, session=session.pk, today=timezone.localdate(),
    )  # fmt: skip
