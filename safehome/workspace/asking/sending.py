"""A private link on its way to a carer: how it can go, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from safehome.design.words import moment
from safehome.families.models import Channel, FamilyMember
from safehome.families.queries import contact_rules
from safehome.families.telling import rule_in_words
from safehome.informing.queries.messages import HELD, how_it_stands
from safehome.measures.actions import MadeLink
from safehome.notices.actions import queue_link
from safehome.notices.models import Held, Notice
from safehome.notices.queries import of_links, ways_to
from safehome.people.access import Actor

BY = {Channel.TEXT: "text message", Channel.EMAIL: "e-mail"}
SHOW = "show"
NOBODY = (
    "nobody was chosen to carry it from this service. Show the link, or print it as a slip. "
    "Whoever runs the service can choose who carries messages."
)


@dataclass(frozen=True)
class Reach:
    """How a private link may reach a carer: what they agreed to, what that leaves, what not."""

    rule: str
    ways: list[tuple[str, str]]  # channel, and what choosing it means
    refused: list[str]
    may_agree: bool = True  # whether agreeing anew with the carer could open another way


def reach_of(carer: FamilyMember) -> Reach:
    """By which messages a link may go to a carer by their rule today. The family must be open."""
    rule = contact_rules(carer.family).get(carer.pk)
    ways: list[tuple[str, str]] = []
    refused: dict[str, list[str]] = {}
    nobody: list[str] = []
    for way in ways_to(carer):
        by = BY[Channel(way.channel)]
        if not way.carried:
            nobody.append(by)
            continue
        if way.goes is None:
            refused.setdefault(way.reason, []).append(by)
            continue
        to = carer.phone if way.channel == Channel.TEXT else carer.email
        ways.append((way.channel, f"Send it by {by} to {to}. {_when(way.goes)}"))
    said = [f"Not by {' or '.join(by)}. {reason}" for reason, by in refused.items()]
    if nobody:
        said.append(f"Not by {' or '.join(nobody)}: {NOBODY}")
    return Reach(rule_in_words(carer, rule) if rule else "", ways, said, bool(refused))


def _when(goes: datetime) -> str:
    if goes <= timezone.localtime():
        return "It goes at once"
    return f"It goes on {moment(timezone.localtime(goes))}, as they agreed"


def send_if_chosen(
    made: MadeLink, *, address: str, how: str, by: Actor
) -> Notice | None:  # fmt: skip
    """Send a link that was just made, if that was chosen; None where it is to be shown."""
    if how == SHOW:
        return None
    return queue_link(made.link, address=address, channel=how, by=by)


@dataclass(frozen=True)
class Sent:
    """How the message with a private link stands, and since or from when."""

    says: str
    colour: str
    on: str
    because: str


def sent_of(organisation: UUID, links: Iterable[UUID]) -> dict[UUID, Sent]:
    """The newest message of each private link that was sent, or was to be."""
    found: dict[UUID, Sent] = {}
    for notice in of_links(organisation, links).order_by("written_at"):
        assert notice.private_link_id is not None
        state, colour, at = how_it_stands(notice)
        by = BY[Channel(notice.channel)]
        because = str(Held(notice.held_because).label) if state in HELD else ""
        says = f"{by.capitalize()}: {state.lower()}"
        found[notice.private_link_id] = Sent(says, colour, moment(timezone.localtime(at)), because)
    return found
