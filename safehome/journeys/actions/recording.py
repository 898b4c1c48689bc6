"""Signing what happened in a session: whole, once, and added to afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.drafts.actions import remove
from safehome.journeys import policies, rules
from safehome.journeys.actions.planning import Changed, locked
from safehome.journeys.models import (
    Addition,
    Attendance,
    CarerWords,
    ChildLine,
    ComponentDone,
    Session,
)
from safehome.journeys.queries.recording import to_record
from safehome.journeys.rules import Missing, SessionRecord
from safehome.kit.records import insert_together
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans.actions import note_sign
from safehome.plans.models import Why


class Incomplete(Exception):
    """A record that may not be signed yet. Carries everything it lacks, in order."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("; ".join(one.message for one in missing))
        self.missing = tuple(missing)


def sign_session(session: Session, *, record: SessionRecord, seen: int, by: Actor) -> Session:
    """Sign off a session: everything that happened, written once.

    Refuses with Incomplete while anything is missing, above all while a child of
    the family has neither a line nor a reason; and the first one until home has a
    plan that holds, or a manager answers for its absence. Raises Changed when the session
    was moved meanwhile. Its draft is removed. An amber or red sign makes every plan of the
    family due to be looked at from now on. The family must be open.
    """
    now = to_record(by, session.pk, holding=True)
    session = now.session
    permit(
        policies.may_sign_session(
            by, session, accredited=now.accredited, cover=now.cover, on=record.held_on
        )
    )
    if session.version != seen:
        raise Changed(session)
    asked = now.asked_on(record.held_on)
    missing = rules.what_is_missing(record, asked, today=timezone.localdate())
    if missing:
        raise Incomplete(missing)
    _write_parts(session, record, asked)
    session.held_on = record.held_on
    session.minutes = record.minutes
    session.setting = record.setting
    session.wellbeing = record.wellbeing
    session.support_challenge = record.support_challenge
    session.support_challenge_note = record.support_challenge_note
    session.worries, session.sign = record.worries, record.sign
    session.home_activity = record.home_activity
    session.next_step = record.next_step
    session.self_rating = {name: record.self_rating[name] for name in rules.STANCE}
    session.signed_at = timezone.now()
    session.signed_by_id = by.pk
    session.version += 1
    session.save()
    remove(now.draft, family=session.journey.family, by=by)
    audit.record("session.signed", about=session, by=by)
    if session.sign in rules.SIGNS:
        note_sign(session.journey.family, why=Why.SIGN, by=by)
    return session


def add_to_session(session: Session, *, text: str, sign: str = "", by: Actor) -> Addition:
    """Add a note to a signed session: a correction, or something remembered.

    sign: one of `Sign`, where a child's safety is in it or is said not to be.
    """
    session = locked(session)
    permit(policies.may_add_to_session(by, session))
    if not text.strip():
        raise Incomplete([Missing("text", "Write what you want to add")])
    addition = Addition.objects.create(
        organisation_id=session.organisation_id,
        family_id=session.family_id,
        session=session,
        text=text,
        sign=sign,
        added_by_id=by.pk,
    )
    audit.record("session.added-to", about=addition, by=by)
    if sign in rules.SIGNS:
        note_sign(session.journey.family, why=Why.SIGN, by=by)
    return addition


def _write_parts(session: Session, record: SessionRecord, asked: rules.Asked) -> None:
    """Only what was asked is written: a name in the form that is not, is not one of ours."""
    bound = {
        "organisation_id": session.organisation_id,
        "family_id": session.family_id,
        "session_id": session.pk,
    }
    insert_together(
        [
            Attendance(
                carer_id=pk,
                outcome=record.attendance[pk],
                without_agreement=record.without_agreement.get(pk, "")
                if pk in asked.without_agreement and record.attendance[pk] in rules.CAME
                else "",
                **bound,
            )
            for pk in asked.carers
        ],
        [
            CarerWords(carer_id=pk, words=record.words[pk], **bound)
            for pk in asked.carers
            if record.words.get(pk, "").strip()
        ],
        [
            ComponentDone(
                component=pk,
                delivery=record.components[pk].delivery,
                why=record.components[pk].why,
                keeps_to_model=record.components[pk].keeps_to_model,
                **bound,
            )
            for pk in asked.components
        ],
        [
            ChildLine(
                child_id=pk,
                line=record.children[pk].line,
                no_line="" if record.children[pk].line.strip() else record.children[pk].no_line,
                **bound,
            )
            for pk in asked.children
        ],
    )
