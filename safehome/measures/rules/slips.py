"""Why answers that were entered are corrected or set aside, and what asks for a new check-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safehome.measures.rules.low import Asks, reached

# Codes of safehome.measures.models.slips.Why.
CORRECTS = ("misread", "wrong-box", "wrong-line", "misheard", "how")
SETS_ASIDE = ("wrong-carer", "wrong-point", "not-given")
# Of what a carer sent alone by a private link: it was given, by somebody, at some point.
SETS_ASIDE_A_LINK = ("wrong-carer", "wrong-point")

type Given = Mapping[str, int]
type Scores = Mapping[str, float | None]


def newly_low[A: Asks](
    asks: Sequence[A], before: tuple[Given, Scores], after: tuple[Given, Scores]
) -> list[A]:
    """Rules that a correction reaches, and that the version before did not reach as far.

    >>> from types import SimpleNamespace as Rule
    >>> low = Rule(of="total", at_most=28, at_least=None)
    >>> [len(newly_low([low], ({}, {"total": was}), ({}, {"total": 20.0})))
    ...  for was in (40.0, 24.0, 20.0, None)]
    [1, 1, 0, 1]
    """
    was = {one.of for one in reached(asks, *before)}
    return [
        one for one in reached(asks, *after)
        if one.of not in was or _further(one, _value(one.of, *before), _value(one.of, *after))
    ]  # fmt: skip


def _value(of: str, given: Given, scores: Scores) -> float:
    value = scores.get(of, given.get(of))
    assert value is not None  # a rule that was reached has a number
    return value


def _further(rule: Asks, was: float, now: float) -> bool:
    return now < was if rule.at_most is not None else now > was
