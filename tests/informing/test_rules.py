"""Who is owed word, of what and by when."""

from datetime import date, timedelta

import pytest

from safehome.informing.rules import Recipient, Way, filled, owed, still_open

DAY = date(2026, 6, 1)
CAROL = Recipient("c", "Carol", "carer", DAY, in_sessions=True)
DEAN = Recipient("d", "Dean", "carer", DAY)
REFERRER = Recipient("r", "The referrer", "referrer", DAY)
SCHOOL = Recipient("s", "School", "school", DAY)
SILENT = Recipient("t", "Therapist", "therapist", DAY, agreed=False)
ALL = (CAROL, DEAN, REFERRER, SCHOOL, SILENT)


def held(number: int) -> tuple[date, ...]:
    return tuple(DAY + timedelta(days=7 * place) for place in range(1, number + 1))


@pytest.mark.feature("NEW6", "PRG18")
@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Way(), set()),
        (Way(decided_on=DAY), {("r", "referral")}),
        (Way(started_on=DAY, held_on=held(3)), {("r", "taking-part")}),
        (Way(started_on=DAY, held_on=held(4)), {("r", "taking-part"), ("d", "progress")}),
        (Way(held_on=held(7)),
         {("c", "review"), ("d", "review"), ("s", "review"), ("d", "progress")}),
        (Way(ended_on=DAY), {(one, "ending") for one in "cdrs"}),
    ],
)  # fmt: skip
def test_what_is_owed(way, expected):
    assert {(one.to, one.matter) for one in owed(way, ALL, {})} == expected


def test_it_says_by_when_and_why():
    (one,) = owed(Way(decided_on=DAY), [REFERRER], {})
    assert one.by == DAY + timedelta(days=5)
    assert one.because.endswith(".")
    assert not one.is_late(one.by)
    assert one.is_late(one.by + timedelta(days=1))


@pytest.mark.parametrize(("told_on", "is_owed"), [(-1, True), (0, False), (3, False)])
def test_what_was_told_since_is_owed_no_more(told_on, is_owed):
    told = {("r", "referral"): DAY + timedelta(days=told_on)}
    assert bool(owed(Way(decided_on=DAY), [REFERRER], told)) is is_owed


def test_every_four_sessions_anew():
    told = {("d", "progress"): held(4)[-1]}
    assert not owed(Way(held_on=held(6)), [DEAN], told)
    again = [one.matter for one in owed(Way(held_on=held(8)), [DEAN], told)]
    assert again == ["review", "progress"]


def test_nothing_is_owed_to_somebody_nobody_agreed_to_tell():
    everything = Way(DAY, DAY, DAY, held(13))
    assert not owed(everything, [SILENT], {})


def test_templates_are_filled_and_the_rest_is_asked():
    body = filled("Dear {carer_name},\n[why]\nOn {date}.", {"carer_name": "Carol"})
    assert body == "Dear Carol,\n[why]\nOn [date]."
    assert still_open(body) == ["[why]", "[date]"]
