"""Which counts of a report a list stands behind, and how it is asked for.

The list has what its reader may see (safehome.evaluation.listing), so that a count which is held
back can have one too: it tells nobody more than the families’ own pages do.
"""

from __future__ import annotations

from urllib.parse import urlencode

from safehome.evaluation.listing import BY_COLUMN
from safehome.evaluation.rules.equity import Ground
from safehome.evaluation.rules.report import Asked, Measured, PartResult
from safehome.evaluation.rules.waiting import WhileWaiting
from safehome.evaluation.short import again
from safehome.evaluation.shown import Line


def of_part(asked: Asked, part: str, found: PartResult) -> tuple[Line, ...]:
    """Who answered one part of a questionnaire, who did not again, and for whom it went how."""
    end = urlencode({"of": asked.id, "part": part})
    return _some(
        Line("answered at the start", found.started, "answered", end),
        Line("answered again", again(found), "answered-again", end),
        Line("did not answer again", found.missing, "not-again", end),
        Line("better", found.better, "better", end),
        Line("about the same", found.same, "same", end),
        Line("worse", found.worse, "worse", end),
    )


def of_leavers(found: Measured) -> tuple[Line, ...]:
    """Those who left and those who stayed, where anything is said of them."""
    if found.leaving is None:
        return ()
    end = urlencode({"of": found.asked.id})
    return _some(
        Line("left before the end", found.leaving.first, "left", end),
        Line("stayed to the end", found.leaving.second, "stayed", end),
    )


def of_waiting(found: WhileWaiting) -> tuple[Line, ...]:
    """Who answered while they waited, where anything is said of them."""
    if found.waited is None:
        return ()
    end = urlencode({"of": found.asked.id})
    again_too = None
    if found.started is not None and found.missing is not None:
        again_too = found.started - found.missing
    return _some(
        Line("answered while they waited", found.started, "waited", end),
        Line("answered again at the start", again_too, "waited-again", end),
    )


def of_ground(found: Ground) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a table by what the record holds: the list of each column, and for each row the rest."""
    answers = found.about != "attendance"
    names = (*found.columns, "answered" if answers else "coming")
    about = {"of": found.about} if answers else {}
    ends = [urlencode({**about, "by": found.ground, "band": one.band}) for one in found.rows]
    return tuple(BY_COLUMN.get(name, name) for name in names), tuple(ends)


def _some(*lines: Line) -> tuple[Line, ...]:
    return tuple(one for one in lines if one.count != 0)
