"""Messages on their way, and those that did not go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.families.queries import contact_rules, rule_of
from safehome.families.rules import Why, may_contact, next_time
from safehome.measures.models import LinkEnded, PrivateLink
from safehome.notices.carriers import is_carried
from safehome.notices.models import Held, Notice, NoticeKind, Sender
from safehome.notices.policies import CARRIED, may_be_carried, may_reach_member
from safehome.notices.wording import SENDER
from safehome.people.access import Actor

SEALED = tuple(f"private_link__{name}" for name in ("sheet", "written", "box", "public_key"))
# The private link that it carries was used, or ended by somebody who knew of it.
SETTLED = Q(private_link__sent_at__isnull=False) | Q(
    private_link__ended_because__in=[one.value for one in LinkEnded if one != LinkEnded.RUN_OUT]
)


def notice_for(person: Actor, pk: UUID) -> Notice:
    """One message, or 404."""
    found = Notice.objects.select_related("family", "member", "professional").defer("box")
    return get_object_or_404(found, pk=pk, organisation_id=person.organisation_id)


def notices_of(family: Family) -> QuerySet[Notice]:
    """A family's messages, newest first, without what is in their boxes."""
    return (
        Notice.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("member", "professional", "written_by", "recalled_by", "private_link")
        .defer("box", *SEALED)
    )


def did_not_go(person: Actor) -> QuerySet[Notice]:
    """Messages that were held back and wait for somebody to look. Row security says whose.

    Nobody need look at one whose private link has done its work, or is not wanted any more; nor
    whoever may not know of the link, and so could not make it anew.
    """
    return (
        Notice.objects.filter(
            organisation_id=person.organisation_id,
            held_at__isnull=False,
            recalled_at=None,
            sent_at=None,
        )
        .exclude(SETTLED)
        .exclude(kind=NoticeKind.PRIVATE_LINK, private_link__made_at__isnull=True)
        .select_related("family", "member", "professional")
        .defer("box")
        .order_by("held_at")
    )


def sender_of(organisation: UUID) -> str:
    """The name that messages of this organisation come from."""
    found = Sender.objects.filter(organisation_id=organisation).first()
    return found.name if found else SENDER


@dataclass(frozen=True)
class Way:
    """A way by which a message can be carried to somebody: when it would go, or why it may not.

    carried: whether anybody was chosen to carry such messages from this service at all.
    """

    channel: str
    goes: datetime | None = None
    reason: str = ""
    carried: bool = True


def ways_to(member: FamilyMember, *, at: datetime | None = None) -> list[Way]:
    """How a message may reach a member by their rule, from a moment on. The family must be open."""
    rule = rule_of(contact_rules(member.family).get(member.pk))
    wanted = timezone.localtime(at or timezone.now())
    found = []
    for channel in CARRIED:
        reaches = may_reach_member(member, channel)
        verdict = may_contact(rule, channel, wanted)
        if not is_carried(channel):
            found.append(Way(channel, reason=may_be_carried(channel).reason, carried=False))
        elif not verdict and verdict.why is not Why.TIME:
            found.append(Way(channel, reason=verdict.reason))
        elif not reaches:
            found.append(Way(channel, reason=reaches.reason))
        else:
            found.append(Way(channel, goes=next_time(rule, channel, wanted) if rule else None))
    return found


def not_carried() -> list[str]:
    """Why no message of some kind can be sent from this service; empty where all can."""
    return [verdict.reason for one in CARRIED if not (verdict := may_be_carried(one))]


def of_links(organisation: UUID, links: Iterable[UUID]) -> QuerySet[Notice]:
    """Messages that carry these private links."""
    return Notice.objects.filter(organisation_id=organisation, private_link__in=links).defer("box")


def of_link(link: PrivateLink) -> QuerySet[Notice]:
    """Messages that carry a private link's address, newest first."""
    return Notice.objects.filter(
        organisation_id=link.organisation_id, family_id=link.family_id, private_link_id=link.pk
    ).defer("box")


def on_its_way(link: PrivateLink) -> QuerySet[Notice]:
    """Messages with a private link that can still be called back or set aside."""
    under_way = Q(handing_at__isnull=False, held_at=None)
    return of_link(link).filter(sent_at=None, recalled_at=None).exclude(under_way)


def messages_about(link: PrivateLink) -> int:
    """How many messages about a link's questions went, may have gone, or are on their way."""
    return Notice.objects.filter(
        Q(held_at=None) | Q(held_because=Held.PERHAPS),
        organisation_id=link.organisation_id, family_id=link.family_id,
        kind=NoticeKind.PRIVATE_LINK, recalled_at=None, private_link__carer_id=link.carer_id,
        private_link__journey_id=link.journey_id, private_link__point=link.point,
    ).count()  # fmt: skip
