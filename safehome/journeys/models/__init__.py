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
from safehome.journeys.models.journey import EndingReason, Journey, JourneyCarer
from safehome.journeys.models.sessions import Session, SessionKind, Setting

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
    "NoLineReason",
    "Session",
    "SessionKind",
    "Setting",
]
