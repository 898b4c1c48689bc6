from safehome.journeys.actions.agreeing import join_journey, keep_answer, withdraw_agreement
from safehome.journeys.actions.ending import JourneyChanged, end_journey
from safehome.journeys.actions.planning import Changed, add_extra_session, replan_session
from safehome.journeys.actions.recording import Incomplete, add_to_session, sign_session
from safehome.journeys.actions.starting import start_journey

__all__ = [
    "Changed",
    "Incomplete",
    "JourneyChanged",
    "add_extra_session",
    "add_to_session",
    "end_journey",
    "join_journey",
    "keep_answer",
    "replan_session",
    "sign_session",
    "start_journey",
    "withdraw_agreement",
]
