"""A carer’s own goals: set, put differently, reached or left. Rows are only added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.models import Answers, Goal, GoalRating, GoalTurn, GoalWording, Turn
from safehome.measures.queries.goals import GoalSeen, current_goals, goals_of
from safehome.measures.rules import LONGEST, free_place
from safehome.people.access import Actor
from safehome.programme.shapes import Questionnaire


@transaction.atomic
def set_goal(
    carer: FamilyMember, words: str, *, journey: UUID, on: date, by: Actor, place: int | None = None
) -> GoalWording:
    """Write down something a carer hopes for. The family must be open.

    place: which of the three; the first free one unless it is said. Raises
    PermissionDenied where three are open, or the place is taken, and ValueError for
    no words or too many.
    """
    permit(policies.may_enter_answers(by, carer))
    text = _text(words)
    _one_at_a_time(carer)
    taken = {one.goal.place for one in current_goals(
        carer.organisation_id, journey=journey, carer=carer.pk)}  # fmt: skip
    place = place or free_place(taken)
    if place is None or place in taken:
        raise PermissionDenied(
            "There are three goals already. Mark one as reached or left before adding another."
        )
    goal = Goal.objects.create(
        organisation_id=carer.organisation_id, family_id=carer.family_id, carer=carer,
        journey_id=journey, place=place, set_on=on, written_by_id=by.pk,
    )  # fmt: skip
    wording = _word(goal, text, on=on, by=by)
    audit.record("goal.set", about=goal, by=by, fields=("words",))
    return wording


@transaction.atomic
def put_differently(goal: Goal, words: str, *, on: date, by: Actor) -> GoalWording:
    """Keep new words for a goal beside those it had, with what was said of them.

    Gives back the words as they are where nothing changed. Raises PermissionDenied
    for a goal that is reached or left, and ValueError for no words or too many.
    """
    permit(policies.may_enter_answers(by, goal.carer))
    text = _text(words)
    _one_at_a_time(goal.carer)
    seen = _seen(goal)
    if not seen.is_open:
        raise PermissionDenied("This goal is not asked about any more. Take it up again first.")
    if seen.words == text:
        return seen.wordings[-1]
    wording = _word(goal, text, on=on, by=by)
    audit.record("goal.put-differently", about=goal, by=by, fields=("words",))
    return wording


@transaction.atomic
def turn_goal(goal: Goal, what: str, *, on: date, by: Actor) -> GoalTurn:
    """Write that a goal was reached, left or taken up again; all of its numbers stay.

    Raises PermissionDenied where that says nothing new, or where three others are
    open now.
    """
    permit(policies.may_enter_answers(by, goal.carer))
    turn = Turn(what)
    _one_at_a_time(goal.carer)
    seen = _seen(goal)
    if seen.is_open == (turn == Turn.AGAIN):
        raise PermissionDenied("This was written already, perhaps in another window.")
    if turn == Turn.AGAIN:
        there = current_goals(goal.organisation_id, journey=goal.journey_id, carer=goal.carer_id)
        if goal.place in {one.goal.place for one in there}:
            raise PermissionDenied(
                "Another goal has its place now. Mark that one as reached or left first, or add"
                " this one anew."
            )
    turned = GoalTurn.objects.create(
        organisation_id=goal.organisation_id, family_id=goal.family_id, goal=goal,
        carer_id=goal.carer_id, what=turn, on=on, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("goal.turned", about=goal, by=by, fields=("what",))
    return turned


def rate_goals(
    answers: Answers, carer: FamilyMember, asked: Questionnaire, words: Mapping[str, str], *,
    by: Actor,
) -> None:  # fmt: skip
    """Tie the numbers just given to the goals they are of, in the words these have.

    words: for each place, under the pack's open item, words for a goal that is not
    there yet, or other words for the one that is; empty means the same as before.
    A number in a place that has no goal is refused with ValueError.
    """
    _one_at_a_time(carer)
    there = {one.goal.place: one for one in current_goals(
        answers.organisation_id, journey=answers.journey_id, carer=carer.pk)}  # fmt: skip
    lines: Sequence[str] = [one.id for one in asked.open]
    for place, item in enumerate((one.id for one in asked.items), start=1):
        text = words.get(lines[place - 1], "").strip() if place <= len(lines) else ""
        goal = there.get(place)
        if goal is None and not text:
            if item in answers.given:
                raise ValueError(f"{item}: there is no goal in this place to give a number to.")
            continue
        if goal is None:
            wording = set_goal(
                carer, text, journey=answers.journey_id, on=answers.given_on, by=by, place=place
            )
        elif text:
            wording = put_differently(goal.goal, text, on=answers.given_on, by=by)
        else:
            wording = goal.wordings[-1]
        GoalRating.objects.create(
            organisation_id=answers.organisation_id, family_id=answers.family_id,
            answers=answers, goal_id=wording.goal_id, wording=wording, carer=carer, item=item,
        )  # fmt: skip


def _text(words: str) -> str:
    text = words.strip()
    if not text:
        raise ValueError("A goal has words.")
    if len(text) > LONGEST:
        raise ValueError(f"A goal is said in {LONGEST} letters or fewer.")
    return text


def _one_at_a_time(carer: FamilyMember) -> None:
    """Two people who write a carer's goals at once do it one after the other."""
    FamilyMember.objects.select_for_update().filter(pk=carer.pk).values_list("pk").first()


def _seen(goal: Goal) -> GoalSeen:
    found = goals_of(goal.organisation_id, journey=goal.journey_id, carer=goal.carer_id)
    return next(one for one in found if one.goal.pk == goal.pk)


def _word(goal: Goal, text: str, *, on: date, by: Actor) -> GoalWording:
    return GoalWording.objects.create(
        organisation_id=goal.organisation_id, family_id=goal.family_id, goal=goal,
        carer_id=goal.carer_id, words=text, since=on, written_by_id=by.pk,
    )  # fmt: skip
