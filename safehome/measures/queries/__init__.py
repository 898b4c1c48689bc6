"""Reads of answers and goals, and of the private links by which answers come."""

from safehome.measures.queries.answers import (
    Change,
    Together,
    answered_at_start,
    answered_in,
    answers_in,
    answers_of,
    carer_for,
    together,
)
from safehome.measures.queries.goals import GoalSeen, current_goals, goals_of
from safehome.measures.queries.links import link_for, links_of, open_link, waiting_for
from safehome.measures.queries.looking import Kind, Looked, answers_by_name, kind_of, look
from safehome.measures.queries.low import check_in_for, check_ins_waiting, done_of
from safehome.measures.queries.supervision import (
    answers_kept,
    first_in,
    kept_for,
    kept_from_in,
    kept_in,
    kept_unopened,
)

__all__ = [
    "Change",
    "GoalSeen",
    "Kind",
    "Looked",
    "Together",
    "answered_at_start",
    "answered_in",
    "answers_by_name",
    "answers_in",
    "answers_kept",
    "answers_of",
    "carer_for",
    "check_in_for",
    "check_ins_waiting",
    "current_goals",
    "done_of",
    "first_in",
    "goals_of",
    "kept_for",
    "kept_from_in",
    "kept_in",
    "kept_unopened",
    "kind_of",
    "link_for",
    "links_of",
    "look",
    "open_link",
    "together",
    "waiting_for",
]
