"""Referrals for tests, made by the real actions.

with acting(cast.mo) as by:
    referral = make_referral(by, urgency="today")     # handed in, and being considered
"""

from __future__ import annotations

from datetime import date
from typing import Any

from safehome.people.access import Actor
from safehome.referrals import actions
from safehome.referrals.body import Body
from safehome.referrals.models import Referral
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
