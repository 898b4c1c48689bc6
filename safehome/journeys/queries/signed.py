"""A signed session, as it was signed, with what was added since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safehome.journeys.models import (
    Addition,
    Attendance,
    AttendanceOutcome,
    CarerWords,
    ChildLine,
    ComponentDone,
    Delivery,
    NoLineReason,
    Session,
)
from safehome.journeys.queries.asked import pack_session_of
from safehome.journeys.rules import STANCE


@dataclass(frozen=True)
class Done:
    title: str
    delivery: str
    colour: str
    why: str


@dataclass(frozen=True)
class Added:
    text: str
    by: str
    at: datetime
    sign: str = ""


@dataclass(frozen=True)
class Signed:
    """Everything written of one session, in the order of the record."""

    title: str
    signed_by: str
    attended: tuple[tuple[str, str, str], ...]  # name, outcome, how it came without agreement
    components: tuple[Done, ...]
    words: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, str, bool], ...]  # name, words, whether it is a line
    ratings: tuple[tuple[str, int], ...]
    additions: tuple[Added, ...]


COLOURS = {Delivery.DELIVERED: "green", Delivery.ADAPTED: "blue", Delivery.LEFT_OUT: "grey"}


def signed_view(session: Session) -> Signed:
    """The record for reading. The family must be open. Five queries."""
    plan = pack_session_of(session)
    titles = {step.id: step.title for step in plan.components} if plan else {}
    done = {one.component: one for one in ComponentDone.objects.filter(session=session)}
    lines = ChildLine.objects.filter(session=session).select_related("child").order_by("id")
    people = Attendance.objects.filter(session=session).select_related("carer").order_by("id")
    words = CarerWords.objects.filter(session=session).select_related("carer").order_by("id")
    added = Addition.objects.filter(session=session).select_related("added_by")
    return Signed(
        title=plan.title if plan else "An extra session",
        signed_by=session.signed_by.name if session.signed_by else "",
        attended=tuple(
            (one.carer.called, AttendanceOutcome(one.outcome).label, one.without_agreement)
            for one in people
        ),
        components=tuple(_done(title, done[pk]) for pk, title in titles.items() if pk in done),
        words=tuple((one.carer.called, one.words) for one in words),
        children=tuple(
            (one.child.called, one.line or NoLineReason(one.no_line).label, not one.no_line)
            for one in lines
        ),
        ratings=tuple(
            (words, session.self_rating[name])
            for name, words in STANCE.items()
            if name in session.self_rating
        ),
        additions=tuple(
            Added(one.text, one.added_by.name, one.added_at, one.sign) for one in added
        ),
    )


def _done(title: str, one: ComponentDone) -> Done:
    why = one.why
    if one.keeps_to_model is not None:
        why += " Keeps to the model." if one.keeps_to_model else " Departs from the model."
    delivery = Delivery(one.delivery)
    return Done(title, delivery.label, COLOURS[delivery], why)
