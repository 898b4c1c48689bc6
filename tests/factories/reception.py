"""The public door in a test: its own middleware, addresses and database role.

visitor = Visitor()                 # a browser nobody is signed in with
with standing_at_reception(): ...   # its database role, for a moment
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client, override_settings

from safehome.audit.ledger import audited
from safehome.people.access import acting_as
from safehome.people.models import Person
from safehome.referrals import actions
from safehome.referrals.entrance import enter
from tests.cluster import LOCAL
from tests.factories.referrals import a_body

AS_RECEPTION = {
    "DOOR": "reception", "ROOT_URLCONF": "safehome.config.doors.reception",
    "MIDDLEWARE": settings.RECEPTION_MIDDLEWARE,
}  # fmt: skip


@contextmanager
def standing_at_reception() -> Iterator[None]:
    """This process as the public door: its role in the database, its addresses and no other."""
    own = connections["default"]
    word = (LOCAL / "test-secrets" / "password-sh_reception").read_text().strip()
    options = {key: value for key, value in own.settings_dict["OPTIONS"].items() if key != "pool"}
    theirs = type(own)(
        {**own.settings_dict, "USER": "sh_reception", "PASSWORD": word, "OPTIONS": options},
        alias="default",
    )
    connections["default"] = theirs
    try:
        with override_settings(**AS_RECEPTION):
            yield
    finally:
        theirs.close()
        connections["default"] = own


class Visitor(Client):
    """A browser at the public door."""

    def request(self, **asked: Any) -> Any:
        with standing_at_reception():
            return super().request(**asked)


def open_front_door(manager: Person, **said: Any) -> None:
    with acting_as(manager) as by:
        actions.set_front_door(
            by=by,
            **{"is_open": True, "answer_within_days": 3, "words": "", "phone": "01632 960100"}
            | said,
        )


def make_arrival(code: str = "harbour", **said: Any) -> tuple[str, str]:
    """Hand a referral in at the public door; returns its reference and code."""
    with standing_at_reception(), audited():
        entrance = enter(code)
        assert entrance is not None
        begun = actions.begin_referral(by=entrance)
        actions.hand_in(begun.started, a_body(**said), by=entrance)
        return begun.started.reference, begun.code
