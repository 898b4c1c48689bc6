"""Moving a session, and adding one beside those of the programme."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.journeys import actions, queries
from safehome.journeys.models import SessionKind
from tests.factories.families import sessions_of, sign_whole


def test_it_moves_one_and_leaves_the_others(cast, acting, journey):
    with acting(cast.amina) as by:
        _, second, *_ = before = sessions_of(journey)
        later = second.planned_for + timedelta(days=2)
        actions.replan_session(second, planned_for=later, setting="video", seen=1, by=by)
        after = sessions_of(journey)
        assert after[1].planned_for == later
        assert after[1].setting == "video"
        assert [one.planned_for for one in after if one.number != 2] == [
            one.planned_for for one in before if one.number != 2
        ]


def test_a_page_that_is_old_does_not_move_it(cast, acting, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[1]
        moved = {"planned_for": timezone.now(), "setting": "home", "by": by}
        actions.replan_session(session, seen=1, **moved)
        with pytest.raises(actions.Changed):
            actions.replan_session(session, seen=1, **moved)


def test_a_recorded_session_is_not_moved(cast, acting, journey):
    with acting(cast.amina) as by:
        session = sign_whole(sessions_of(journey)[0], by=by)
        with pytest.raises(PermissionDenied, match="already been recorded"):
            actions.replan_session(
                session, planned_for=timezone.now(), setting="home", seen=2, by=by
            )


@pytest.mark.feature("SES5")
def test_an_extra_session_has_no_components_and_can_be_signed(cast, acting, journey):
    with acting(cast.amina) as by:
        extra = actions.add_extra_session(
            journey, planned_for=timezone.now(), setting="phone", by=by
        )
        assert (extra.number, extra.kind) == (14, SessionKind.EXTRA)
        signed = sign_whole(sessions_of(journey)[13], by=by)
        assert signed.components.count() == 0


def test_on_the_page(cast, journey, signed_in, acting):
    with acting(cast.amina):
        session = sessions_of(journey)[4]
    page = reverse("journeys:replan-session", kwargs={"pk": session.pk})
    filled = {"planned_for": "2027-03-04T11:30", "setting": "office", "seen": "1"}
    assert signed_in(cast.amina).post(page, filled).status_code == 302
    with acting(cast.amina):
        assert timezone.localtime(sessions_of(journey)[4].planned_for).hour == 11
    extra = reverse("journeys:add-extra-session", kwargs={"pk": journey.pk})
    assert signed_in(cast.amina).post(extra, filled).status_code == 302


def test_what_is_today_and_what_is_late(cast, acting, journey):
    with acting(cast.amina) as by:
        today = timezone.localdate()
        assert [one.number for one in queries.sessions_today(by, on=today)] == [
            one.number
            for one in sessions_of(journey)
            if timezone.localtime(one.planned_for).date() == today
        ]
        late = queries.sessions_to_record(by, before=timezone.now() - timedelta(days=1))
        assert [one.number for one in late] == [1, 2, 3]
    with acting(cast.ben) as by:
        assert not queries.sessions_today(by, on=today).exists(), "Amina leads it, not Ben"
