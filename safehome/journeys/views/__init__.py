from safehome.journeys.views.journeys import (
    end_journey,
    join_journey,
    journey,
    start_journey,
    summary,
)
from safehome.journeys.views.recording import record_session
from safehome.journeys.views.sessions import (
    add_extra_session,
    add_to_session,
    manual,
    prepare_session,
    print_handout,
    replan_session,
    session,
)

__all__ = [
    "add_extra_session",
    "add_to_session",
    "end_journey",
    "join_journey",
    "journey",
    "manual",
    "prepare_session",
    "print_handout",
    "record_session",
    "replan_session",
    "session",
    "start_journey",
    "summary",
]
