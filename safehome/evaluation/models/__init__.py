"""Records: what was frozen, taken away, saved, made by itself, and ordered."""

from safehome.evaluation.models.orders import Order, OrderCounts, Step, What, WhyNot
from safehome.evaluation.models.reports import (
    Chosen,
    Every,
    Export,
    FrozenRows,
    FrozenSet,
    Kind,
    Later,
    MadeReport,
    NotMade,
    Part,
    RowsOf,
    SavedReport,
)

__all__ = [
    "Chosen", "Every", "Export", "FrozenRows", "FrozenSet", "Kind", "Later", "MadeReport",
    "NotMade", "Order", "OrderCounts", "Part", "RowsOf", "SavedReport", "Step", "What", "WhyNot",
]  # fmt: skip
