"""Writing down what carers answered, and what they hope for."""

from safehome.measures.actions.answers import give_answers
from safehome.measures.actions.goals import put_differently, set_goal, turn_goal

__all__ = ["give_answers", "put_differently", "set_goal", "turn_goal"]
