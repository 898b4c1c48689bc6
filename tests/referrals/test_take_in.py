"""Taking in what was handed in: opened by the staff alone, and sealed anew."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied

from safehome.referrals import actions
from safehome.referrals.body import Urgency
from safehome.referrals.models import Arrival, Referral
from safehome.referrals.queries import arrivals as queries
from safehome.referrals.writing import Writing
from tests.factories.referrals import a_body


def taken_in(acting, person, reference: str) -> Referral:
    with acting(person) as by:
        return actions.take_in(Arrival.objects.get(reference=reference), by=by)


def test_it_works(arrived, acting, door, superuser) -> None:
    reference, _ = arrived(urgency="today")
    with acting(door.ben) as by:
        waiting = queries.arrivals(by)
        assert [(one.reference, one.is_urgent) for one in waiting] == [(reference, True)]

    referral = taken_in(acting, door.ben, reference)

    with acting(door.ben) as by:
        found = queries.referral_for(by, referral.pk, purpose="test")
        assert queries.body_of(found).carers[0].name == "Carol Marlow"
        assert found.reference == reference
        assert queries.arrivals(by) == []
        assert [one.of for one in queries.considered(by)] == ["Carol Marlow"]
    assert superuser.execute("SELECT box FROM referrals_arrival").fetchone() == (b"",)
    verbs = {verb for (verb,) in superuser.execute("SELECT verb FROM audit_event")}
    assert {"referral.handed-in", "arrival.opened", "referral.taken-in"} <= verbs


def test_on_the_screen(arrived, signed_in, door) -> None:
    reference, _ = arrived(urgency="today")
    client = signed_in(door.ben)
    page = client.get("/referrals/").text
    assert reference in page
    assert "1 call asked for today" in client.get("/").text
    assert "asked for today" not in signed_in(door.amina).get("/").text
    assert "Somebody should ring today" in page
    address = re.search(r'action="(/referrals/arrivals/[^"]+/take-in/)"', page)[1]
    answer = client.post(address, follow=True)
    assert "Carol Marlow" in answer.text
    assert "Wren Social" in answer.text
    assert "has displayed HSB" in answer.text
    assert "already" in client.post(address, follow=True).text


def test_only_once(arrived, acting, door) -> None:
    reference, _ = arrived()
    taken_in(acting, door.ben, reference)
    with pytest.raises(PermissionDenied, match="taken in already"):
        taken_in(acting, door.mo, reference)


def test_not_by_whoever_does_not_answer_for_the_door(arrived, acting, door) -> None:
    reference, _ = arrived()
    with acting(door.mo):
        arrival = Arrival.objects.get(reference=reference)
    with pytest.raises(PermissionDenied, match="takes referrals in"), acting(door.rita) as by:
        actions.take_in(arrival, by=by)
    for stranger in (door.amina, door.dev):
        with acting(stranger):
            assert not Arrival.objects.exists()


def test_a_box_of_something_else_says_what_to_do(arrived, acting, door, superuser) -> None:
    reference, _ = arrived()
    other, _ = arrived()
    superuser.execute(
        "UPDATE referrals_arrival SET box = (SELECT box FROM referrals_arrival"
        " WHERE reference = %s) WHERE reference = %s", [other, reference],
    )  # fmt: skip
    with pytest.raises(actions.CannotBeOpened, match="by telephone"):
        taken_in(acting, door.ben, reference)
    with acting(door.ben) as by:
        assert len(queries.arrivals(by)) == 2


def test_a_new_pair_of_keys_still_opens_what_came_before(arrived, acting, door) -> None:
    from safehome.vault.intake import make_intake_key

    reference, _ = arrived()
    with acting(door.mo) as by:
        make_intake_key(by.organisation_id)
    assert taken_in(acting, door.ben, reference).reference == reference


@pytest.mark.parametrize(
    ("said", "words"),
    [("no", "Not everybody is safe"), ("not-sure", "Not sure that everybody is safe"), ("yes", "")],
)
def test_how_safe_they_are_is_said_as_the_referrer_said_it(
    acting, signed_in, door, said, words
) -> None:
    urgent = {"urgency": "ordinary", "safe_now": said}
    body = a_body().model_copy(update={"urgency": Urgency.model_validate(urgent)})
    with acting(door.ben) as by:
        referral = actions.take_down(by=by)
        actions.hand_in_taken_down(referral, Writing(body=body), nation="england", by=by)
    page = signed_in(door.ben).get(f"/referrals/{referral.pk}/").text
    red = re.findall(r'govuk-tag--red">([^<]+)<', page)
    assert red == ([words] if words else [])
