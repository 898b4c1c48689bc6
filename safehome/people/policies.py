"""Who may do what to staff and to ways of signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.models import Person, Role

if TYPE_CHECKING:
    from safehome.people.access import Actor

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def may_sign_out_everywhere(by: Actor, account: UUID) -> Verdict:
    if not Person.objects.filter(pk=by.pk, account_id=account).exists():
        return deny("You can only sign yourself out.")
    return ALLOW
