"""Agreements that somebody should look at: ending soon, taken back, answered differently."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from safehome.agreements.models import Agreement, Purpose, Resolution, Said
from safehome.agreements.rules import TOUCHES_THE_OTHER, WAITING_QUESTIONS
from safehome.design.words import counted, short_day
from safehome.families.queries import assigned_to
from safehome.kit.together import Facts
from safehome.people.access import Actor
from safehome.people.models import Role

LATELY = timedelta(days=30)
NO = (Said.REFUSED, Said.WITHDRAWN)


def agreements_to_look_at(person: Actor, facts: Facts) -> QuerySet[Agreement]:
    """Last answers that end within 30 days or ended lately, were taken back, or differ.

    Mine; a supervisor's teams'; and for a manager whatever waits to be decided.
    `differs` says that another carer agreed and nobody decided. Not what is asked while a
    family waits: nobody chases that. facts: the days `today`, `lately` and `soon`.
    """
    org = person.organisation_id
    same = Agreement.objects.filter(organisation_id=org, purpose=OuterRef("purpose"))
    another = same.filter(
        Q(until=None) | Q(until__gte=facts["today"]),
        family_id=OuterRef("family_id"),
        said=Said.GIVEN,
    ).exclude(carer_id=OuterRef("carer_id"))
    decided = Resolution.objects.filter(
        organisation_id=org, family_id=OuterRef("family_id"), purpose=OuterRef("purpose"),
        decided_at__gte=OuterRef("written_at"),
    )  # fmt: skip
    differs = Q(
        Exists(another.filter(~Exists(_later(org)))), ~Exists(decided), said__in=NO,
        purpose__in=TOUCHES_THE_OTHER,
    )  # fmt: skip
    ends = Q(said=Said.GIVEN, until__range=(facts["lately"], facts["soon"]))
    back = Q(said=Said.WITHDRAWN, said_on__gte=facts["lately"])
    mine = Q(assigned_to(person))
    wanted = mine & (ends | back | differs)
    if person.has(Role.SUPERVISOR) and not person.has(Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER):
        wanted = ends | back | differs  # row security shows the teams they lead, and no more
    elif person.has(Role.MANAGER):
        wanted |= differs
    return (
        # The first of these is what the indexes answer; the others narrow it.
        Agreement.objects.filter(ends | Q(said__in=NO), organisation_id=org, carer__left_on=None)
        .filter(wanted, ~Exists(_later(org)))
        .exclude(purpose=WAITING_QUESTIONS)
        .annotate(differs=ExpressionWrapper(differs, output_field=BooleanField()))
        .select_related("family", "carer")
        .only(
            "family_id", "carer_id", "purpose", "said", "said_on", "until", "family__name",
            "carer__name", "carer__known_as", "carer__family_id",
        )
        .order_by("said_on", "pk")
    )  # fmt: skip


def _later(organisation: UUID) -> QuerySet[Agreement]:
    """Whether the same carer said something to the same purpose since."""
    return Agreement.objects.filter(
        Q(said_on__gt=OuterRef("said_on"))
        | Q(said_on=OuterRef("said_on"), written_at__gt=OuterRef("written_at")),
        organisation_id=organisation, carer_id=OuterRef("carer_id"), purpose=OuterRef("purpose"),
    )  # fmt: skip


def in_lines(rows: list[Agreement]) -> list[tuple[str, UUID, date]]:
    """A sentence for each carer and each thing that happened; the families must be open."""
    grouped: dict[tuple[UUID, UUID, str], list[Agreement]] = defaultdict(list)
    for row in rows:
        what = "ends" if row.said == Said.GIVEN else "differs" if row.differs else "back"  # type: ignore[attr-defined]
        grouped[row.family_id, row.carer_id, what].append(row)
    return [
        (f"{some[0].family.name}: {_sentence(what, some)}", family, _day(some[0]))
        for (family, _, what), some in grouped.items()
    ]


def _day(row: Agreement) -> date:
    return row.until if row.said == Said.GIVEN and row.until else row.said_on


def _sentence(what: str, some: list[Agreement]) -> str:
    who, purposes = some[0].carer.called, {row.purpose for row in some}
    taking = Purpose.TAKING_PART in purposes
    about = "taking part" if taking else Purpose(some[0].purpose).label.lower()
    if len(purposes) > 1:
        about += f" and {counted(len(purposes) - 1, 'other thing')}"
    if what == "differs":
        return f"the carers answer differently, {about}. {who} says no"
    if what == "back":
        return f"{who} took back {about}"
    ended = _day(some[0]) < timezone.localdate()
    verb = "ran out" if ended else "runs out"
    return f"{who}’s agreement {verb} {short_day(_day(some[0]))}: {about}"
