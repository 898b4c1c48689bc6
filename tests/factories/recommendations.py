"""Recommendations for tests, made by the real action."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from safehome.people.access import Actor
from safehome.recommendations.actions import recommend
from safehome.recommendations.models import Recommendation


def make_recommendation(by: Actor, **said: Any) -> Recommendation:
    """Open, due in thirty days, seen to by whoever wrote it."""
    today = timezone.localdate()
    usual: dict[str, Any] = {
        "found": "Few carers answered again at the end", "source": "report",
        "recommends": "Practise asking the questions aloud", "from_whom": "Report of the spring",
        "made_on": today, "area": "training", "indicator": "answered",
        "modules": ["practitioner/the-session"], "to_do": "An hour in the next team day.",
        "owner": by.pk, "due_on": today + timedelta(days=30),
    }  # fmt: skip
    return recommend(by=by, **usual | said)
