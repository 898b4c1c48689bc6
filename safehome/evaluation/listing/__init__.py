"""The list behind a figure: what of it this reader may see."""

from safehome.evaluation.listing.lines import ON_A_PAGE, Behind, behind, rows_behind
from safehome.evaluation.listing.places import (
    ANSWERED,
    BY_COLUMN,
    OF_ANSWERS,
    TITLES,
    WAITED,
    Sought,
    pages_of,
    sought_by,
)

__all__ = [
    "ANSWERED",
    "BY_COLUMN",
    "OF_ANSWERS",
    "ON_A_PAGE",
    "TITLES",
    "WAITED",
    "Behind",
    "Sought",
    "behind",
    "pages_of",
    "rows_behind",
    "sought_by",
]
