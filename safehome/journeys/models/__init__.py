from safehome.journeys.models.happened import (
    Addition,
    Attendance,
    AttendanceOutcome,
    CarerWords,
    ChildLine,
    ComponentDone,
    Delivery,
    NoLineReason,
)
from safehome.journeys.models.journey import EndingReason, Journey, JourneyCarer, LookingBack
from safehome.journeys.models.sessions import Session, SessionKind, Setting, Sign

__all__ = [
    "Addition",
    "Attendance",
    "AttendanceOutcome",
    "CarerWords",
    "ChildLine",
    "ComponentDone",
    "Delivery",
    "EndingReason",
    "Journey",
    "JourneyCarer",
    "LookingBack",
    "NoLineReason",
    "Session",
    "SessionKind",
    "Setting",
    "Sign",
]
