from safehome.measures.models.answers import Answers, AnswerWords, Help, Mode, Point
from safehome.measures.models.goals import Goal, GoalRating, GoalTurn, GoalWording, Turn

__all__ = [
    "AnswerWords",
    "Answers",
    "Goal",
    "GoalRating",
    "GoalTurn",
    "GoalWording",
    "Help",
    "Mode",
    "Point",
    "Turn",
]
