"""What holds on a day, and where carers differ: plain calculations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.agreements.models import Purpose, Said
from safehome.agreements.rules import (
    BLOCKS,
    DECIDED_AGAINST,
    KINDS,
    PURPOSES,
    SAID,
    TOUCHES_THE_OTHER,
    Answer,
    Decided,
    State,
    blocked,
    conflicts,
    in_force,
    is_a_drawn_line,
    newest,
    standing,
    standings,
)

CAROL, DAN, AMINA, BEN = (UUID(int=n) for n in range(1, 5))
DAY = date(2026, 6, 1)


def said(what="given", *, who=CAROL, to="taking-part", day=0, hour=9, lasts=None, by=AMINA):
    on = DAY + timedelta(days=day)
    until = on + timedelta(days=lasts) if lasts is not None else None
    written = datetime(2026, 6, 1, hour) + timedelta(days=day)  # noqa: DTZ001 - hours alone matter
    return Answer(who, to, what, on, written, by, until)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def test_every_purpose_is_of_one_kind():
    assert sorted(PURPOSES) == sorted(Purpose.values)
    assert len(PURPOSES) == sum(len(some) for some in KINDS.values())
    assert SAID.keys() == set(Said.values)
    assert BLOCKS.keys() == DECIDED_AGAINST.keys() == TOUCHES_THE_OTHER


@pytest.mark.feature("REF8")
@pytest.mark.parametrize(
    ("answers", "day", "state"),
    [
        ([], 0, State.NOT_ASKED),
        ([said()], 0, State.IN_FORCE),
        ([said()], -1, State.NOT_ASKED),
        ([said(lasts=10)], 10, State.IN_FORCE),
        ([said(lasts=10)], 11, State.RUN_OUT),
        ([said(), said("withdrawn", hour=15)], 0, State.TAKEN_BACK),
        ([said(), said("withdrawn", day=3)], 2, State.IN_FORCE),
        ([said(), said("withdrawn", day=3)], 3, State.TAKEN_BACK),
        ([said(), said("invalidated", day=3)], 4, State.NOT_VALID),
        ([said("refused"), said(day=5)], 6, State.IN_FORCE),
        ([said("refused")], 0, State.REFUSED),
    ],
)
def test_where_one_stands(answers, day, state):
    assert standing(answers, on=on(day)).state is state


def test_a_paper_typed_in_late_does_not_outweigh_what_was_taken_back_since():
    paper = Answer(CAROL, "taking-part", "given", on(0), datetime(2026, 6, 9, 9))  # noqa: DTZ001
    assert standing([said("withdrawn", day=3), paper], on=on(10)).state is State.TAKEN_BACK


def test_renewed_without_a_gap_it_holds_since_the_beginning():
    renewed = [said(lasts=30), said(day=30, lasts=30), said(day=60, lasts=30)]
    assert standing(renewed, on=on(61)).since == on(0)
    gap = [said(lasts=30), said(day=31, lasts=30)]
    assert standing(gap, on=on(40)).since == on(31)


def test_it_says_a_month_before_it_ends():
    assert not standing([said(lasts=31)], on=on(0)).ends_soon
    assert standing([said(lasts=31)], on=on(1)).ends_soon


@pytest.mark.feature("REF9")
def test_two_carers_who_answer_differently():
    differ = [said(), said("refused", who=DAN, by=BEN)]
    (found,) = conflicts(differ, carers=[CAROL, DAN], on=on(0))

    assert (found.agreed, found.against) == ((CAROL,), (DAN,))
    assert found.asked_by == {AMINA, BEN}
    assert found.is_open
    assert "No journey starts." in blocked(found)


@pytest.mark.parametrize(
    "other",
    [
        [],  # not asked is not a no
        [said(who=DAN)],
        [said(who=DAN, lasts=5)],  # and neither is what ran out
        [said(who=DAN), said("invalidated", who=DAN, hour=10)],
    ],
)
def test_only_a_no_is_a_no(other):
    assert conflicts([said(), *other], carers=[CAROL, DAN], on=on(9)) == ()


@pytest.mark.parametrize("purpose", sorted(set(PURPOSES) - TOUCHES_THE_OTHER))
def test_what_touches_nobody_else_is_no_conflict(purpose):
    differ = [said(to=purpose), said("refused", who=DAN, to=purpose)]
    assert conflicts(differ, carers=[CAROL, DAN], on=on(0)) == ()


def test_somebody_who_left_is_no_side_of_it():
    differ = [said(), said("refused", who=DAN)]
    assert conflicts(differ, carers=[CAROL], on=on(0)) == ()


def test_a_decision_counts_until_an_answer_changes():
    differ = [said(), said("refused", who=DAN)]
    decided = Decided("taking-part", True, datetime(2026, 6, 2, 9))  # noqa: DTZ001
    carers = [CAROL, DAN]

    (found,) = conflicts(differ, [decided], carers=carers, on=on(2))
    assert not found.is_open
    assert blocked(found) == ()
    (anew,) = conflicts([*differ, said(day=3)], [decided], carers=carers, on=on(3))
    assert anew.is_open


def test_decided_against_it_stays_blocked():
    differ = [said(), said("refused", who=DAN)]
    decided = Decided("taking-part", False, datetime(2026, 6, 2, 9))  # noqa: DTZ001
    (found,) = conflicts(differ, [decided], carers=[CAROL, DAN], on=on(2))
    assert found.blocks
    assert not found.is_open
    assert blocked(found) == (DECIDED_AGAINST["taking-part"],)


ANSWERS = st.lists(
    st.builds(
        said,
        st.sampled_from(sorted(SAID)),
        who=st.sampled_from([CAROL, DAN]),
        to=st.sampled_from(["taking-part", "recording", "contact"]),
        day=st.integers(0, 40),
        hour=st.integers(0, 23),
        lasts=st.none() | st.integers(0, 40),
    ),
    max_size=12,
)


@given(ANSWERS, st.integers(-5, 90))
def test_what_is_in_force_was_given_last_and_has_not_run_out(answers, day):
    last = newest(answers, on=on(day))
    for place, one in in_force(answers, on=on(day)).items():
        assert last[place] == one
        assert one.said == "given"
        assert one.on <= on(day)
        assert one.until is None or on(day) <= one.until


@given(ANSWERS, st.integers(0, 90))
def test_taking_back_always_works(answers, day):
    now = said("withdrawn", day=max(day, 40), hour=23)
    later = Answer(**{**now.__dict__, "written_at": now.written_at + timedelta(days=99)})
    assert (CAROL, "taking-part") not in in_force([*answers, later], on=later.on)


@given(ANSWERS, st.integers(0, 60))
def test_standings_and_in_force_agree_and_order_does_not_matter(answers, day):
    there = standings(answers, carers=[CAROL, DAN], on=on(day))
    held = {place for place, one in there.items() if one.state is State.IN_FORCE}
    times = [(one.carer, one.purpose, one.on, one.written_at) for one in answers]
    if len(set(times)) == len(times):  # of two at the very same moment either may be the last
        assert held == in_force(answers, on=on(day)).keys()
        assert held == in_force(answers[::-1], on=on(day)).keys()


@pytest.mark.parametrize(
    "path", ["", "L1 2", "M1 2L3", "M1 2L3 x", "M1 2L601 3", "M1 2L3 201", "M-1 2L3 4", "M1 2L3 4Z",
             "M1 2L3 4\"/><script>", "M1  2L3 4", "M1 2L３ 4", "M" + "1 2L" * 6000 + "1 2"],
)  # fmt: skip
def test_nothing_but_a_line_is_a_signature(path):
    assert not is_a_drawn_line(path)


def test_a_drawn_line_is_one():
    assert is_a_drawn_line("M0 0L600 200L5 5M7 7L7 7")
