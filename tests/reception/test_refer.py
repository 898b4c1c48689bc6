"""Referring a family without an account: from the first page to handing in."""

from __future__ import annotations

import pytest
from django.utils import timezone

from safehome.referrals.rules import working_days_after
from tests.reception.conftest import Referrer


@pytest.mark.feature("REF1", "REF2")
def test_it_works(referrer: Referrer, superuser) -> None:
    assert "Refer a family" in referrer.browser.get("/harbour/").text
    assert referrer.starts().status_code == 200
    assert referrer.reference
    assert "In progress" not in referrer.browser.get("/harbour/tasks/").text

    referrer.writes_all()
    tasks = referrer.browser.get("/harbour/tasks/").text
    assert tasks.count("Done") == 7
    check = referrer.browser.get("/harbour/check/").text
    assert "Carol Quillfeather" in check
    assert "Tuesday 4 March 2014" in check

    answer = referrer.browser.post("/harbour/check/", follow=True)
    assert answer.redirect_chain == [("/harbour/handed-in/", 302)]
    assert referrer.reference in answer.text
    assert superuser.execute("SELECT count(*) FROM referrals_started").fetchone() == (0,)
    assert superuser.execute("SELECT reference, urgency FROM referrals_arrival").fetchone() == (
        referrer.reference, "soon",
    )  # fmt: skip


def test_ring_today_is_answered_with_the_next_time_somebody_is_at_work(
    referrer: Referrer, superuser
) -> None:
    referrer.starts()
    referrer.writes_all()
    referrer.answers("when/1/soon", urgency="today", why="Tonight they are all at home.")

    said = referrer.browser.post("/harbour/check/", follow=True).text

    (by,) = superuser.execute("SELECT answer_by FROM referrals_following").fetchone()
    today = timezone.localdate()
    assert by in (today, working_days_after(today, 1, nation="england"))
    assert ("<strong>today</strong>" in said) == (by == today)
    assert "If it cannot wait until then, ring us" in said
