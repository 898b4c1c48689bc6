"""What was written of a family, in sentences that are read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Channel, FamilyMember, Relationship, SafeContact, Tie
from safehome.families.rules import days_in_words


@dataclass(frozen=True)
class Sentence:
    """A relationship as it is read aloud."""

    pk: UUID
    text: str
    over: bool


def sentences(ties: Iterable[Relationship], members: Iterable[FamilyMember]) -> list[Sentence]:
    """Who is what to whom: "Carol is a parent of Jay, since 2012"."""
    called = {member.pk: member.called for member in members}
    return [
        Sentence(tie.pk, sentence(called, tie), ended(tie))
        for tie in ties
        if tie.one_id in called and tie.other_id in called
    ]


def sentence(called: Mapping[UUID, str], tie: Relationship) -> str:
    words = f"{called[tie.one_id]} {Tie(tie.tie).label} {called[tie.other_id]}"
    since = f", since {tie.since}" if tie.since else ""
    until = f", until {tie.until}" if tie.until else ""
    return words + since + until


def ended(tie: Relationship) -> bool:
    """Whether what is written of it says that it is over."""
    if not tie.until:
        return False
    today = timezone.localdate().isoformat()
    return tie.until < today[: len(tie.until)] or tie.until == today


def rule_in_words(member: FamilyMember, rule: SafeContact) -> str:
    """A safe-contact rule in one sentence."""
    ways = [rule.channel, *rule.also]
    parts = [f"{member.called}: {', '.join(Channel(way).label.lower() for way in ways)}"]
    if rule.days:
        parts.append(days_in_words(rule.days))
    if rule.not_before and rule.not_after:
        parts.append(f"{rule.not_before:%H:%M} to {rule.not_after:%H:%M}")
    if rule.hours:
        parts.append(rule.hours)
    if Channel.PHONE in ways:
        parts.append("voicemail is safe" if rule.voicemail_is_safe else "leave no voicemail")
    if rule.must_not_know:
        parts.append(f"must not know: {rule.must_not_know}")
    return "; ".join(parts)
