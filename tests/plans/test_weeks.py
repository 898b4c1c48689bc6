"""The hours of a plan: a week comes round, and a night belongs to both of its days."""

import doctest
import re

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from safehome.people.access import acting_as
from safehome.plans import weeks
from safehome.plans.models import Hand, Line
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import make_line, make_plan
from tests.plans.test_pages import text_of

FIVE = st.integers(0, 287).map(lambda step: step * 5)
SPANS = st.builds(
    lambda days, begins, long: [sorted(days), begins, begins + long],
    st.sets(st.integers(0, 6), min_size=1), FIVE, st.integers(1, 288).map(lambda step: step * 5),
)  # fmt: skip
WEEKS = st.lists(SPANS, max_size=3)


def test_the_examples_hold():
    assert doctest.testmod(weeks).failed == 0


@settings(deadline=None)
@given(SPANS)
def test_a_span_is_as_long_on_each_of_its_days(one):
    days, begins, ends = one
    assert weeks.is_a_week([one])
    long = (ends - begins) / 60
    assert len(weeks.steps_of([[days[:1], begins, ends]])) == round(long * 12)
    assert len(weeks.steps_of([one])) <= min(weeks.WEEK, round(len(days) * long * 12))


@settings(deadline=None)
@given(WEEKS)
def test_the_days_and_the_stretches_hold_every_hour_once(week):
    steps = weeks.steps_of(week)
    assert sum(weeks.hours_by_day(steps)) == pytest.approx(len(steps) / 12)
    assert all(0 <= hours <= 24 for hours in weeks.hours_by_day(steps))
    drawn = weeks.stretches(steps)
    assert all(0 <= day <= 6 and 0 <= begins < ends <= weeks.DAY for day, begins, ends in drawn)
    assert weeks.steps_of([[[day], begins, ends] for day, begins, ends in drawn]) == steps


@settings(deadline=None)
@given(WEEKS, WEEKS)
def test_who_is_alone_is_alone_for_no_more_than_all_their_hours(mine, theirs):
    found = weeks.loads({"me": mine, "you": theirs})
    both = len(weeks.steps_of(mine) & weeks.steps_of(theirs)) / 12
    for one in found.values():
        assert one.hours - one.alone == pytest.approx(both)


@pytest.mark.parametrize("week", [
    [[[0], 1260, 1260]], [[[0], 1260, 2760]], [[[0], 1440, 1500]], [[[7], 0, 60]], [[[], 0, 60]],
    [[[0], -5, 60]], "a week", [[0, 1]],
])  # fmt: skip
def test_what_is_no_week(week):
    assert not weeks.is_a_week(week)


# --- On the pages -----------------------------------------------------------------


@pytest.fixture
def made(clean, cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_family(by, cast)


@pytest.fixture
def draft(cast, acting, made):
    with acting(cast.amina) as by:
        return make_plan(by, made)


def hours_there(cast):
    """The hours of the only hand there is."""
    with acting_as(cast.amina):
        return Hand.objects.get().week


def typed(made, **more):
    carol, children = made.carers[0].pk, [one.pk for one in made.children]
    return {"text": "I sleep on the landing", "hands": [carol], "children": children,
            "closeness": "", "direction": ""} | more  # fmt: skip


@pytest.mark.feature("NEW3")
def test_a_night_counts_its_hours_and_stands_on_both_days(cast, acting, signed_in, made, draft):
    client = signed_in(cast.amina)
    there = reverse("plans:write", args=[draft.pk]) + "?section=SP5"
    night = typed(made, days=["0", "6"], begins="21:00", ends="07:00")
    assert client.post(there, night).status_code == 302

    assert hours_there(cast) == [[[0, 6], 1260, 1860]]
    page = text_of(client, "plans:load", draft.pk)
    assert "Carol: 20 hours a week, all of them alone." in page
    assert "Mon and Sun, 21:00 to 7:00 the next day" in page
    figures = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "Carol 10 7 – – – – 3 20 20" in figures

    with acting(cast.amina):
        pk = Line.objects.get().pk
    line = client.get(reverse("plans:line", args=[pk])).content.decode()
    assert 'value="21:00"' in line
    assert 'value="07:00"' in line


def test_the_same_time_twice_is_no_night(cast, signed_in, made, draft):
    there = reverse("plans:write", args=[draft.pk]) + "?section=SP5"
    twice = typed(made, days=["0"], begins="21:00", ends="21:00")
    said = signed_in(cast.amina).post(there, twice).content.decode()
    assert "another time than when it begins" in said


def test_hours_that_were_not_touched_stay_each_persons_own(cast, acting, signed_in, made, draft):
    """A task that was moved to somebody has hours of its own; other words do not take them."""
    own = [[[0], 930, 1200], [[5], 600, 720]]
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        line = make_line(by, draft, "I sit with them", hands={made.carers[0].pk: own})
    client, there = signed_in(cast.amina), reverse("plans:line", args=[line.pk])
    same = typed(made, days=["0"], begins="15:30", ends="20:00", seen=1)
    assert client.post(there, same | {"text": "I sit beside them"}).status_code == 302
    assert hours_there(cast) == own

    other = same | {"seen": 2, "ends": "19:00"}
    assert client.post(there, other).status_code == 302
    assert hours_there(cast) == [[[0], 930, 1140]]


def test_hours_that_no_week_has_are_not_written(cast, acting, made, draft):
    with acting(cast.amina) as by, pytest.raises(ValueError, match="no week"):
        make_line(by, draft, "All day", hands={made.carers[0].pk: [[[9], 0, 60]]})
