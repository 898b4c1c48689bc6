"""Home: answers that came by a link, and feedback that waits for supervision."""

from __future__ import annotations

import re

import pytest

from safehome.measures import actions
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.links import Carer, make_kept_feedback, make_private_link
from tests.workspace.test_statements import statements

COME = "Marlow: answers of Carol have come by a link"
WAITS = "Marlow: feedback of Carol waits for supervision"
WHO = ("amina", "noor", "ben", "sam", "mo", "priya", "rita")


def begun(cast, acting, name="Marlow"):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast, name=name))


def sends(made):
    carol = Carer(made)
    carol.begins()
    carol.answers_all(["7", *["5"] * 11])
    assert carol.sends().headers["Location"] == "/page/sent/"


def sent(cast, acting, journey):
    """Answers that came by a link, and are not taken in."""
    with acting(cast.amina) as by:
        made = make_private_link(by, journey)
    sends(made)


def home(signed_in, who):
    return signed_in(who).get("/").text


@pytest.mark.feature("MEA5")
def test_it_works(cast, acting, signed_in):
    journey = begun(cast, acting)
    with acting(cast.amina) as by:
        made = make_private_link(by, journey)
    assert COME not in home(signed_in, cast.amina), "nothing has come yet"
    sends(made)

    said = home(signed_in, cast.amina)
    assert COME in said
    assert f'href="/journeys/{journey.pk}/answers/">{COME}' in said
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        actions.take_in(made.link, by=by)
    assert COME not in home(signed_in, cast.amina)


def test_what_has_come_is_not_counted_among_what_is_to_ask(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        journey = make_journey(by, made)
    before = sets_of(home(signed_in, cast.amina))
    sent(cast, acting, journey)
    assert sets_of(home(signed_in, cast.amina)) == before - 1


def sets_of(page):
    return int(re.search(r"Marlow: Carol, [^<]*?(\d+) sets? of questions", page)[1])


def test_answers_wait_for_whoever_may_take_them_in(cast, acting, signed_in):
    sent(cast, acting, begun(cast, acting))

    seen = {who: COME in home(signed_in, getattr(cast, who)) for who in WHO}
    assert [who for who, does in seen.items() if does] == ["amina", "ben"]


def test_feedback_waits_for_whoever_reads_it_first(cast, acting, signed_in):
    journey = begun(cast, acting)
    with acting(cast.ben) as by:
        kept = make_kept_feedback(by, journey)

    seen = {who: WAITS in home(signed_in, getattr(cast, who)) for who in WHO}
    assert [who for who, does in seen.items() if does] == ["ben", "priya"]
    assert f'href="/journeys/feedback/{kept.pk}/">{WAITS}' in home(signed_in, cast.ben)
    with acting(cast.ben) as by:
        open_family(journey.family_id, purpose="test")
        actions.open_in_supervision(kept, by=by)
    assert WAITS not in home(signed_in, cast.ben)


def test_feedback_on_ones_own_work_never_waits_for_oneself(cast, acting, signed_in):
    journey = begun(cast, acting)
    journey.lead_id = cast.ben.pk  # of whose work it speaks
    with acting(cast.amina) as by:
        assert make_kept_feedback(by, journey).about_id == cast.ben.pk

    assert WAITS not in home(signed_in, cast.ben)
    assert WAITS in home(signed_in, cast.priya)


def test_many_cost_what_one_costs(cast, acting, signed_in):
    ben = signed_in(cast.ben)
    for name in ("Marlow", "Okafor", "Price"):
        journey = begun(cast, acting, name)
        sent(cast, acting, journey)
        with acting(cast.ben) as by:
            make_kept_feedback(by, journey)

        said = statements(ben, "/")
        assert len(said) <= 4, "\n".join(said)
        assert f"{name}: answers of Carol have come" in ben.get("/").text
