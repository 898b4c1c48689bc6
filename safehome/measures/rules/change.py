"""What a change in scores may be called, in plain words. No Django in sight."""

from __future__ import annotations

from collections.abc import Mapping


def in_words(before: float | None, after: float | None, *, within: float = 0.5,
             first: str = "at the start") -> str:  # fmt: skip
    """One score beside an earlier one, as one would say it to a carer.

    Half a point on a scale of 0–10 is taken as "about the same": the
    questionnaire has no tested value for reliable change, so nothing stronger
    is claimed. within: the same for another scale. first: when the earlier one was given.

    >>> in_words(3.0, 6.0)
    'higher than at the start'
    >>> in_words(5.0, 5.25)
    'about the same as at the start'
    >>> in_words(None, 4.0)
    'not enough answers at the start to compare'
    >>> in_words(3.0, 6.0, first="the first time (early on)")
    'higher than the first time (early on)'
    """
    if before is None:
        return f"not enough answers {first} to compare"
    if after is None:
        return "not enough answers this time to compare"
    if abs(after - before) <= within:
        return f"about the same as {first}"
    return f"higher than {first}" if after > before else f"lower than {first}"


def said(titles: Mapping[str, str], before: Mapping[str, float | None],
         after: Mapping[str, float | None]) -> list[str]:  # fmt: skip
    """One sentence for each subscale that has an earlier score.

    >>> said({"k": "What I know"}, {"k": 2.0}, {"k": 7.0})
    ['What I know: 2.0, then 7.0 – higher than at the start.']
    """
    lines = []
    for key, title in titles.items():
        first, last = before.get(key), after.get(key)
        shown = ", then ".join("–" if score is None else f"{score:.1f}" for score in (first, last))
        lines.append(f"{title}: {shown} – {in_words(first, last)}.")
    return lines
