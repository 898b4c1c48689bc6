"""Reads of answers and goals."""

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

__all__ = [
    "Change",
    "GoalSeen",
    "Together",
    "answered_at_start",
    "answered_in",
    "answers_in",
    "answers_of",
    "carer_for",
    "current_goals",
    "goals_of",
    "together",
]
