"""A worker that dies between handing over and noting it: nothing goes twice, a person is asked."""

from __future__ import annotations

import socket
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.notices import actions, sending
from safehome.notices.models import Held, Notice
from safehome.notices.queries import did_not_go
from tests.notices.test_queue_notice import now, queue

LATER = timedelta(minutes=11)


class Killed(BaseException):
    """Stands in for a power cut: nothing of ours gets to run after it."""


@pytest.fixture
def killed_after_handing_over(send, monkeypatch):
    """A worker that hands one notice over and is gone."""

    def run():
        hand_over = sending._hand_over

        def then_die(notice):
            hand_over(notice)
            raise Killed

        monkeypatch.setattr(sending, "_hand_over", then_die)
        with pytest.raises(Killed):
            send()
        monkeypatch.setattr(sending, "_hand_over", hand_over)

    return run


@pytest.mark.feature("NEW19")
@pytest.mark.fault
def test_it_works(cast, acting, made, send, posted, killed_after_handing_over):
    notice = queue(acting, cast.amina, made, channel="email")
    killed_after_handing_over()
    assert len(posted.mails) == 1

    assert send() == {}, "not at once: another worker may be at it"
    assert send(timezone.now() + LATER) == {"held": 1}
    held = now(acting, cast, notice)
    assert (held.held_because, held.sent_at) == (Held.PERHAPS, None)
    assert send(timezone.now() + timedelta(days=2)) == {}
    assert len(posted.mails) == 1, "and never a second time"
    with acting(cast.amina) as by:
        assert [one.pk for one in did_not_go(by)] == [notice.pk]


def test_killed_before_handing_over_it_is_shown_too(cast, acting, made, send, posted, monkeypatch):
    queue(acting, cast.amina, made, channel="email")

    def die(notice):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_hand_over", die)
        with pytest.raises(Killed):
            send()
    assert send(timezone.now() + LATER) == {"held": 1}
    assert posted.raw == []


def test_somebody_says_that_they_have_it(
    cast, acting, made, send, killed_after_handing_over, signed_in
):
    notice = queue(acting, cast.amina, made)
    killed_after_handing_over()
    client = signed_in(cast.amina)
    there = reverse("workspace:informed", args=[made.pk])
    assert "Is being handed over" in client.get(there).content.decode()
    send(timezone.now() + LATER)
    assert "may have gone" in client.get("/").content.decode()
    assert "They have it" in client.get(there).content.decode()

    client.post(reverse("informing:note-gone", args=[notice.pk]))

    found = now(acting, cast, notice)
    assert found.sent_at == found.handing_at
    with acting(cast.amina) as by:
        assert not did_not_go(by).exists()
    page = client.get(there).content.decode()
    assert "They have it" not in page
    assert "cut short" not in page


def test_or_that_they_do_not_and_it_is_set_aside(
    cast, acting, made, send, killed_after_handing_over
):
    notice = queue(acting, cast.amina, made)
    killed_after_handing_over()
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="at this moment"):
        actions.recall_notice(notice, by=by)
    send(timezone.now() + LATER)
    with acting(cast.amina) as by:
        assert actions.recall_notice(notice, by=by).recalled_at


def test_only_of_what_is_unclear(cast, acting, made, send):
    notice = queue(acting, cast.amina, made)
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="Nothing is unclear"):
        actions.note_gone(notice, by=by)
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="Only those who work"):
        actions.note_gone(Notice.objects.select_related("family").get(pk=notice.pk), by=by)


@pytest.mark.fault
def test_a_line_that_breaks_after_the_words_have_gone_over_it(
    cast, acting, made, send, posted, settings
):
    """A mail server that takes every byte, and hangs up before it says that it has them."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        got: list[bytes] = []

        def serve():
            line, _ = server.accept()
            with closing(line), line.makefile("rb") as reads:
                line.sendall(b"220 hello\r\n")
                for said in reads:
                    got.append(said)
                    if said.lower().startswith(b"data"):
                        line.sendall(b"354 go on\r\n")
                    elif said == b".\r\n":
                        return
                    elif said[:4].lower() in (b"ehlo", b"mail", b"rcpt"):
                        line.sendall(b"250 ok\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        settings.MAILERS = {"default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.getsockname()[1], "timeout": 10},
        }}  # fmt: skip
        notice = queue(acting, cast.amina, made, channel="email")
        assert send() == {"held": 1}
        thread.join()
    assert b"".join(got).count(b"Please ring us") == 1
    assert now(acting, cast, notice).held_because == Held.PERHAPS
