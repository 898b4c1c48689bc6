"""Points in time at which questions are asked: their codes, their order, their names."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A pack says "middle"; answers have said "mid" from the first release on.
KEPT_AS = {"middle": "mid"}
WAITING = "waiting"  # before a journey; no pack has it, so none that is published changes
KNOWN = {
    WAITING: "While waiting",
    "baseline": "At the start",
    "mid": "Half-way",
    "end": "At the end",
}
OF_A_SESSION = re.compile(r"^session-([0-9]{1,3})$")


def code_of(point: str) -> str:
    """A pack's point, as answers keep it.

    >>> code_of("middle"), code_of("three-months")
    ('mid', 'three-months')
    """
    return KEPT_AS.get(point, point)


def session_point(number: int) -> str:
    """The point of one session's own questions, by its place in the journey.

    >>> session_point(4)
    'session-4'
    """
    return f"session-{number}"


def number_in(point: str) -> int | None:
    """The session of a point that is one's own.

    >>> number_in("session-12"), number_in("end")
    (12, None)
    """
    found = OF_A_SESSION.match(point)
    return int(found[1]) if found else None


def point_in_words(point: str, titles: Mapping[str, str] | None = None) -> str:
    """A point as people say it. titles: what the pack calls its points, by their codes.

    >>> point_in_words("session-4"), point_in_words("mid")
    ('After session 4', 'Half-way')
    >>> point_in_words("six-months", {"six-months": "Six months on"}), point_in_words("nine")
    ('Six months on', 'Nine')
    """
    number = number_in(point)
    if number is not None:
        return f"After session {number}"
    return (titles or {}).get(point) or KNOWN.get(point) or point.replace("-", " ").capitalize()


def order_of(point: str) -> tuple[int, int, str]:
    """Where a point stands among others of the same day: those known, then sessions in order.

    >>> sorted(["end", "session-10", "session-9", "baseline", "waiting"], key=order_of)
    ['waiting', 'baseline', 'end', 'session-9', 'session-10']
    """
    known = list(KNOWN)
    if point in known:
        return (0, known.index(point), "")
    number = number_in(point)
    return (1, number, "") if number is not None else (2, 0, point)
