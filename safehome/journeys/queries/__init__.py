from safehome.journeys.queries.around import around_session
from safehome.journeys.queries.asked import (
    FORM,
    asked_of,
    carers_of,
    children_of,
    could_join,
    pack_session_of,
)
from safehome.journeys.queries.banner import banner_from
from safehome.journeys.queries.found import (
    family_for,
    journey_for,
    looking_back,
    next_session,
    session_for,
    sessions_to_record,
    sessions_today,
    whole_session,
)
from safehome.journeys.queries.last_time import keep_in_mind, last_time
from safehome.journeys.queries.picture import journey_picture, session_rows, small_picture
from safehome.journeys.queries.prepare import prepare_view
from safehome.journeys.queries.recording import ToRecord, to_record
from safehome.journeys.queries.story import lines_over_time

__all__ = [
    "FORM",
    "ToRecord",
    "around_session",
    "asked_of",
    "banner_from",
    "carers_of",
    "children_of",
    "could_join",
    "family_for",
    "journey_for",
    "journey_picture",
    "keep_in_mind",
    "last_time",
    "lines_over_time",
    "looking_back",
    "next_session",
    "pack_session_of",
    "prepare_view",
    "session_for",
    "session_rows",
    "sessions_to_record",
    "sessions_today",
    "small_picture",
    "to_record",
    "whole_session",
]
