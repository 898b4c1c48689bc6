"""Home asks of each what is theirs: a lead sees every family, and is not asked about every one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.entries.models import Flag
from safehome.families.actions import assign_family
from safehome.journeys.models import Session
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family, make_journey
from tests.factories.plans import make_in_force
from tests.factories.records import make_flag

TODAY = timezone.localdate()
# One line of each list that is narrowed to the families somebody works with.
OF_EACH_LIST = {
    "a session that is late": "14 days late",
    "a flag": "a flag to look at again",
    "a journey not begun": "no journey yet",
    "an agreement": "agreement runs out",
    "a plan": "the plan is to be looked at again",
}


@pytest.fixture
def two(cast, acting, superuser):
    """Marlow and Okafor, with the same of everything; and Priya works with Marlow."""
    made = {}
    with acting(cast.amina) as by:
        for name in ("Marlow", "Okafor"):
            made[name] = make_family(by, cast, name=name)
            journey = make_journey(by, made[name])
            late = timezone.now() - timedelta(days=14)
            Session.objects.filter(journey=journey, number=1).update(planned_for=late)
            make_flag(by, made[name])
            make_agreement(made[name].carers[0], on=TODAY, until=TODAY + timedelta(days=9), by=by)
            make_in_force(by, made[name])
            made[f"{name} too"] = make_family(by, cast, name=f"{name} too")
        Flag.objects.update(review_on=TODAY)
    superuser.execute("UPDATE plans_plan SET look_on = %s", [TODAY - timedelta(days=3)])
    for name in ("Marlow", "Marlow too"):
        with acting(cast.mo) as by:
            open_family(made[name].pk, purpose="allocating")
            assign_family(made[name].family, person=cast.priya.pk, by=by)


@pytest.mark.feature("SES3")
def test_only_my_own_families(cast, signed_in, two):
    said = signed_in(cast.priya).get("/").text

    for what, words in OF_EACH_LIST.items():
        assert words in said, what
    assert "Marlow" in said
    assert "Okafor" not in said
    assert "Okafor" in signed_in(cast.priya).get("/families/").text, "though she sees it"


def test_not_once_the_work_has_ended(cast, signed_in, two, superuser):
    superuser.execute(
        "UPDATE families_assignment SET ended_at = now(), ended_by_id = person_id"
        " WHERE person_id = %s", [cast.priya.pk],
    )  # fmt: skip
    said = signed_in(cast.priya).get("/").text

    assert "Marlow" not in said
    assert not any(words in said for words in OF_EACH_LIST.values())
