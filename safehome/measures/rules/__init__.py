"""What is asked when, and what a change may be called. No Django in sight."""

from safehome.measures.rules.change import in_words, said
from safehome.measures.rules.goals import GOALS, LONGEST, MOST, Rated, free_place, how_close
from safehome.measures.rules.held import Box, adds_up, total_box
from safehome.measures.rules.low import reached, when_in_words
from safehome.measures.rules.points import (
    WAITING,
    code_of,
    number_in,
    order_of,
    point_in_words,
    session_point,
)
from safehome.measures.rules.reading import ENGLISH, Piece, Translation
from safehome.measures.rules.schedule import (
    Due,
    Further,
    Held,
    Moment,
    State,
    Way,
    due_for,
    open_at_points,
)
from safehome.measures.rules.sheet import (
    Answered,
    Asked,
    Line,
    Page,
    Written,
    first_open,
    pages_of,
    sheet_as_text,
    sheet_of,
    written_as_text,
    written_of,
)
from safehome.measures.rules.slips import (
    CORRECTS,
    SETS_ASIDE,
    SETS_ASIDE_A_LINK,
    newly_low,
)
from safehome.measures.rules.wobble import Wobble, about_the_same, moved, to_talk_about
from safehome.measures.rules.wording import Words, from_csv, from_mapping, gathered, labels_unlike

__all__ = [
    "CORRECTS",
    "ENGLISH",
    "GOALS",
    "LONGEST",
    "MOST",
    "SETS_ASIDE",
    "SETS_ASIDE_A_LINK",
    "WAITING",
    "Answered",
    "Asked",
    "Box",
    "Due",
    "Further",
    "Held",
    "Line",
    "Moment",
    "Page",
    "Piece",
    "Rated",
    "State",
    "Translation",
    "Way",
    "Wobble",
    "Words",
    "Written",
    "about_the_same",
    "adds_up",
    "code_of",
    "due_for",
    "first_open",
    "free_place",
    "from_csv",
    "from_mapping",
    "gathered",
    "how_close",
    "in_words",
    "labels_unlike",
    "moved",
    "newly_low",
    "number_in",
    "open_at_points",
    "order_of",
    "pages_of",
    "point_in_words",
    "reached",
    "said",
    "session_point",
    "sheet_as_text",
    "sheet_of",
    "to_talk_about",
    "total_box",
    "when_in_words",
    "written_as_text",
    "written_of",
]
