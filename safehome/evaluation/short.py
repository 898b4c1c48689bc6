"""The few sentences for whoever reads nothing else of a report."""

from __future__ import annotations

from collections.abc import Sequence

from safehome.evaluation.rules import words
from safehome.evaluation.rules.report import Asked, Breakdown, Measured, PartResult
from safehome.evaluation.rules.whole import Report
from safehome.measures.rules import GOALS

AS_PLANNED = ("completed", "enough")  # as ctx.count_outcomes has it


def in_short(report: Report) -> tuple[str, ...]:
    """What became of families, what changed and how sure one is, how many came, what is missing."""
    firsts = [(one.asked, one.parts[0]) for one in report.measured if is_asked_again(one)]
    told = [_begun(report.journeys)]
    if firsts:
        told += [words.in_one_sentence(firsts), _not_again(firsts)]
    return tuple(filter(None, [*told, came(report.attendance)]))


def _begun(found: Breakdown) -> str:
    if found.whole is None:
        return "How many journeys have begun is held back."
    as_planned = [count for place, count in found.places if place in AS_PLANNED]
    if None in as_planned or not sum(count or 0 for count in as_planned):
        return f"{found.whole} journeys have begun."
    ended = sum(count or 0 for count in as_planned)
    return f"{found.whole} journeys have begun; {ended} of them have ended as planned."


def is_asked_again(found: Measured) -> bool:
    """Whether anybody answered at the later point, as far as that is shown."""
    return any(again(part) != 0 for part in found.parts)


def _not_again(found: Sequence[tuple[Asked, PartResult]]) -> str:
    """How many are missing, and for how many it became worse, of what is asked of all alike."""
    alike = next((one for one in found if one[0].id != GOALS), found[0])
    asked, part = alike
    if part.started is None or part.missing is None:
        return ""
    not_again = (
        f"{part.missing} of {words.carers(part.started)} did not answer"
        f" “{asked.title}” again; how they fared is not known."
    )
    return f"{not_again} {words.who_fared(part)}".strip()


def came(found: Breakdown) -> str:
    """Attendance as a share, where nothing that it is made of is held back."""
    counts = dict(found.places)
    asked = [counts[place] for place in ("came", "late", "cancelled", "missed")]
    if None in asked or not sum(count or 0 for count in asked):
        return ""
    there = (counts["came"] or 0) + (counts["late"] or 0)
    every = sum(count or 0 for count in asked)
    return f"Carers came to {round(100 * there / every)} of 100 invitations ({there} of {every})."


def again(part: PartResult) -> int | None:
    """How many answered again; None where that is held back."""
    if part.started is None or part.missing is None:
        return None
    return part.started - part.missing
