"""How a recommendation can go on from where it stands."""

from __future__ import annotations

OPEN, UNDER_WAY, DONE, NOT_TAKEN = "open", "under-way", "done", "not-taken"
# From where it stands, where it may go. To stay is to write how it is going.
WAYS = {
    OPEN: (OPEN, UNDER_WAY, DONE, NOT_TAKEN),
    UNDER_WAY: (UNDER_WAY, DONE, NOT_TAKEN),
    DONE: (DONE, OPEN),
    NOT_TAKEN: (NOT_TAKEN, OPEN),
}


def missing(state: str, *, before: str, words: str, outcome: str) -> dict[str, str]:
    """What a step still needs, by field. Empty when it is whole.

    words: what was done, or why; outcome: what came of it.

    >>> missing("not-taken", before="open", words="", outcome="")
    {'words': 'Write why it is not taken up'}
    >>> missing("under-way", before="done", words="x", outcome="")
    {'state': 'It cannot go there from where it stands. Open it again first'}
    """
    if state not in WAYS[before]:
        return {"state": "It cannot go there from where it stands. Open it again first"}
    if not words.strip():
        why = {NOT_TAKEN: "Write why it is not taken up", DONE: "Write what was done"}
        if state in why:
            return {"words": why[state]}
        if before in (DONE, NOT_TAKEN) and state == OPEN:
            return {"words": "Write why it is opened again"}
        return {"words": "Write how it is going"}
    if state == DONE and not outcome.strip():
        return {"outcome": "Write what came of it, even that nothing can be seen yet"}
    return {}


def is_late(state: str, due_on: object, today: object) -> bool:
    """Whether its day has passed while somebody still has it to do."""
    return state in (OPEN, UNDER_WAY) and due_on < today  # type: ignore[operator]
