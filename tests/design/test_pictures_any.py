"""Any words, any figures: still one sound picture in which no labels meet."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.design.pictures import (
    Answers,
    AxisMark,
    AxisSeries,
    AxisStep,
    BarRow,
    Bond,
    Home,
    Kin,
    MarkKind,
    Pair,
    Presence,
    PresenceGroup,
    PresenceRow,
    Shape,
    Step,
    StepState,
    bars,
    change_layouts,
    kin_map,
    presence_strip,
    steps,
    time_axis,
)
from safehome.design.pictures.change_tall import SIDE_BY_SIDE
from safehome.design.pictures.scales import spread
from tests.design.test_pictures_all import assert_is_a_good_picture, parsed

HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "</svg><img src=x onerror=alert(1)>",
    "&lt;b&gt; & <b>",
    "{{ 7 * 7 }}",
    "\x00\x0b\ufffe\ud800 nothing",
    "👨‍👩‍👧 שלום مرحبا",
    "long" * 40,
]
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=50))
values = st.one_of(st.none(), st.floats(0, 10))
days = st.integers(0, 500).map(lambda day: date(2027, 1, 1) + timedelta(days=day))
often = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(
    row=st.lists(st.builds(Step, words, st.sampled_from(StepState), words, words), max_size=18),
    title=words,
    key=words,
    per_row=st.integers(1, 18),
    size=st.sampled_from(["tiny", "large"]),
)
def test_steps(row, title, key, per_row, size) -> None:
    assert_is_a_good_picture(steps(row, title=title, key=key, per_row=per_row, size=size))


@often
@given(data=st.data(), homes=st.lists(words, max_size=4), many=st.integers(0, 9))
def test_kin(data, homes, many) -> None:
    keys = [f"k{n}" for n in range(many)]
    people = [
        Kin(
            key, data.draw(words), data.draw(st.integers(0, 2)),
            data.draw(st.sampled_from(["", "7", "14"])), data.draw(words),
            data.draw(st.sampled_from(Shape)),
            data.draw(st.sampled_from(["", *(f"h{n}" for n in range(len(homes)))])),
        )
        for key in keys
    ]  # fmt: skip
    row = {one.key: one.row for one in people}
    pairs = []
    for adult in keys:
        children = [key for key in keys if row[key] > row[adult] and data.draw(st.booleans())]
        beside = [key for key in keys if row[key] == row[adult] and key != adult]
        adults = (adult, data.draw(st.sampled_from(beside))) if beside else (adult,)
        pairs.append(
            Pair(adults, data.draw(st.sampled_from(Bond)), tuple(children[:2]), tuple(children[2:]))
        )

    drawn = kin_map(
        people, homes=[Home(f"h{n}", name, data.draw(words)) for n, name in enumerate(homes)],
        pairs=pairs, title="Kin", key="a", says="", headings=("Name",),
        rows=[(one.name,) for one in people],
    )  # fmt: skip

    assert_is_a_good_picture(drawn)


@often
@given(
    names=st.lists(words, max_size=5), heading=words, columns=st.lists(words, max_size=18),
    data=st.data(),
)  # fmt: skip
def test_presence(names, heading, columns, data) -> None:
    some = st.tuples(*(st.sampled_from(Presence) for _ in columns))
    rows = tuple(PresenceRow(name, data.draw(some), data.draw(st.booleans())) for name in names)
    group = PresenceGroup(heading, rows)

    drawn = presence_strip([group, group], columns=columns, title="Who", key="a")

    assert_is_a_good_picture(drawn)


@often
@given(
    row=st.lists(st.builds(AxisStep, days, words, st.sampled_from(StepState)), max_size=18),
    series=st.lists(
        st.builds(
            AxisSeries,
            words,
            st.lists(st.tuples(days, st.floats(0, 10)), max_size=6).map(tuple),
        ),
        max_size=3,
    ),
    marks=st.lists(st.builds(AxisMark, days, words, st.sampled_from(MarkKind)), max_size=12),
    today=st.one_of(st.none(), days),
)
def test_time_axis(row, series, marks, today) -> None:
    if not row and not marks and not any(one.points for one in series):
        with pytest.raises(ValueError, match="nothing to draw"):
            time_axis(row, series, marks, title="All", key="a")
        return
    assert_is_a_good_picture(time_axis(row, series, marks, title="All", key="a", today=today))


@often
@given(occasions=st.lists(words, min_size=1, max_size=16), count=st.integers(1, 3), data=st.data())
def test_change(occasions, count, data) -> None:
    lines = [
        Answers(
            data.draw(words),
            data.draw(st.tuples(*(values for _ in occasions))),
            data.draw(st.tuples(*(words for _ in occasions))),
        )
        for _ in range(count)
    ]
    both = change_layouts(
        lines, occasions=occasions, title=data.draw(words), key="a",
        scale_words={0: data.draw(words), 10: data.draw(words)},
    )  # fmt: skip

    assert (both.wide is None) == (len(occasions) > SIDE_BY_SIDE)
    for drawn in (both.wide, both.tall):
        if drawn is not None:
            assert_is_a_good_picture(drawn)


@often
@given(
    rows=st.lists(st.builds(BarRow, words, st.tuples(values, values)), max_size=8), series=words,
    stacked=st.booleans(),
)  # fmt: skip
def test_bars(rows, series, stacked) -> None:
    drawn = bars(
        rows, series=[series, "After"], title="Bars", key="a", maximum=10, stacked=stacked
    )  # fmt: skip

    assert_is_a_good_picture(drawn)


@pytest.mark.parametrize("said", HOSTILE[:5])
def test_hostile_words_stand_as_written(said: str) -> None:
    drawn = bars([BarRow("x", (1,))], series=[said], title=said, key=said, maximum=2)

    assert parsed(drawn)[0].text == said
    assert "<script" not in str(drawn.svg)
    assert "<img" not in str(drawn.svg)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//elsewhere.example", "https://elsewhere.example", "/\\x", ""]
)
def test_a_link_never_leaves_the_service(link: str) -> None:
    row = [Step("1", StepState.NEXT, link=link)]

    if not link:
        assert "<a " not in str(steps(row, title="x", key="x").svg)
        return
    with pytest.raises(ValueError, match="only link within"):
        steps(row, title="x", key="x")


@given(wanted=st.lists(st.floats(0, 100), max_size=20).map(sorted), gap=st.floats(0.1, 20))
def test_neighbours_are_spread_in_order(wanted, gap) -> None:
    placed = spread(wanted, gap, 0, 100)
    least = min(gap, 100 / max(len(wanted) - 1, 1))

    assert len(placed) == len(wanted)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in placed)
    assert all(b - a >= least - 1e-6 for a, b in pairwise(placed))
