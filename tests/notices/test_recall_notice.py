"""Calling a message back: until it has gone, and never after."""

import pytest
from django.core.exceptions import PermissionDenied

from safehome.notices import actions
from safehome.notices.models import Notice
from tests.notices.test_queue_notice import queue


@pytest.mark.feature("NEW19")
def test_it_works(cast, acting, made, send, posted):
    notice = queue(acting, cast.amina, made, channel="email")
    with acting(cast.amina) as by:
        assert actions.recall_notice(notice, by=by).recalled_by_id == by.pk

    assert send() == {}
    assert posted.raw == []


def test_what_has_gone_is_gone(cast, acting, made, send):
    notice = queue(acting, cast.amina, made)
    send()
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="gone already"):
        actions.recall_notice(notice, by=by)


def test_once_is_enough(cast, acting, made):
    notice = queue(acting, cast.amina, made)
    with acting(cast.amina) as by:
        actions.recall_notice(notice, by=by)
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="already"):
        actions.recall_notice(notice, by=by)


def test_the_manager_does_not(cast, acting, made):
    notice = queue(acting, cast.amina, made)
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="Only those who work"):
        actions.recall_notice(Notice.objects.select_related("family").get(pk=notice.pk), by=by)
