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
from safehome.measures.queries.links import link_for, links_of, waiting_for
from safehome.measures.queries.low import check_in_for, check_ins_waiting, done_of

__all__ = [
    "Change",
    "GoalSeen",
    "Together",
    "answered_at_start",
    "answered_in",
    "answers_in",
    "answers_of",
    "carer_for",
    "check_in_for",
    "check_ins_waiting",
    "current_goals",
    "done_of",
    "goals_of",
    "link_for",
    "links_of",
    "together",
    "waiting_for",
]
