"""Entering a carer's answers, once for each point in the journey."""

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
from safehome.measures.actions.goals import rate_goals
from safehome.measures.actions.low import ask_to_check_in
from safehome.measures.models import Answers, AnswerWords, Help
from safehome.measures.rules import GOALS
from safehome.people.access import Actor
from safehome.programme.instruments import scoring_of
from safehome.programme.models import PackVersion
from safehome.programme.rules import score
from safehome.programme.shapes import Questionnaire


@transaction.atomic
def give_answers(
    carer: FamilyMember, questionnaire: Questionnaire, given: Mapping[str, int], *,
    journey: UUID, pack_version: PackVersion, point: str, mode: str, on: date, by: Actor,
    help: str = Help.NONE, words: Mapping[str, str] | None = None,
) -> Answers:  # fmt: skip
    """Keep and score a carer's answers, or a practitioner's own about working with them.

    given: item → answer on the questionnaire's scale; an item not answered is
    left out. words: open item → what was written; the family must be open for
    them. Of goals they are the goals' words (`rate_goals`). Refuses a second set for
    the same point: answers stay as given. Raises ValueError for an answer off the
    scale. All of it is kept or none.
    """
    permit(policies.may_enter_answers(by, carer))
    asked = Answers.objects.filter(
        organisation_id=carer.organisation_id, journey_id=journey, carer=carer,
        questionnaire=questionnaire.id, point=point,
    )  # fmt: skip
    if asked.exists():
        raise PermissionDenied("These questions were already answered for this point in time.")
    scores = score(scoring_of(questionnaire), given)
    answers = Answers.objects.create(
        organisation_id=carer.organisation_id,
        family_id=carer.family_id,
        carer=carer,
        journey_id=journey,
        pack_version=pack_version,
        questionnaire=questionnaire.id,
        point=point,
        mode=mode,
        help=help,
        given_on=on,
        given=dict(given),
        scores={**scores.subscales, "total": scores.total},
        entered_by_id=by.pk,
    )
    if questionnaire.id == GOALS:
        rate_goals(answers, carer, questionnaire, words or {}, by=by)
        words = {}  # they are the goals' own words, and kept with them
    for item, text in (words or {}).items():
        if text.strip():
            AnswerWords.objects.create(
                organisation_id=carer.organisation_id, family_id=carer.family_id, answers=answers,
                carer=carer, item=item, words=text.strip(),
            )  # fmt: skip
    audit.record("answers.given", about=answers, by=by, fields=given)
    ask_to_check_in(answers, questionnaire, by=by)
    return answers
