"""Scores that were worked out elsewhere: kept without a word or an answer of the instrument."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.actions.low import ask_to_check_in
from safehome.measures.models import Answers, Help, Mode
from safehome.measures.queries.slips import place_after
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.programme.shapes.instruments import Instrument


@transaction.atomic
def give_scores(
    carer: FamilyMember, instrument: Instrument, scores: Mapping[str, float | None], *,
    journey: UUID,
    pack_version: PackVersion, point: str, on: date, by: Actor,
) -> Answers:  # fmt: skip
    """Keep an instrument's scores at one point, as its own paper or site gave them.

    scores: part or "total" → score, checked by the form's rules. Of an instrument whose
    items are scores themselves (SDQ) the items are kept and the total follows. Refuses a
    second set for the same point. Low scores ask for a check-in as answers do.
    """
    permit(policies.may_enter_answers(by, carer))
    asked = Answers.objects.filter(
        organisation_id=carer.organisation_id, journey_id=journey, carer=carer,
        questionnaire=instrument.id, point=point,
    )  # fmt: skip
    if asked.exists():
        raise PermissionDenied("These scores were already written for this point in time.")
    version, after = place_after(
        carer, journey=journey, questionnaire=instrument.id, point=point
    )  # fmt: skip
    answers = Answers.objects.create(
        organisation_id=carer.organisation_id, family_id=carer.family_id, carer=carer,
        journey_id=journey, pack_version=pack_version, questionnaire=instrument.id, point=point,
        mode=Mode.PAPER, help=Help.NONE, given_on=on, given={}, scores=dict(scores),
        entered_by_id=by.pk, version=version, after_id=after,
    )  # fmt: skip
    audit.record("answers.given", about=answers, by=by, fields=("scores",))
    ask_to_check_in(answers, instrument, by=by)
    return answers
