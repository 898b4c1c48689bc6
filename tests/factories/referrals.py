"""Referrals for tests, made by the real actions.

with acting(cast.mo) as by:
    referral = make_referral(by, urgency="today")     # handed in, and being considered
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.referrals import actions
from safehome.referrals.body import Body
from safehome.referrals.models import Referral
from safehome.referrals.opening import opening_of
from safehome.referrals.queries.arrivals import body_of
from safehome.referrals.writing import Writing


def a_body(*, name: str = "Marlow", urgency: str = "ordinary", **changed: Any) -> Body:
    """A whole referral; changed: sections to say otherwise."""
    said: dict[str, Any] = {
        "referrer": {"name": "Wren Social", "agency": "Northtown", "kind": "social-care",
                     "role": "Social worker", "phone": "01632 960321"},
        "urgency": {"urgency": urgency, "safe_now": "yes"},
        "carers": [{"name": f"Carol {name}", "kind": "birth", "phone": "01632 960001"}],
        "children": [
            {"name": f"Jay {name}", "birth_date": date(2014, 3, 4), "displayed": True},
            {"name": f"Mina {name}", "age": 8, "harmed": True, "sibling": True},
        ],
        "behaviour": {"kinds": ["touch"], "when": "month", "where": ["home"]},
        "therapy": {"status": "planned", "provider": "Northtown children’s team"},
        "telling": {"carers_agree": "yes"},
    }  # fmt: skip
    return Body.model_validate(said | changed)


def make_referral(by: Actor, **said: Any) -> Referral:
    """Taken down by telephone and handed in; open for the rest of the transaction."""
    referral = actions.take_down(by=by)
    actions.hand_in_taken_down(referral, Writing(body=a_body(**said)), nation="england", by=by)
    return referral


def make_suitable(referral: Referral, *, by: Actor, therapy: str = "planned") -> None:
    """Looked for, and decided with a yes. by: somebody who leads on safeguarding."""
    actions.note_look(referral, looked="nothing", looked_through=0, because="", by=by)
    actions.decide_suitability(
        referral, decision="yes", criteria={"behaviour": "met"}, therapy=therapy, by=by
    )


def make_waiting(by: Actor, team: UUID, **said: Any) -> Family:
    """A family opened from its referral, which waits. by: a safeguarding lead."""
    referral = make_referral(by, **said)
    make_suitable(referral, by=by)
    return actions.open_family_from(
        referral, opening_of(body_of(referral)), team=team, level="in-turn",
        because="As the referral says", interim_plan="none", interim_words="",
        next_on=timezone.localdate() + timedelta(days=7), by=by,
    )  # fmt: skip
