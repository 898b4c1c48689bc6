"""A page asks the database as often for a large family as for a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.families import make_family, make_journey, sessions_of, sign_whole

SMALL = {"carers": ("Carol",), "children": ("Jay",)}
LARGE = {"carers": ("Carol", "Dan", "Eve"), "children": ("Jay", "Mina", "Theo", "Ada", "Lou")}


@pytest.mark.parametrize("page", ["journey", "prepare-session", "record-session", "session"])
def test_the_number_does_not_grow(cast, acting, signed_in, page):
    asked = []
    for members, held in ((SMALL, 1), (LARGE, 4)):
        with acting(cast.amina) as by:
            journey = make_journey(by, make_family(by, cast, **members))
            sessions = sessions_of(journey)
            for session in sessions[:held]:
                sign_whole(session, by=by)
        about = {"journey": journey.pk, "session": sessions[0].pk}.get(page, sessions[held].pk)
        browser = signed_in(cast.amina)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(reverse(f"journeys:{page}", kwargs={"pk": about}))
        assert answer.status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1], asked
    assert asked[1] <= 25, asked
