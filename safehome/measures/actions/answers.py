"""Entering a carer's answers, once for each point in the journey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from safehome.agreements.policies import is_of_our_time
from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.records import insert_together
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.actions.goals import rate_goals
from safehome.measures.actions.low import ask_to_check_in
from safehome.measures.models import Answers, AnswerWords, ForSupervision, Help, Mode
from safehome.measures.queries.answers import is_answered
from safehome.measures.queries.slips import place_after
from safehome.measures.queries.supervision import kept_from_in
from safehome.measures.rules import ENGLISH, GOALS, WAITING
from safehome.people.access import Actor
from safehome.programme.instruments import scoring_of
from safehome.programme.models import PackVersion
from safehome.programme.rules import score
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument


@transaction.atomic
def give_answers(
    carer: FamilyMember, questionnaire: Questionnaire | Instrument, given: Mapping[str, int], *,
    journey: UUID, pack_version: PackVersion, point: str, mode: str, on: date, by: Actor,
    help: str = Help.NONE, words: Mapping[str, str] | None = None, kept_from: UUID | None = None,
    language: str = ENGLISH,
) -> Answers:  # fmt: skip
    """Keep and score a carer's answers, or a practitioner's own about working with them.

    questionnaire: with its words, or an instrument that is scored without them.
    given: item → answer on the questionnaire's scale; an item not answered is
    left out. words: open item → what was written; the family must be open for
    them. Of goals they are the goals' words (`rate_goals`). Refuses a second set for
    the same point, unless the first was set aside: answers stay as given. Raises
    ValueError for an answer off the scale. All of it is kept or none. kept_from: whose
    work it is about, where the carer was told that it goes to supervision first;
    otherwise as it is decided now.
    journey: the family's own id while it waits, and then the carer must have agreed; the
    family must be open. language: in which the questions stood before them.
    """
    permit(policies.may_enter_answers(by, carer))
    if point == WAITING and journey == carer.family_id and mode != Mode.LINK:
        permit(is_of_our_time(carer.family, on))
        # What a carer sent by a link, they sent while they agreed to be asked.
        permit(policies.has_agreed_while_waiting(carer, on, timezone.localdate()))
    kept_from = kept_from or kept_from_in(journey, carer.organisation_id, questionnaire)
    permit(policies.may_enter_feedback(by, about=kept_from, mode=mode))
    if is_answered(carer, journey=journey, questionnaire=questionnaire.id, point=point):
        raise PermissionDenied("These questions were already answered for this point in time.")
    scores = score(scoring_of(questionnaire), given)
    version, after = place_after(
        carer, journey=journey, questionnaire=questionnaire.id, point=point
    )
    answers = Answers(
        organisation_id=carer.organisation_id,
        family_id=carer.family_id,
        carer=carer,
        journey_id=journey,
        pack_version=pack_version,
        questionnaire=questionnaire.id,
        point=point,
        mode=mode,
        help=help,
        language=language,
        given_on=on,
        given=dict(given),
        scores={**scores.subscales, "total": scores.total},
        entered_by_id=by.pk,
        kept_from_id=kept_from,
        version=version,
        after_id=after,
    )
    insert_together([answers])  # and read nothing back: it may be kept from whoever enters it
    if questionnaire.id == GOALS and isinstance(questionnaire, Questionnaire):
        rate_goals(answers, carer, questionnaire, words or {}, by=by)
        words = {}  # they are the goals' own words, and kept with them
    for item, text in (words or {}).items():
        if text.strip():
            AnswerWords.objects.create(
                organisation_id=carer.organisation_id, family_id=carer.family_id, answers=answers,
                carer=carer, item=item, words=text.strip(),
            )  # fmt: skip
    if kept_from is not None:
        # Last: from now on its own writer may not see it any more.
        ForSupervision.objects.create(
            organisation_id=carer.organisation_id, family_id=carer.family_id, answers=answers,
            carer=carer, journey_id=journey, questionnaire=questionnaire.id, point=point,
            about_id=kept_from,
        )  # fmt: skip
    audit.record("answers.given", about=answers, by=by, fields=given)
    ask_to_check_in(answers, questionnaire, by=by)
    return answers
