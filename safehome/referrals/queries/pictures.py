"""Pictures of this room."""

from __future__ import annotations

from collections.abc import Mapping

from safehome.design.pictures import BarRow, Drawn, bars
from safehome.referrals.counting import Shown


def refusals_picture(table: Shown, names: Mapping[str, str]) -> Drawn:
    """All refusals by reason; a count that is held back has no bar."""
    totals = [table.of_row[row].number for row in table.rows]
    return bars(
        [BarRow(names[row], (table.of_row[row].number,)) for row in table.rows],
        series=("All quarters shown",), title="Refusals by reason", key="refusals",
        maximum=max([number for number in totals if number is not None] or [1]) or 1,
        what="Reason", nothing="held back",
    )  # fmt: skip
