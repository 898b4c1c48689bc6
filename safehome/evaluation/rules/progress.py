"""How far an order is, in words that are true: what was done, and what is being done."""

from __future__ import annotations

from dataclasses import dataclass

WAITING, COUNTING, MID, ROWS, READY = "waiting", "counting", "counting-mid", "rows", "ready"
FAILED, CANCELLED = "failed", "cancelled"
STEPS = {
    "set": {
        WAITING: "Waiting", COUNTING: "Counting up to the end", MID: "Counting up to half-way",
        ROWS: "Writing rows of answers", READY: "Ready",
    },
    "": {WAITING: "Waiting", COUNTING: "Counting", READY: "Ready"},
}  # fmt: skip
A_MINUTE = 60.0
SOON, LATER = 3, 15  # seconds until the page asks again
TELL = "Tell whoever looks after Safe Home where you work"


@dataclass(frozen=True)
class Queue:
    """ahead: orders of anybody before this one, as it stands now. at_work: whether one is made."""

    ahead: int
    at_work: bool


@dataclass(frozen=True)
class Progress:
    """What a page says of it. at: of the labels, from 1. again_in: seconds; none when it ended.

    trouble: a sentence on what may be wrong, and whom to tell.
    """

    heading: str
    said: str
    labels: tuple[str, ...]
    at: int
    again_in: int | None
    trouble: str = ""


def progress(
    what: str, step: str, *, since: str, waited: float, silent: float | None, queue: Queue,
    took: float | None, stopping: bool = False, why_not: str = "",
) -> Progress:  # fmt: skip
    """since: when its step began: the time of day, with its day if that is not today.

    waited: seconds since it was ordered.

    silent: since its maker was last heard of. took: how long the last one took.

    >>> one = progress("report", "waiting", since="15:03", waited=4, silent=None,
    ...                queue=Queue(2, True), took=None)
    >>> one.said, one.at, one.again_in
    ('2 before it.', 1, 3)
    >>> progress("set", "rows", since="15:03", waited=9, silent=1, queue=Queue(0, False),
    ...          took=14.4).said
    'Since 15:03. The last one took 14 seconds in all.'
    >>> progress("set", "ready", since="Thursday 4 June 2026 at 16:05", waited=9, silent=None,
    ...          queue=Queue(0, False), took=None).said
    'Made on Thursday 4 June 2026 at 16:05.'
    """
    labels = STEPS.get(what, STEPS[""])
    names = tuple(labels)
    again = None if step in (READY, FAILED, CANCELLED) else SOON if waited < A_MINUTE else LATER
    if step == READY:
        return Progress("Ready", f"Made {'at' if len(since) == 5 else 'on'} {since}.", (), 0, None)
    if step == CANCELLED:
        return Progress("Cancelled", "Nothing of it was kept.", (), 0, None)
    if step == FAILED:
        return Progress("Not made", f"{why_not} Nothing of it was kept.", (), 0, None)
    if stopping:
        heading, said = "Being stopped", "You have cancelled it. What it did so far is undone."
    elif step == WAITING:
        heading, said = "Being made: waiting", _before(queue)
    else:
        heading, said = f"Being made: {_small(labels[step])}", f"Since {since}.{_last(took)}"
    return Progress(
        heading, said, tuple(labels.values()), names.index(step) + 1, again,
        _trouble(step, waited, silent, queue),
    )  # fmt: skip


def seconds_in_words(seconds: float) -> str:
    """A time as people say it.

    >>> seconds_in_words(0.4), seconds_in_words(14.4), seconds_in_words(130)
    ('less than a second', '14 seconds', '2 minutes')
    """
    if seconds < 1:
        return "less than a second"
    number, unit = (round(seconds), "second") if seconds < 100 else (round(seconds / 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _before(queue: Queue) -> str:
    return f"{queue.ahead} before it." if queue.ahead else "It is the next one."


def _last(took: float | None) -> str:
    return f" The last one took {seconds_in_words(took)} in all." if took is not None else ""


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _trouble(step: str, waited: float, silent: float | None, queue: Queue) -> str:
    if step == WAITING and waited > A_MINUTE and not queue.at_work:
        return (
            f"Nobody has begun it for {seconds_in_words(waited)}. The worker, which makes it,"
            f" seems not to run. {TELL}; it is made as soon as the worker runs again."
        )
    if silent is not None and silent > A_MINUTE:
        return (
            f"Whoever was making it has not been heard of for {seconds_in_words(silent)}. It is"
            f" begun anew as soon as a worker is free. If this stays so, {_small(TELL)}."
        )
    return ""
