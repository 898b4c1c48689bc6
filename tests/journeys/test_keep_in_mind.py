"""Who to keep in mind: the child of whom nothing was written lately."""

import pytest

from safehome.families import actions as families
from safehome.journeys import queries
from safehome.journeys.rules import ChildRecord
from safehome.vault.keyring import open_family
from tests.factories.families import sessions_of, sign_whole


@pytest.mark.feature("NEW1")
def test_a_child_without_a_line_lately_is_named_with_the_rule(cast, acting, made, journey):
    jay, mina = made.children
    with acting(cast.amina) as by:
        for session in sessions_of(journey)[:2]:
            lines = {jay.pk: ChildRecord("Well."), mina.pk: ChildRecord("", "not-time")}
            sign_whole(session, by=by, children=lines)
        (told,) = queries.keep_in_mind(queries.around_session(sessions_of(journey)[2]))
    assert told.name == "Mina"
    assert "the last 2 sessions" in told.why


def test_a_child_who_came_later_is_not_counted_as_forgotten(cast, acting, made, journey):
    with acting(cast.amina) as by:
        sign_whole(sessions_of(journey)[0], by=by)
        families.add_member(made.family, name="Baby Marlow", is_child=True, by=by)
        open_family(made.pk, purpose="test")
        assert queries.keep_in_mind(queries.around_session(sessions_of(journey)[1])) == ()
