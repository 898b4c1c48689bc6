"""Bars of the report, drawn twice: for a wide page or a paper, and for a narrow page."""

from __future__ import annotations

from collections.abc import Sequence

from safehome.design.pictures import BarRow, Drawn, bars

type Pictures = tuple[Drawn | None, Drawn | None]  # for a wide page, and for a narrow one


def both(
    rows: Sequence[BarRow], series: Sequence[str], title: str, key: str, most: float, *,
    nothing: str = "too few to say",
) -> Pictures:  # fmt: skip
    """The same bars beside their names and below them. nothing: said where a value is None."""
    return (
        bars(rows, series=series, title=title, key=f"outcomes-{key}", maximum=most,
             nothing=nothing),
        bars(rows, series=series, title=title, key=f"outcomes-{key}-narrow", maximum=most,
             nothing=nothing, stacked=True),
    )  # fmt: skip


def of_counts(
    counts: Sequence[tuple[str, int | None]], title: str, key: str, *, nothing: str
) -> Pictures:
    """One bar for each count; no picture where there is none above nought."""
    most = max((count or 0 for _, count in counts), default=0)
    if not most:
        return None, None
    rows = [BarRow(text, (None if count is None else float(count),)) for text, count in counts]
    return both(rows, ["How many"], title, key, float(most), nothing=nothing)
