"""What all senders told, in words, tables and pictures: together, and beside one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safehome.design.pictures import BarRow, Drawn, bars
from safehome.design.words import plain_day
from safehome.evaluation.rules.report import Asked
from safehome.evaluation.rules.words import HELD_BACK, number, signed
from safehome.observatory.page import CELLS, IN_ALL, WAYS, in_order, part_title, shown, title
from safehome.observatory.queries.taken import Telling
from safehome.observatory.rules.merging import (
    BESIDE,
    Summed,
    Together,
    change_together,
    parts_together,
    share,
)
from safehome.observatory.rules.topics import ANSWERS, CHANGES, STARTED, WHOLE, Topic


@dataclass(frozen=True)
class Table:
    """Rows of text under their heads, and a picture of the same where one says something."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    picture: Drawn | None = None


@dataclass(frozen=True)
class TopicOfAll:
    """One topic: all together, and each beside the others."""

    title: str
    about: str
    tables: tuple[Table, ...]
    says: tuple[str, ...] = ()
    name: str = ""
    many: int = 0  # how many organisations stand on a page of their own, being too many here


def of_all(
    sums: Sequence[Summed], asked: Mapping[str, Asked], few: Sequence[Telling] = ()
) -> list[TopicOfAll]:
    """Every topic that anybody tells. asked: questionnaires by id, as far as they are known.

    few: of topics that few tell, what each of them tells (`told_by_few`).
    """
    beside = {one.name: one for one in few}
    return [_topic(one, asked, beside.get(one.name)) for one in sums]


def told_by_few(sums: Sequence[Summed]) -> list[str]:
    """The topics whose organisations stand beside one another on the page of all."""
    return [one.name for one in sums if one.how_many <= BESIDE]


def counted(one: Together) -> str:
    """A sum as people see it, with how many are not in it.

    Nought beside what some held back is not nought.

    >>> counted(Together(40, 3, 0)), counted(Together(40, 2, 1)), counted(Together(0, 0, 2))
    ('40', '40, and held back by 1', 'held back')
    >>> counted(Together(0, 2, 1)), counted(Together(0, 3, 0))
    ('held back by 1', '0')
    """
    if not one.told:
        return HELD_BACK
    if not one.count and one.held_back:
        return f"{HELD_BACK} by {one.held_back}"
    return f"{one.count}, and held back by {one.held_back}" if one.held_back else str(one.count)


def _topic(one: Summed, asked: Mapping[str, Asked], beside: Telling | None) -> TopicOfAll:
    name, how_many = one.name, one.how_many
    who = "One organisation tells" if how_many == 1 else f"{how_many} organisations tell"
    about = f"{who} of it, counted from their beginning up to {_days(one)}."
    many = how_many if how_many > BESIDE else 0
    if not name.startswith(ANSWERS):
        words = {**CELLS[name], WHOLE: IN_ALL}
        tables = [_sums(one, words)]
        if beside and not many:
            tables.append(_beside(beside, words))
        says = (_spread(one),) if many else ()
        return TopicOfAll(title(name, asked), about, tuple(tables), says, name, many)
    found: list[Table] = []
    for part in in_order(name, one.changes, asked):
        called = part_title(name, part, asked)
        found.append(_sums_of_part(name, part, called, one.sums))
        if beside and not many:
            found.append(_each_of_part(beside, part, called))
    return TopicOfAll(
        title(name, asked), about, tuple(found), tuple(_changes(one, asked)), name, many
    )


def each(telling: Telling, asked: Mapping[str, Asked]) -> list[Table]:
    """Organisations beside one another, a row each: those of one page of a long list."""
    name = telling.name
    if not name.startswith(ANSWERS):
        words = {**CELLS[name], WHOLE: IN_ALL}
        rows = tuple(
            (sender, *_shares(topic, tuple(words), WHOLE), plain_day(until))
            for sender, topic, until in telling.of
        )
        heads = ("Organisation", *words.values(), "Counted up to")
        return [Table(f"{title(name, asked)}: each organisation", heads, rows)]
    return [
        _each_of_part(telling, part, part_title(name, part, asked))
        for part in in_order(name, parts_together(telling.topics), asked)
    ]


def _spread(one: Summed) -> str:
    """Between which numbers organisations lie; of those who show theirs."""
    if one.middle is None:
        return "Too few show how many they have."
    lower, middle, upper = one.middle
    return (
        f"Of organisations that show theirs, half have {middle} or more in all; the middle half "
        f"has {lower} to {upper}."
    )


def _days(one: Summed) -> str:
    first, last = plain_day(one.first), plain_day(one.last)
    return first if one.first == one.last else f"days between {first} and {last}"


def _sums(one: Summed, words: Mapping[str, str]) -> Table:
    found = one.sums
    rows = tuple((said, counted(found[cell])) for cell, said in words.items())
    caption = f"{_caption(one.name)}: all together"
    parts = {said: found[cell] for cell, said in words.items() if cell != WHOLE}
    return Table(caption, ("What", "How many"), rows, _bars(parts, caption, f"{one.name}-all"))


def _sums_of_part(name: str, part: str, called: str, found: Mapping[str, Together]) -> Table:
    """found: the sums of every part. Whoever does not ask a part has no cell of it."""
    words = {f"{part}/{way}": said for way, said in WAYS.items()}
    rows = tuple((said, counted(found[cell])) for cell, said in words.items())
    key = f"{name}-{part}-all".replace(":", "-")
    ways = {WAYS[way]: found[f"{part}/{way}"] for way in CHANGES}
    caption = f"{called}: all together"
    return Table(caption, ("What", "How many"), rows, _bars(ways, caption, key))


def _each_of_part(telling: Telling, part: str, called: str) -> Table:
    words = {f"{part}/{way}": said for way, said in WAYS.items()}
    heads = ("Organisation", *words.values(), "Mean change (SD)")
    beside = tuple(
        (sender, *_shares(topic, tuple(words), f"{part}/{STARTED}"), _change(topic, part))
        for sender, topic, _ in telling.of
        if f"{part}/{STARTED}" in topic.counts
    )
    return Table(f"{called}: each organisation", heads, beside)


def _beside(telling: Telling, words: Mapping[str, str]) -> Table:
    heads = ("What", *(sender for sender, _, _ in telling.of))
    columns = [_shares(topic, tuple(words), WHOLE) for _, topic, _ in telling.of]
    rows = [(said, *cells) for said, *cells in zip(words.values(), *columns, strict=True)]
    rows.append(("Counted up to", *(plain_day(until) for _, _, until in telling.of)))
    wholes = [(sender, topic.counts[WHOLE]) for sender, topic, _ in telling.of]
    most = max((count or 0 for _, count in wholes), default=0)
    caption = f"{_caption(telling.name)}: each organisation"
    picture = None
    if most and len(wholes) > 1:
        picture = bars(
            [BarRow(who, (None if count is None else float(count),)) for who, count in wholes],
            series=["In all"], title=caption, key=f"packets-{telling.name}-each",
            maximum=float(most), nothing=HELD_BACK,
        )  # fmt: skip
    return Table(caption, heads, tuple(rows), picture)


def _shares(topic: Topic, cells: Sequence[str], whole: str) -> list[str]:
    """Each count, with its share of the whole where both are shown."""
    found = []
    for cell in cells:
        of_hundred = share(topic.counts[cell], topic.counts[whole]) if cell != whole else None
        text = shown(topic.counts[cell])
        found.append(text if of_hundred is None else f"{text} ({of_hundred} %)")
    return found


def _change(topic: Topic, part: str) -> str:
    found = change_together([topic], part)
    return f"{signed(found.mean)} ({number(found.sd)})" if found else "too few to say"


def _changes(one: Summed, asked: Mapping[str, Asked]) -> list[str]:
    said = []
    for part in in_order(one.name, one.changes, asked):
        found = one.changes[part]
        called = part_title(one.name, part, asked)
        if found is None:
            said.append(f"{called}: too few to say anything of change.")
            continue
        of = (
            "one organisation"
            if found.organisations == 1
            else f"{found.organisations} organisations"
        )
        said.append(
            f"{called}: mean change {signed(found.mean)} (SD {number(found.sd)}) of {found.pairs} "
            f"carers of {of} who answered at the start and at the end."
        )
    return said


def _caption(name: str) -> str:
    return title(name, {})


def _bars(found: Mapping[str, Together], caption: str, key: str) -> Drawn | None:
    most = max((one.count for one in found.values()), default=0)
    if not most:
        return None
    rows = [
        # What some held back is not nought, so the picture says it beside its name.
        BarRow(
            f"{said}, held back by {one.held_back}" if one.told and one.held_back else said,
            (float(one.count) if one.told and (one.count or not one.held_back) else None,),
        )
        for said, one in found.items()
    ]
    return bars(
        rows,
        series=["How many"], title=caption, key=f"packets-{key}", maximum=float(most),
        nothing=HELD_BACK,
    )  # fmt: skip
