"""Who a page is about: names, ages, needs and the safe-contact rule, at its top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from safehome.agreements.queries import taking_part_of
from safehome.agreements.telling import marks
from safehome.design.words import listed
from safehome.entries.queries import Raised, flags_in_words
from safehome.families.models import Family, FamilyMember, Need, SafeContact
from safehome.families.queries import rule_in_words
from safehome.journeys.queries.around import Found, around_family


@dataclass(frozen=True)
class Chip:
    text: str
    colour: str = "grey"


@dataclass(frozen=True)
class Banner:
    """What components/cards.html draws as a banner."""

    title: str
    lines: tuple[str, ...]
    chips: tuple[Chip, ...]
    rule: str
    flags: tuple[Raised, ...] = ()


def banner_of(family: Family, around: Found | None = None) -> Banner:
    """The banner of a family. The family must be open. One statement, or what was read already."""
    found = around_family(family) if around is None else around
    members: list[FamilyMember] = found["members"]
    today = timezone.localdate()
    carers = [member.called for member in members if member.is_carer]
    children = [f"{one.called}{_aged(one, today)}" for one in members if one.is_child]
    lines = [f"Carers: {listed(carers)}"] if carers else []
    lines += [f"Children: {listed(children)}"] if children else []
    named = {one.pk: one.called for one in members if one.is_carer}
    said = taking_part_of(found["said"], found["decided"], carers=named, on=today)
    chips = (
        *(Chip(*mark) for mark in marks(said, named)),
        *(
            Chip(f"{one.called}: {Need(need).label.lower()}", "blue")
            for one in members
            for need in one.needs
        ),
        *(Chip(f"{one.called}: {one.needs_note}", "blue") for one in members if one.needs_note),
    )
    return Banner(
        f"{family.name} · {family.reference}", tuple(lines), chips,
        _rule(found["rules"], members), tuple(flags_in_words(found["flags"])),
    )  # fmt: skip


def age(member: FamilyMember, *, on: date) -> int | None:
    """Full years, None when the birth date is not known."""
    if not member.birth_date:
        return None
    born = date.fromisoformat(member.birth_date)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _aged(member: FamilyMember, today: date) -> str:
    years = age(member, on=today)
    return "" if years is None else f" ({years})"


def _rule(rules: Iterable[SafeContact], members: Sequence[FamilyMember]) -> str:
    newest: dict[object, SafeContact] = {}
    for rule in rules:
        newest.setdefault(rule.member_id, rule)
    told = []
    for member in members:
        holds = newest.get(member.pk)
        if holds is not None:
            told.append(rule_in_words(member, holds).rstrip("."))
    return f"How to reach them. {'. '.join(told)}." if told else ""
