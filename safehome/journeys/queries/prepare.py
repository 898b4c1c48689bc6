"""What a practitioner reads in the car park in four minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from safehome.agreements.queries import TakingPart, taking_part_of
from safehome.agreements.telling import told
from safehome.families.models import FamilyMember, Need
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.queries.around import Found, around_session
from safehome.journeys.queries.asked import day_of, once_each, pack_session_of
from safehome.journeys.queries.asking import moments_in
from safehome.journeys.queries.in_plan import InPlan, in_plan
from safehome.journeys.queries.last_time import KeepInMind, LastTime, keep_in_mind, last_time
from safehome.journeys.queries.materials import ForCarer, materials_for
from safehome.journeys.queries.without_plan import WithoutPlan, without_plan
from safehome.measures.models import InstrumentAsked
from safehome.measures.queries import answered_at_start
from safehome.measures.queries.licences import further_of
from safehome.plans.queries import covered
from safehome.programme import shapes
from safehome.programme.instruments import instruments
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of


@dataclass(frozen=True)
class Adaptation:
    """What one person of this family needs."""

    name: str
    needs: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Prepare:
    """A session to prepare. `plan` is None for an extra one, which has no plan of its own."""

    session: Session
    title: str
    minutes: int
    aims: tuple[str, ...]
    plan: shapes.Session | None
    last: LastTime | None
    said: tuple[tuple[str, str], ...]  # a carer's name and their words last time
    keep_in_mind: tuple[KeepInMind, ...]
    adaptations: tuple[Adaptation, ...]
    materials: tuple[ForCarer, ...]
    measures: tuple[str, ...]
    not_agreed: tuple[tuple[UUID, str], ...]  # carers without an agreement in force, in words
    differ: bool  # the carers answer differently, and nobody has decided yet
    without_plan: WithoutPlan | None  # a first session, while home has no plan that holds
    in_plan: InPlan | None  # the sections of the family's plan that it builds up


def prepare_view(session: Session, around: Found | None = None, *, writes: bool = True) -> Prepare:
    """Everything on one page. The family must be open. One statement, or what was read already.

    writes: whether the reader may write in the family's record.
    """
    found = around_session(session) if around is None else around
    plan = pack_session_of(session)
    pack = pack_of(session.journey.pack_version)
    parts = once_each(found["carers"], on=max(day_of(session), session.journey.started_on))
    carers = [one.carer for one in parts]
    said = taking_part_of(
        found["said"], found["decided"], carers=[carer.pk for carer in carers],
        on=timezone.localdate(),
    )  # fmt: skip
    before = last_time(found)
    names = {carer.pk: carer.called for carer in carers}
    return Prepare(
        session=session,
        title=plan.title if plan else "An extra session",
        minutes=plan.minutes if plan else 60,
        aims=tuple(pack.manifest.aims[aim] for aim in plan.aims) if plan else (),
        plan=plan,
        last=before,
        said=tuple(
            (names.get(pk, "A carer"), words) for pk, words in before.words.items()
        ) if before else (),
        keep_in_mind=keep_in_mind(found),
        adaptations=_adaptations([*carers, *(one for one in found["members"] if one.is_child)]),
        materials=materials_for(pack, plan.number, carers) if plan else (),
        measures=(
            *(pack.questionnaire(one).title for one in (plan.measures if plan else ())),
            *(_besides(session, plan, pack, found["besides"]) if plan else ()),
            *_at_the_start(session, parts),
        ),
        not_agreed=_not_agreed(carers, said),
        differ=said.is_blocked,
        without_plan=without_plan(session, cover=covered(found["held"], found["exemptions"])),
        in_plan=in_plan(
            plan, pack, found["plans"], found["plan_lines"], family=session.family_id,
            writes=writes,
        ),
    )  # fmt: skip


def _not_agreed(carers: list[FamilyMember], said: TakingPart) -> tuple[tuple[UUID, str], ...]:
    """Those without an agreement today: to be asked again before you meet."""
    return tuple(
        (one.pk, f"{one.called}: {told(said.standings[one.pk]).text.lower()}")
        for one in carers
        if one.pk not in said.agreed
    )


def _besides(
    session: Session, plan: shapes.Session, pack: Pack, chosen: Iterable[InstrumentAsked]
) -> Iterator[str]:
    """Questionnaires that the organisation asks besides the pack, at a point in this session."""
    points = {one.code for one in moments_in(pack) if one.session == plan.number}
    if points and session.signed_at is None:
        for one in further_of(chosen):
            if points & {*one.points} and one.begins_on <= day_of(session):
                yield instruments()[one.questionnaire].title


def _at_the_start(session: Session, parts: list[JourneyCarer]) -> tuple[str, ...]:
    """Whoever joined later has a start of their own."""
    began = session.journey.started_on
    late = {one.carer_id: one.carer.called for one in parts if one.joined_on > began}
    asked = answered_at_start(session.journey_id, late) if late else frozenset()
    return tuple(f"questions at the start, {name}" for pk, name in late.items() if pk not in asked)


def _adaptations(people: list[FamilyMember]) -> tuple[Adaptation, ...]:
    return tuple(
        Adaptation(one.called, tuple(Need(need).label for need in one.needs), one.needs_note)
        for one in people
        if one.needs or one.needs_note
    )
