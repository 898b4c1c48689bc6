"""What the open pack holds, so that nothing of it is lost in passing."""

from functools import cache
from pathlib import Path

import pytest

from safehome.programme.checking import check
from safehome.programme.loading import load
from safehome.programme.packs import Pack

OPEN = Path("packs/open/1.0")


@cache
def pack() -> Pack:
    return load(OPEN)


@pytest.mark.feature("PRG4", "PRG6")
def test_thirteen_sessions_each_whole() -> None:
    assert len(pack().sessions) == 13
    for session in pack().sessions:
        assert session.number in pack().manual
        assert 60 <= session.minutes <= 90
        assert len(session.reflection) >= 4
        assert len(session.watch_for) >= 4
        handouts = pack().handouts_of(session.number)
        assert len(handouts) >= 2
        assert all(handout.easy for handout in handouts)
        assert any(handout.kind == "home-activity" for handout in handouts)


def test_nothing_is_left_to_put_right() -> None:
    assert check(OPEN).findings == ()


@pytest.mark.parametrize(
    "aim",
    [
        pytest.param("A1", marks=pytest.mark.feature("PRG7")),
        pytest.param("A2", marks=pytest.mark.feature("PRG8")),
        pytest.param("A3", marks=pytest.mark.feature("PRG9")),
        pytest.param("A4", marks=pytest.mark.feature("PRG10")),
        pytest.param("A5", marks=pytest.mark.feature("PRG11")),
        "A6",
    ],
)
def test_each_aim_has_sessions_that_carry_it_and_training_for_it(aim: str) -> None:
    carried = [session.number for session in pack().sessions if aim in session.aims]
    taught = {
        book.course.for_
        for book in pack().courses.values()
        for module in book.course.modules
        if aim in module.aims
    }

    assert len(carried) >= 2
    assert "practitioner" in taught


def test_every_session_opens_with_a_check_and_ends_with_grounding() -> None:
    for session in pack().sessions:
        first, last = session.components[0], session.components[-1]
        assert first.is_core, session.number
        assert last.is_core, session.number
        assert "feedback" in last.measures, session.number


def test_no_child_is_out_of_view() -> None:
    for session in pack().sessions:
        assert session.every_child
        about_children = [step for step in session.components if "SP3" in step.plan_sections]
        assert any(step.is_core for step in about_children), session.number


def test_stories_letters_and_signs() -> None:
    assert len(pack().vignettes) >= 24
    told = {number for story in pack().vignettes.values() for number in story.head.sessions}
    assert told == set(range(1, 14))
    assert {page.head.nation for page in pack().signs.values()} == {
        "all", "england", "wales", "scotland", "northern-ireland",
    }  # fmt: skip
    assert len(pack().letters) >= 8
    assert {letter.head.to for letter in pack().letters.values()} >= {
        "carer", "other-carer", "referrer", "school",
    }  # fmt: skip


def test_suggestions_for_every_part_of_the_plan_keep_freedoms() -> None:
    assert list(pack().plan_lines) == [f"SP{number}" for number in range(1, 16)]
    for lines in pack().plan_lines.values():
        assert len(lines) >= 12
        assert any(line.freedom for line in lines)
        for age in ("under-8", "8-12", "13-17"):
            assert any({age, "any"} & {*line.ages} for line in lines)


def test_two_courses_and_three_families_to_rehearse_with() -> None:
    assert set(pack().courses) == {"practitioner", "supervisor"}
    for book in pack().courses.values():
        for module in book.course.modules:
            assert module.quiz in book.quizzes, module.slug
    assert len(pack().rehearsals) >= 3
    assert all(len(family.planted) >= 4 for family in pack().rehearsals.values())
    assert pack().adoption.readiness
    assert pack().adoption.milestones
    assert pack().adoption.workshop


def test_every_questionnaire_says_what_it_is_not() -> None:
    for one in pack().questionnaires.values():
        assert "not been tested" in one.not_validated, one.id
        assert one.reliable_change is None, "a figure would need a source"
