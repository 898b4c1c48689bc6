"""A letter called back at the very moment at which somebody else reads, raises a flag or sends."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from safehome.informing import actions, queries
from safehome.informing.models import Letter
from safehome.notices.models import Held, Notice
from safehome.vault.keyring import open_family
from tests.informing.test_write_letter import act, flag, time_passes, write


@pytest.fixture
def beside(acting):
    """`beside(person, action, letter)`: the same, in another request at the same time."""
    running: list[threading.Thread] = []

    def start(work):
        faults: list[BaseException] = []

        def run():
            try:
                work()
            except BaseException as fault:
                faults.append(fault)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        running.append(thread)
        return thread, faults

    yield start
    for thread in running:
        thread.join(10)
        assert not thread.is_alive()


def waits_for_a_lock(superuser):
    """Until some request waits for another one's row."""
    for _ in range(200):
        waiting = superuser.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        ).fetchone()[0]
        if waiting:
            return
        threading.Event().wait(0.02)
    raise AssertionError("Nobody waits.")


@pytest.mark.feature("NEW6")
@pytest.mark.fault
def test_called_back_while_it_is_checked_it_does_not_go(
    cast, acting, apart, superuser, send, posted, beside
):
    flag(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", "email")
    with acting(cast.ben) as by:
        open_family(apart.pk, purpose="test")
        actions.check_letter(queries.letter_for(by, letter.pk), by=by)
        recalling, faults = beside(lambda: act(acting, cast.amina, actions.recall_letter, letter))
        waits_for_a_lock(superuser)
    recalling.join(10)
    assert faults == []

    time_passes(superuser, letter)
    assert send() == {}
    assert posted.raw == []
    with acting(cast.amina):
        now = Letter.objects.get(pk=letter.pk)
        assert now.recalled_at is not None
        assert Notice.objects.get(pk=now.notice_id).recalled_at is not None


@pytest.mark.fault
def test_a_message_its_letter_no_longer_has_never_goes(
    cast, acting, apart, superuser, send, posted
):
    """Even where the letter alone was called back: the database looks as it goes."""
    letter = write(acting, cast.amina, apart, "pat", "email")
    superuser.execute(
        "UPDATE informing_letter SET recalled_at = now(), recalled_by_id = written_by_id"
    )
    time_passes(superuser, letter)
    assert send() == {"held": 1}
    assert posted.raw == []
    with acting(cast.amina):
        notice = Notice.objects.get(pk=letter.notice_id)
        assert (notice.held_because, notice.handing_at) == (Held.CALLED_BACK, None)
        assert notice.recalled_at is not None


@pytest.mark.fault
def test_a_flag_and_a_recall_at_once_wait_for_each_other_in_one_order(
    cast, acting, apart, superuser, beside
):
    """Held in different orders, one of them would be thrown out by the database."""
    letter = write(acting, cast.amina, apart, "pat", "email")
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        # As the worker, or somebody who calls it back, begins: with the message.
        Notice.objects.select_for_update(of=("self",)).only("pk").get(pk=letter.notice_id)
        flagging, faults = beside(lambda: flag(acting, cast, apart))
        waits_for_a_lock(superuser)
        actions.recall_letter(queries.letter_for(by, letter.pk), by=by)
    flagging.join(10)
    assert faults == []


@pytest.mark.fault
def test_checked_while_it_is_handed_over_it_does_not_go_twice(
    cast, acting, apart, superuser, send, posted
):
    """A flag raised too late, and then a second person who reads it."""
    letter = write(acting, cast.amina, apart, "pat", "email")
    time_passes(superuser, letter)
    superuser.execute("UPDATE notices_notice SET handing_at = now()")
    flag(acting, cast, apart)
    act(acting, cast.ben, actions.check_letter, letter)
    with acting(cast.amina):
        assert Notice.objects.count() == 1


def test_what_may_have_gone_is_not_sent_anew_by_reading_it(
    cast, acting, apart, superuser, send, posted
):
    letter = write(acting, cast.amina, apart, "pat", "email")
    flag(acting, cast, apart)
    superuser.execute("UPDATE notices_notice SET held_because = 'perhaps'")
    act(acting, cast.ben, actions.check_letter, letter)
    with acting(cast.amina):
        assert Notice.objects.count() == 1
    assert act(acting, cast.amina, actions.recall_letter, letter).recalled_at
    with pytest.raises(PermissionDenied, match="already"):
        act(acting, cast.amina, actions.recall_letter, letter)
