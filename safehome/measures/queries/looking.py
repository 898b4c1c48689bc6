"""Looking at answers: any questionnaire over time, in words first, then as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from safehome.design.pictures import Answers as Line
from safehome.design.pictures import Layouts, change_layouts
from safehome.measures.models import Answers
from safehome.measures.rules import (
    Wobble,
    about_the_same,
    in_words,
    moved,
    order_of,
    point_in_words,
)
from safehome.programme.instruments import instruments
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

START = "baseline"  # the point that is called the start
LINES = 3  # that a picture can hold
ALL = ("total", "All together")
UNTESTED = "Nobody has tested by how much this questionnaire wobbles."


@dataclass(frozen=True)
class Kind:
    """What looking needs to know of a questionnaire or an instrument.

    parts: id and title of each score that is shown, all on the scale from lowest to
    highest. total: what wobble applies to, shown in words even beside parts.
    """

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]
    lowest: float
    highest: float
    labels: Mapping[int, str]
    caution: str
    wobble: Wobble | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """What counts as a change, and where that is from."""
        same = about_the_same(self.lowest, self.highest)
        small = (
            f"A difference of {same:g} points or less on the scale of {self.lowest:g} to"
            f" {self.highest:g} is called “about the same”."
        )
        if self.wobble is None:
            return (small, UNTESTED, self.caution)
        parts = () if self.parts == (ALL,) else (f"Of the parts: {small[0].lower()}{small[1:]}",)
        return (self.wobble.rule, self.wobble.source, *parts, self.caution)


@dataclass(frozen=True)
class Looked:
    """One questionnaire over time. lines: what moved, each with its words.

    is_silent: they would rather not answer any of it, so there is nothing to draw.
    """

    kind: Kind
    points: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    picture: Layouts | None
    is_silent: bool = False


def kind_of(name: str, asked: Questionnaire | None) -> Kind | None:
    """A questionnaire of the pack, or an instrument of which only scores are held; or neither."""
    known = instruments().get(name)
    if known is not None:
        return _of_instrument(known)
    return _of_pack(asked) if asked is not None else None


def _of_pack(asked: Questionnaire) -> Kind:
    scale, change = asked.scale, asked.reliable_change
    sums = {len(part.items) for part in asked.subscales if part.score == "sum"}
    means = any(part.score == "mean" for part in asked.subscales)
    parts = tuple((part.id, part.title) for part in asked.subscales)
    times = sums.pop() if len(sums) == 1 and not means else 1
    if not parts or len(parts) > LINES or sums or (means and times > 1):
        parts = (ALL,)
        of_all = asked.total and asked.total.score == "sum"
        times = len(asked.items) if of_all else 1
    return Kind(
        asked.id, asked.title, parts, scale.lowest * times, scale.highest * times,
        scale.labels if times == 1 else {}, asked.not_validated,
        Wobble(change.value, False, "reliable", asked.direction == "higher-is-better",
               change.source) if change else None,
    )  # fmt: skip


def _of_instrument(known: Instrument) -> Kind:
    total, scale, change = known.total, known.answers, known.change
    count = len(total.items or known.items) if total.score == "sum" else 1
    lowest, highest = scale.lowest * count * total.multiply, scale.highest * count * total.multiply
    if total.metric:
        lowest, highest = min(total.metric.values()), max(total.metric.values())  # type: ignore[assignment]
    better = known.direction == "higher-is-better"
    wobble = Wobble(
        change.value, change.counts_from == "at-least", change.kind, better, change.source
    ) if change else None  # fmt: skip
    way = "higher" if better else "lower"
    caution = f"By its guide, a {way} number is the better one. It describes no one by itself."
    return Kind(known.id, known.title, (ALL,), lowest, highest, {}, caution, wobble)


def answers_by_name(organisation: UUID, *, journey: UUID, carer: UUID) -> dict[str, list[Answers]]:
    """All that a carer answered on a journey, by questionnaire, each from start to end."""
    found: dict[str, list[Answers]] = {}
    rows = Answers.objects.filter(
        organisation_id=organisation, journey_id=journey, carer_id=carer
    ).order_by()  # fmt: skip
    for one in sorted(rows, key=lambda one: (one.given_on, order_of(one.point))):
        found.setdefault(one.questionnaire, []).append(one)
    return found


def look(
    kind: Kind, answers: Sequence[Answers], titles: Mapping[str, str], *, key: str,
    says: bool = True,
) -> Looked:  # fmt: skip
    """One questionnaire over time. titles: of the pack's points. key: one to each picture.

    says: whether what moved is put in words.
    """
    points = tuple(point_in_words(one.point, titles) for one in answers)
    scores = {
        part: tuple(one.scores.get(part) for one in answers) for part, _ in (*kind.parts, ALL)
    }
    if all(value is None for part in scores.values() for value in part):
        return Looked(kind, points, (), None, is_silent=True)
    start = answers[0].point
    first = "at the start" if start == START else f"the first time ({points[0].lower()})"
    lines = tuple(_lines(kind, scores, first)) if says and len(answers) > 1 else ()
    drawn = [Line(title, scores[part]) for part, title in kind.parts]
    picture = change_layouts(
        drawn, occasions=points, title=kind.title, key=key,
        says=" ".join(f"{title}: {words}." for title, words in lines),
        scale=(kind.lowest, kind.highest),
        scale_words={float(value): words for value, words in kind.labels.items()},
        nothing="–",
    )  # fmt: skip
    return Looked(kind, points, lines, picture)


def _lines(
    kind: Kind, scores: Mapping[str, Sequence[float | None]], first: str
) -> list[tuple[str, str]]:  # fmt: skip
    within = about_the_same(kind.lowest, kind.highest)
    lines = [
        (title, in_words(scores[part][0], scores[part][-1], within=within, first=first))
        for part, title in kind.parts
        if (part, title) != ALL or kind.wobble is None
    ]
    if kind.wobble is not None:
        total = scores["total"]
        lines.append((ALL[1], moved(total[0], total[-1], kind.wobble, first=first)))
    return lines
