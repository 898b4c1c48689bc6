"""What is asked when, and what a change may be called. No Django in sight."""

from safehome.measures.rules.change import in_words, said
from safehome.measures.rules.goals import GOALS, LONGEST, MOST, Rated, free_place, how_close
from safehome.measures.rules.points import (
    code_of,
    number_in,
    order_of,
    point_in_words,
    session_point,
)
from safehome.measures.rules.schedule import Due, Held, Moment, State, Way, due_for

__all__ = [
    "GOALS",
    "LONGEST",
    "MOST",
    "Due",
    "Held",
    "Moment",
    "Rated",
    "State",
    "Way",
    "code_of",
    "due_for",
    "free_place",
    "how_close",
    "in_words",
    "number_in",
    "order_of",
    "point_in_words",
    "said",
    "session_point",
]
