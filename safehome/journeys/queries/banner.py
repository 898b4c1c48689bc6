"""Who a page is about: names, ages, needs, flags and how to reach them, at the top of it.

The layout draws this wherever a family is open (`config/navigation.py` gives it the way here),
so that no page can forget it. Pages that read the family anyway pass what they read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from safehome.agreements.queries import decided_of, said_of, taking_part_of
from safehome.agreements.telling import marks
from safehome.design.words import listed
from safehome.entries.models import Flag
from safehome.entries.queries import Raised, flags_in_words
from safehome.families.models import CarerKind, Family, FamilyMember, Need, SafeContact
from safehome.families.queries import LANGUAGES, in_order, newest_rules
from safehome.families.telling import rule_in_words
from safehome.kit.addresses import address_of
from safehome.kit.together import Facts, Together
from safehome.people.access import Actor
from safehome.people.endpoints import Request, declared
from safehome.vault.keyring import first_opened


@dataclass(frozen=True)
class Chip:
    text: str
    colour: str = "grey"


@dataclass(frozen=True)
class Banner:
    """What components/cards.html draws as a banner."""

    title: str
    href: str
    lines: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    rule: str = ""
    flags: tuple[Raised, ...] = ()


def of_family(facts: Facts) -> dict[str, object]:
    """What every record of the family is found by."""
    return {"organisation_id": facts["organisation"], "family_id": facts["family"]}


# What a banner is made of, read in one statement; the same names in whatever else reads it.
READS: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "family": lambda facts: Family.objects.filter(
        pk=facts["family"], organisation_id=facts["organisation"]
    ),
    "members": lambda facts: FamilyMember.objects.filter(**of_family(facts)),
    "rules": lambda facts: SafeContact.objects.filter(**of_family(facts)),
    "flags": lambda facts: Flag.objects.filter(**of_family(facts), ended_at=None).order_by(
        "raised_at"
    ),
    "said": lambda facts: said_of(facts["family"], facts["organisation"]),
    "decided": lambda facts: decided_of(facts["family"], facts["organisation"]),
}
BANNER = Together(**READS)


def banner_of_page(request: Request) -> Banner | None:
    """The banner of the family that this page is about: the one that it opened first.

    None for pages about nobody. One statement, and no key: the family is open already.
    """
    match = request.resolver_match
    how = declared(match.func) if match else None
    if how is None or not how.family:
        return None
    family = first_opened()
    return banner_of(request.actor, family) if family else None


def banner_of(person: Actor, family: UUID) -> Banner | None:
    """The banner of an open family, as far as this person sees it. One statement."""
    found = BANNER.read(family=family, organisation=person.organisation_id)
    return banner_from(found["family"][0], found) if found["family"] else None


def banner_from(family: Family, found: Mapping[str, list[Any]]) -> Banner:
    """The banner, from what READS name, however else it was read. No statement."""
    here = [one for one in in_order(found["members"]) if one.left_on is None]
    on = timezone.localdate()
    rules = newest_rules(found["rules"])
    told = [
        rule_in_words(one, rules[one.pk]).rstrip(".") for one in here if one.pk in rules
    ]  # fmt: skip
    return Banner(
        f"{family.name} · {family.reference}", address_of("workspace:family", family.pk),
        tuple(_lines(here, on)), (*_amiss(here, found, on), *_needs(here)),
        f"How to reach them. {'. '.join(told)}." if told else "",
        tuple(flags_in_words((one for one in found["flags"] if one.ended_at is None), today=on)),
    )  # fmt: skip


def _lines(here: Iterable[FamilyMember], on: date) -> Iterable[str]:
    """Carers in one line, other adults in another, children in a third."""
    carers, others, children = [], [], []
    for one in here:
        if one.is_carer:
            carers.append(one.name + _aside(CarerKind(one.carer_kind).label.lower()))
        elif one.is_child:
            children.append(one.called + _aside(age_in_words(one, on=on)))
        else:
            others.append(one.name)
    for what, names in (("Carers", carers), ("Other adults", others), ("Children", children)):
        if names:
            yield f"{what}: {listed(names)}"


def _aside(words: str) -> str:
    return f" ({words})" if words else ""


def _amiss(
    here: Iterable[FamilyMember], found: Mapping[str, list[Any]], on: date
) -> Iterable[Chip]:
    """What is amiss in taking part: nothing while every carer has agreed."""
    carers = {one.pk: one.called for one in here if one.is_carer}
    said = taking_part_of(found["said"], found["decided"], carers=carers, on=on)
    return [Chip(*mark) for mark in marks(said, carers)]


def _needs(here: Iterable[FamilyMember]) -> Iterable[Chip]:
    told = ((one.called, needs_in_words(one)) for one in here)
    return [Chip(f"{called}: {needs}", "blue") for called, needs in told if needs]


def needs_in_words(member: FamilyMember) -> str:
    """Their language, unless it is English, and what makes things work for them."""
    needs = [Need(need).label for need in member.needs]
    if member.language != "en":
        needs.insert(0, LANGUAGES.get(member.language, member.language))
    if member.needs_note:
        needs.append(member.needs_note)
    return ", ".join(needs)


def age_in_words(member: FamilyMember, *, on: date) -> str:
    """A child's full years; empty for adults, and where the birth date is not known."""
    if not member.birth_date or not member.is_child:
        return ""
    born = date.fromisoformat(member.birth_date)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return str(years) if years else "under 1"
