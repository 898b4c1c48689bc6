"""A letter and its message, held together while something is done with them."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from safehome.informing.models import Letter
from safehome.notices.models import Notice


class _AnotherMessage(Exception):
    """The letter was given another message between looking and holding."""


def with_its_message(letter: Letter) -> Letter:
    """The letter as it is now, held with its message until the transaction ends.

    The message first and then the letter: the order of the worker, and of the flag
    that holds letters back, so that none of them waits for another for ever. Where
    the letter has another message by now, both are let go and held anew.
    """
    message = letter.notice_id
    while True:
        with suppress(_AnotherMessage), transaction.atomic():
            if message is not None:
                _hold(message)
            now = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
            if now.notice_id != message:
                raise _AnotherMessage
            return now
        message = now.notice_id


def _hold(message: UUID) -> None:
    Notice.objects.select_for_update(of=("self",)).only("pk").get(pk=message)
