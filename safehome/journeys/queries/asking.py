"""What is to be asked of the carers of a journey, and what of it is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.journeys.models import EndingReason, Journey, JourneyCarer, Session
from safehome.journeys.queries.asked import carers_of, day_of
from safehome.measures.queries import answered_in
from safehome.measures.queries.licences import further_in
from safehome.measures.rules import (
    GOALS,
    Due,
    Further,
    Held,
    Moment,
    Way,
    code_of,
    due_for,
    open_at_points,
    session_point,
)
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of

OF_SESSIONS = ("number", "pack_session", "held_on", "planned_for", "signed_at", "family_id")


def whose_day_has_come() -> Q:
    """Sessions that were held, or whose planned day is today or past in a journey that goes on."""
    tonight = timezone.localtime().replace(hour=23, minute=59, second=59)
    return Q(signed_at__isnull=False) | Q(planned_for__lte=tonight, journey__ended_at=None)


@dataclass(frozen=True)
class ToAsk:
    """One carer, with everything that is asked on their way."""

    carer: FamilyMember
    all: tuple[Due, ...]

    @property
    def now(self) -> list[Due]:
        """What can be asked now, the late ones first."""
        return sorted((one for one in self.all if one.is_open), key=lambda one: one.state != "late")


# Two packs with one fingerprint are the same, so what one asks is worked out once.
_asks: dict[str, tuple[Moment, ...]] = {}


def moments_in(pack: Pack) -> tuple[Moment, ...]:
    """The points at which a pack asks its questions, in its order."""
    found = _asks.get(pack.fingerprint)
    if found is None:
        found = _asks[pack.fingerprint] = _moments_in(pack)
    return found


def _moments_in(pack: Pack) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            code_of(one.point), one.title or one.point.replace("-", " ").capitalize(), one.session,
            one.months_after, one.measures,
        )
        for one in pack.manifest.measure_schedule
    )  # fmt: skip


def titles_of(pack: Pack) -> dict[str, str]:
    """What a pack calls its points, by their codes."""
    return {one.code: one.title for one in moments_in(pack)}


def asked_every_time(pack: Pack) -> tuple[str, ...]:
    """What a pack asks in each of its sessions: an extra one asks it as well."""
    if not pack.sessions:
        return ()
    every = set.intersection(*(set(one.measures) for one in pack.sessions))
    return tuple(name for name in pack.sessions[0].measures if name in every)


def held_of(pack: Pack, number: int, pack_session: int | None, on: date, *, written: bool) -> Held:
    """A session whose day has come, with the questions that are its own."""
    known = pack_session is not None and pack_session <= len(pack.sessions)
    own = pack.session(pack_session).measures if known and pack_session else asked_every_time(pack)
    return Held(number, pack_session, on, own, written)


def goals_point(session: Session) -> str:
    """The point at which a session asks about goals; "" where it does not, or not yet.

    The pack's own point, if it asks about goals in this session; else the session's.
    """
    pack = pack_of(session.journey.pack_version)
    if GOALS not in pack.questionnaires or day_of(session) > timezone.localdate():
        return ""
    of_pack = (
        one.code
        for one in moments_in(pack)
        if GOALS in one.measures and session.pack_session is not None
        and one.session == session.pack_session
    )  # fmt: skip
    return next(of_pack, session_point(session.number))


def way_of(part: JourneyCarer, journey: Journey, held: Sequence[Held], last: int) -> Way:
    """What the rules need to know of one carer's way."""
    ended = timezone.localdate(journey.ended_at) if journey.ended_at else None
    return Way(
        joined_on=part.joined_on, held=tuple(held), last_session=last, ended_on=ended,
        left_on=part.left_on, follows=journey.ending != EndingReason.TAKEN_BACK,
    )  # fmt: skip


def to_ask_in(
    journey: Journey,
    carers: Iterable[JourneyCarer] = (),
    further: Collection[Further] | None = None,
) -> list[ToAsk]:
    """Each carer of a journey with what is asked of them. The family must be open.

    carers: those of the journey, and further: what is asked besides its pack, where
    they were read already.
    """
    if further is None:
        further = further_in(journey.organisation_id, on=timezone.localdate())
    pack = pack_of(journey.pack_version)
    parts = list(carers) or carers_of(journey.pk)
    sessions = Session.objects.filter(journey_id=journey.pk).filter(whose_day_has_come())
    held = [
        held_of(
            pack,
            one.number,
            one.pack_session,
            one.held_on or timezone.localdate(one.planned_for),
            written=one.signed_at is not None,
        )
        for one in sessions.only(*OF_SESSIONS).order_by("number")
    ]
    given: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for carer, questionnaire, point in answered_in(journey.organisation_id, journey=journey.pk):
        given[carer].add((questionnaire, point))
    return [
        ToAsk(
            one.carer, tuple(due_of(one, journey, held, given[one.carer_id], pack, further=further))
        )
        for one in parts
    ]


def open_of(
    part: JourneyCarer, journey: Journey, held: Sequence[Held],
    answered: Collection[tuple[str, str]], *, today: date, further: Collection[Further] = (),
) -> list[Due]:  # fmt: skip
    """What one carer can be asked now at the points of the schedule, of facts that were read."""
    pack = pack_of(journey.pack_version)
    way = way_of(part, journey, held, pack.manifest.length.sessions)
    return open_at_points(way, moments_in(pack), answered, today=today, further=further)


def due_of(
    part: JourneyCarer, journey: Journey, held: Sequence[Held],
    answered: Collection[tuple[str, str]], pack: Pack, *,
    further: Collection[Further] = (),
) -> list[Due]:  # fmt: skip
    """What is asked of one carer, of facts that were read already."""
    way = way_of(part, journey, held, pack.manifest.length.sessions)
    return due_for(
        way, moments_in(pack), answered, today=timezone.localdate(), further=further
    )  # fmt: skip
