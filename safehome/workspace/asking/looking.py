"""All that one carer answered, to look at together; and what differs, for staff to talk about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from safehome.journeys.models import Journey
from safehome.journeys.queries.asked import carers_of
from safehome.journeys.queries.asking import moments_in, titles_of
from safehome.measures.models import Answers
from safehome.measures.queries import Kind, Looked, answers_by_name, kept_unopened, kind_of, look
from safehome.measures.rules import GOALS, order_of, point_in_words, to_talk_about
from safehome.programme.packs import Pack

FEEDBACK = "feedback"  # about single sessions and not about them: it has a picture of its own
OWN = "-practitioner"  # the practitioner's side of a form, line for line

type Scores = Mapping[str, float | None]


def everything(journey: Journey, carer: UUID, pack: Pack) -> list[Looked]:
    """Each questionnaire a carer answered, as the pack's schedule has them; goals and what was
    said of single sessions stand apart. The page is turned to the carer, so nothing is on it that
    still waits for supervision, whoever asks.
    """
    found = _to_look_at(journey, carer)
    scheduled = [name for moment in moments_in(pack) for name in moment.measures]
    order = [*scheduled, *pack.questionnaires, *found]
    shown = []
    for name in sorted(found, key=order.index):
        asked = pack.questionnaires.get(name)
        if name in (GOALS, FEEDBACK) or (asked is not None and asked.for_ != "carer"):
            continue
        if kind := kind_of(name, asked):
            key = f"look-{name}-{carer.hex[:8]}"
            shown.append(look(kind, found[name], titles_of(pack), key=key))
    return shown


def of_sessions(journey: Journey, carer: UUID, pack: Pack) -> Looked | None:
    """What a carer said of single sessions, one after another; None where there is nothing.

    Without words for a change: one session is not better than another, and a low number is a
    reason to ask.
    """
    said = _to_look_at(journey, carer).get(FEEDBACK, [])
    kind = kind_of(FEEDBACK, pack.questionnaires.get(FEEDBACK))
    if kind is None or not said:
        return None
    said = sorted(said, key=lambda one: order_of(one.point))
    return look(kind, said, titles_of(pack), key=f"look-{FEEDBACK}-{carer.hex[:8]}", says=False)


def _to_look_at(journey: Journey, carer: UUID) -> dict[str, list[Answers]]:
    """A carer's answers by questionnaire, less those kept for supervision and not opened yet."""
    kept = kept_unopened(journey.pk, journey.organisation_id)
    found = answers_by_name(journey.organisation_id, journey=journey.pk, carer=carer)
    left = {name: [one for one in said if one.pk not in kept] for name, said in found.items()}
    return {name: said for name, said in left.items() if said}


@dataclass(frozen=True)
class Differ:
    """The same questions, seen differently: who said what."""

    title: str
    part: str
    point: str
    said: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class ToTalkAbout:
    """Where carers differ, and where a carer and their practitioner do."""

    carers: tuple[Differ, ...]
    work: tuple[Differ, ...]


def to_talk(journey: Journey, pack: Pack) -> ToTalkAbout:
    """For staff alone: no carer sees another's answers. The family must be open."""
    scores: dict[tuple[str, str], dict[UUID, Scores]] = defaultdict(dict)
    called: dict[UUID, str] = {}
    for part in carers_of(journey.pk):
        called[part.carer_id] = part.carer.called
        by_name = answers_by_name(
            journey.organisation_id, journey=journey.pk, carer=part.carer_id
        )  # fmt: skip
        for name, answers in by_name.items():
            for one in answers:
                scores[name, one.point][part.carer_id] = one.scores
    return ToTalkAbout(
        tuple(_between_carers(scores, called, pack)), tuple(_about_the_work(scores, called, pack))
    )


def _between_carers(
    scores: Mapping[tuple[str, str], Mapping[UUID, Scores]], called: Mapping[UUID, str], pack: Pack
) -> Iterator[Differ]:
    for (name, point), by_carer in _in_order(scores):
        asked = pack.questionnaires.get(name)
        kind = kind_of(name, asked)
        own = asked is not None and asked.for_ != "carer"
        if kind is None or name in (GOALS, FEEDBACK) or own:
            continue
        said = {called[carer]: one for carer, one in by_carer.items()}
        yield from _apart(kind, point, said, pack)


def _about_the_work(
    scores: Mapping[tuple[str, str], Mapping[UUID, Scores]], called: Mapping[UUID, str], pack: Pack
) -> Iterator[Differ]:
    """A carer's form about the work beside the practitioner's own, of the same point."""
    for (name, point), by_carer in _in_order(scores):
        if f"{name}{OWN}" not in pack.questionnaires:
            continue
        kind = kind_of(name, pack.questionnaires.get(name))
        own = scores.get((f"{name}{OWN}", point), {})
        for carer, one in by_carer.items():
            if kind is not None and carer in own:
                both = {called[carer]: one, "The practitioner, of their own work": own[carer]}
                yield from _apart(kind, point, both, pack)


def _in_order[V](scores: Mapping[tuple[str, str], V]) -> list[tuple[tuple[str, str], V]]:
    return sorted(scores.items(), key=lambda row: (row[0][0], order_of(row[0][1])))


def _apart(kind: Kind, point: str, said: Mapping[str, Scores], pack: Pack) -> Iterator[Differ]:
    for part, title in kind.parts:
        numbers = [
            (who, value) for who, one in said.items() if (value := one.get(part)) is not None
        ]
        if to_talk_about([value for _, value in numbers], kind.lowest, kind.highest):
            when = point_in_words(point, titles_of(pack))
            yield Differ(kind.title, title, when, tuple(numbers))
