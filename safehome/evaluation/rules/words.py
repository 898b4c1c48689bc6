"""The figures in plain English, for a board or a commissioner. Nothing here claims a cause."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from safehome.design.words import listed
from safehome.evaluation.rules.groups import Beside
from safehome.evaluation.rules.report import TOO_FEW, WITH_CARE, Asked, Figures, PartResult
from safehome.evaluation.rules.shift import Shift
from safehome.evaluation.rules.waiting import WhileWaiting

BARS_SAY = (
    "The bars are the middle answer at each time. How far answers moved is the middle of each"
    " carer’s own change, so the two can differ."
)
NO_PROOF = "Change over time, not proof of effect."
HELD_BACK = "held back"
LIMITS = (
    "These are the carers who answered. Those who did not may have fared otherwise.",
    "There is no group beside them that had no programme. What changed may have changed for many"
    " reasons.",
    "Answers given with the practitioner in the room can be higher than those given alone.",
    "A count of one to four is held back, and others with it where they would give it away.",
    f"Fewer than {TOO_FEW} pairs of answers are too few to say anything of change.",
    "Beside a report of another day this one can tell of one to four people. Give the same readers"
    " one report for each span, and not one each week.",
)


def number(value: float | None) -> str:
    """A figure to one place, halves away from nought as the pictures have them, with a true minus.

    >>> number(-0.46), number(2.0), number(6.25), number(None)
    ('−0.5', '2.0', '6.3', '–')
    """
    if value is None:
        return "–"
    shown = f"{Decimal(repr(value)).quantize(Decimal('0.1'), ROUND_HALF_UP)}"
    return "0.0" if shown == "-0.0" else shown.replace("-", "−")


def signed(value: float) -> str:
    """A change, with its sign.

    >>> signed(1.25), signed(-2.0), signed(0.0)
    ('+1.3', '−2.0', '0.0')
    """
    shown = number(value)
    return shown if shown.startswith(("−", "0.0")) else f"+{shown}"


def moved_by(found: Shift) -> str:
    """A shift with its interval, where there is one.

    >>> moved_by(Shift(1.5, 0.5, 2.0, 0.96)), moved_by(Shift(1.5, None, None, None))
    ('+1.5 (+0.5 to +2.0)', '+1.5')
    """
    if found.low is None or found.high is None:
        return signed(found.estimate)
    return f"{signed(found.estimate)} ({signed(found.low)} to {signed(found.high)})"


def share(value: float) -> str:
    """An effect from −1 to 1, to two places.

    >>> share(0.784), share(-1)
    ('0.78', '−1.00')
    """
    return f"{value:.2f}".replace("-", "−")


def chance(p: float | None) -> str:
    """How a p is written.

    >>> chance(0.00002), chance(0.0312), chance(0.4), chance(None)
    ('below 0.001', '0.03', '0.40', '–')
    """
    if p is None:
        return "–"
    if p < 0.001:
        return "below 0.001"
    return f"{p:.3f}" if p < 0.01 else f"{p:.2f}"


def rule_of(asked: Asked) -> str:
    """By which rule a change is one.

    >>> rule_of(Asked("calm", "", (), 0, 10, reliable=2.5, source="By its guide."))
    'A change of more than 2.5 is taken as more than chance. By its guide.'
    """
    if asked.reliable is not None:
        much = f"{asked.reliable:g} or more" if asked.at_least else f"more than {asked.reliable:g}"
        return f"A change of {much} is taken as more than chance. {asked.source}"
    return (
        "This questionnaire has no tested value for a change that is more than chance. Half"
        " a point or less is called “about the same”."
    )


def who_answered(part: PartResult) -> str:
    """How many answered, and how many did not answer again."""
    if part.started is None or part.missing is None:
        return "How many answered is held back, because there are few of them."
    both = part.started - part.missing
    return f"{carers(part.started)} answered at the start. {both} of them answered again."


def who_fared(part: PartResult) -> str:
    """For how many it became better, stayed and became worse; empty where too few are told.

    >>> who_fared(PartResult("All", 30, 6, 18, None, None, None))
    ''
    >>> who_fared(PartResult("All", 40, 6, 20, 8, 6, None))
    'For 20 it was better, for 8 about the same, and for 6 worse.'
    >>> who_fared(PartResult("All", 40, 6, 34, 0, 0, None))
    'For 34 it was better, for nobody about the same, and for nobody worse.'
    """
    told = [
        (part.better, "better"), (part.same, "about the same"), (part.worse, "worse"),
    ]  # fmt: skip
    if any(count is None for count, _ in told):
        return ""
    better, same, worse = (f"{count or 'nobody'} {how}" for count, how in told)
    return f"For {better.replace(' ', ' it was ', 1)}, for {same}, and for {worse}."


def reading(asked: Asked, part: PartResult) -> str:
    """What a part of a questionnaire comes to, in a few sentences."""
    if part.figures is None:
        return "Too few to say."
    found = part.figures
    sentences = [_moved(asked, found), who_fared(part), _by_chance(found)]
    sentences = [one for one in sentences if one]
    if found.n < WITH_CARE:
        sentences.append(f"With {found.n} pairs, read it with care.")
    return " ".join(sentences)


def carers(n: int) -> str:
    """How many carers.

    >>> carers(1), carers(12)
    ('1 carer', '12 carers')
    """
    return f"{n} carer" if n == 1 else f"{n} carers"


def leaving_in_words(found: Beside | None) -> str:
    """Whether those who left had begun otherwise than those who stayed."""
    if found is None or found.delta is None:
        return "Too few to say whether those who left had begun otherwise than those who stayed."
    if found.p is None or found.p >= 0.05:
        return (
            f"Those who left before the end ({found.first}) and those who stayed"
            f" ({found.second}) had begun with answers that do not clearly differ"
            f" (Cliff’s delta {share(found.delta)}, p {chance(found.p)})."
        )
    which = "higher" if found.delta > 0 else "lower"
    return (
        f"Those who left before the end ({found.first}) had begun with {which} answers than those"
        f" who stayed ({found.second}; Cliff’s delta {share(found.delta)}, p {chance(found.p)}),"
        " so the carers seen at the end are not quite those seen at the start."
    )


NOT_ALIKE = (
    "Nobody was drawn by lot to wait. The two times are not equally long, those who answered while"
    " waiting are not all who took part, and waiting changes things too. Both are change over time,"
    " not proof of effect."
)


def waiting_in_words(found: WhileWaiting, later: str) -> str:
    """How answers moved while carers waited, beside how they moved from the start on."""
    if found.waited is None:
        return "Too few to say."
    weeks = found.weeks.median if found.weeks else None
    long = f", mostly about {weeks:.0f} weeks," if weeks is not None else ""
    scale = f"{found.asked.lowest:g} to {found.asked.highest:g}"
    told = [
        f"While they waited{long} answers of {carers(found.waited.n)} moved by"
        f" {moved_by(found.waited.shift)}, on a scale of {scale}; in brackets, the 95 % interval."
    ]
    if found.beside:
        told.append(
            f"From the start to {later}, those of {carers(found.beside.n)} moved by"
            f" {moved_by(found.beside.shift)}."
        )
    else:
        told.append(f"From the start to {later} there are too few to say.")
    if found.started is not None and found.missing is not None:
        told.append(
            f"{carers(found.started)} answered while they waited, and"
            f" {found.started - found.missing} of them again at the start."
        )
    return " ".join(told)


def in_one_sentence(found: Sequence[tuple[Asked, PartResult]]) -> str:
    """How all questionnaires moved, each by its own points, and how sure one is of it."""
    told = [(asked, part.figures) for asked, part in found if part.figures and part.figures.test.n]
    if not told:
        return "Too few carers have answered twice to say what changed for them."
    moves = listed([f"“{asked.title}” {_by_how_much(asked, one)}" for asked, one in told])
    unsure = [asked.title for asked, one in told if one.p is None or one.p >= 0.05]
    scales = {(asked.lowest, asked.highest) for asked, _ in told}
    of = f", on scales of {told[0][0].lowest:g} to {told[0][0].highest:g}" * (len(scales) == 1)
    sure = (
        " None of it is clear: chance alone could bring as much." if len(unsure) == len(told)
        else f" Of {listed([f'“{title}”' for title in unsure])} that is not clear: chance alone"
        " could bring as much." if unsure
        else " Chance alone would seldom bring so clear a change."
    )  # fmt: skip
    return f"Of those who answered twice, answers to {moves}{of}.{sure}"


def _by_how_much(asked: Asked, found: Figures) -> str:
    by = found.shift.estimate
    if by == 0:
        return "stayed where they were"
    good = "better" if (by > 0) == asked.higher_is_better else "worse"
    return f"moved by about {number(abs(by))} for the {good}"


def _moved(asked: Asked, found: Figures) -> str:
    moved = found.shift
    between = (
        f" (95 % interval {signed(moved.low)} to {signed(moved.high)})"
        if moved.low is not None and moved.high is not None
        else ""
    )
    if not found.test.n:
        return "No answer changed."
    if moved.estimate == 0:
        return f"In the middle, answers stayed where they were{between}."
    way = "up" if moved.estimate > 0 else "down"
    good = "better" if (moved.estimate > 0) == asked.higher_is_better else "worse"
    return (
        f"Answers went {way} by about {number(abs(moved.estimate))} on a scale of"
        f" {asked.lowest:g} to {asked.highest:g}, which is {good}{between}."
    )


def _by_chance(found: Figures) -> str:
    if found.p is None:
        return ""
    if found.p < 0.05:
        return (
            "Chance alone would seldom bring so clear a change"
            f" (p {chance(found.p)}, with all the questions of this report allowed for)."
        )
    return (
        "Chance alone could bring such a change"
        f" (p {chance(found.p)}, with all the questions of this report allowed for)."
    )
