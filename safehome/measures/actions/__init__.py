"""Writing down what carers answered and what they hope for, and asking them away from us."""

from safehome.measures.actions.answers import give_answers
from safehome.measures.actions.asking import ask_at, stop_asking
from safehome.measures.actions.goals import put_differently, set_goal, turn_goal
from safehome.measures.actions.licences import end_licence, load_words, record_licence
from safehome.measures.actions.links import MadeLink, end_link, make_link, replace_link, take_in
from safehome.measures.actions.low import ask_to_check_in, write_check_in
from safehome.measures.actions.readings import say_read
from safehome.measures.actions.scores import give_scores
from safehome.measures.actions.slips import (
    Overtaken,
    correct_answers,
    correct_scores,
    set_aside,
)
from safehome.measures.actions.supervision import (
    keep_for_supervision,
    open_in_supervision,
    stop_keeping,
)

__all__ = [
    "MadeLink",
    "Overtaken",
    "ask_at",
    "ask_to_check_in",
    "correct_answers",
    "correct_scores",
    "end_licence",
    "end_link",
    "give_answers",
    "give_scores",
    "keep_for_supervision",
    "load_words",
    "make_link",
    "open_in_supervision",
    "put_differently",
    "record_licence",
    "replace_link",
    "say_read",
    "set_aside",
    "set_goal",
    "stop_asking",
    "stop_keeping",
    "take_in",
    "turn_goal",
    "write_check_in",
]
