from safehome.measures.models.answers import Answers, AnswerWords, Help, Mode, Point
from safehome.measures.models.goals import Goal, GoalRating, GoalTurn, GoalWording, Turn
from safehome.measures.models.licences import InstrumentAsked, InstrumentLicence, InstrumentWording
from safehome.measures.models.links import LinkEnded, PrivateLink
from safehome.measures.models.low import CheckInAsked, CheckInDone
from safehome.measures.models.readings import Reading
from safehome.measures.models.slips import Done, Slip, Why
from safehome.measures.models.supervision import ForSupervision, SupervisionFirst

__all__ = [
    "AnswerWords",
    "Answers",
    "CheckInAsked",
    "CheckInDone",
    "Done",
    "ForSupervision",
    "Goal",
    "GoalRating",
    "GoalTurn",
    "GoalWording",
    "Help",
    "InstrumentAsked",
    "InstrumentLicence",
    "InstrumentWording",
    "LinkEnded",
    "Mode",
    "Point",
    "PrivateLink",
    "Reading",
    "Slip",
    "SupervisionFirst",
    "Turn",
    "Why",
]
