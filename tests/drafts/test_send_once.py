"""Sending once: pressed twice, a button counts once."""

from contextlib import suppress

from safehome.drafts import actions
from safehome.kit.ids import new_id


def test_it_works(cast, acting):
    key = new_id()
    with acting(cast.amina) as by:
        assert actions.send_once(key, led_to="/there/", by=by) is None
    with acting(cast.amina) as by:
        assert actions.send_once(key, led_to="/elsewhere/", by=by) == "/there/"


def test_when_the_first_fails_the_second_counts(cast, acting):
    key = new_id()
    with suppress(RuntimeError), acting(cast.amina) as by:
        actions.send_once(key, led_to="/there/", by=by)
        raise RuntimeError
    with acting(cast.amina) as by:
        assert actions.send_once(key, led_to="/there/", by=by) is None


def test_keys_are_each_persons_own(cast, acting):
    key = new_id()
    with acting(cast.amina) as by:
        actions.send_once(key, led_to="/there/", by=by)
    with acting(cast.ben) as by:
        assert actions.send_once(key, led_to="/here/", by=by) is None
