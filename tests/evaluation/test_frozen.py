"""A frozen set: the same figures to the last digit, and any change to it is noticed."""

import json
import random
from dataclasses import replace

import pytest

from safehome.evaluation.__main__ import main
from safehome.evaluation.rules.counts import Counts, InPlace, Referred, Scope
from safehome.evaluation.rules.frozen import NotAsFrozen, freeze, thaw
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.sheets import figures, lines_of
from tests.evaluation.test_report import CALM, TWENTY, pairs


def counted(later="end"):
    scores = [
        *pairs(*TWENTY, team="Quayside"), *pairs(*TWENTY, team="Hilltop", year=2025),
        *pairs(*TWENTY, team="Quayside", part="sleep"),
    ]  # fmt: skip
    journeys = (InPlace("Quayside", 2026, 30, "completed"), InPlace("Hilltop", 2025, 30, "moved"))
    attendance = (InPlace("Quayside", 2026, 80, "came"), InPlace("Hilltop", 2025, 9, "missed"))
    referrals = (Referred(2026, "begun", 4, 20), Referred(2025, "waits", -1, 11))
    return Counts(later, tuple(scores), journeys, attendance, referrals)


def frozen(seed=1):
    return freeze([counted(), counted("mid")], [CALM], year=2026, draw=random.Random(seed))


def told(scope):
    """The figures of what was frozen; of the file only its digest is used."""
    *_, digest = thaw(frozen())
    return figures(lines_of(report_of(counted(), scope, [CALM]), basis=digest))


@pytest.mark.feature("NEW28")
def test_it_works(tmp_path, capsys):
    place = tmp_path / "frozen-set.json"
    place.write_bytes(frozen())

    assert main([str(place)]) == 0
    assert capsys.readouterr().out.encode("utf-8-sig") == told(Scope())
    assert main([str(place), "--year", "2025"]) == 0
    assert capsys.readouterr().out.encode("utf-8-sig") == told(Scope(year=2025))


def test_no_team_is_named_in_it():
    text = frozen().decode()

    assert "Quayside" not in text
    assert "Hilltop" not in text
    assert "Team 1" in text


def test_the_order_of_the_database_tells_nothing_of_which_team_is_which():
    there = counted()
    turned = replace(
        there, scores=there.scores[::-1], journeys=there.journeys[::-1],
        attendance=there.attendance[::-1], referrals=there.referrals[::-1],
    )  # fmt: skip
    made = freeze([turned, counted("mid")], [CALM], year=2026, draw=random.Random(1))

    assert made == frozen()


@pytest.mark.parametrize("at", range(0, 4000, 97))
def test_one_changed_byte_is_noticed(at):
    content = bytearray(frozen())
    at %= len(content)
    content[at] ^= 1
    try:
        counts, asked, digest = thaw(bytes(content))
    except NotAsFrozen:
        return
    # Only a space between two values may change: what the set says is the same.
    assert (counts, asked, digest) == thaw(frozen())


def test_a_set_of_another_method_is_refused():
    held = json.loads(frozen())
    held["method"] = "0"
    with pytest.raises(NotAsFrozen, match="changed since"):
        thaw(json.dumps(held).encode())


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b'{"digest": 1}'])
def test_what_is_no_set_is_refused_in_a_sentence(content, tmp_path, capsys):
    place = tmp_path / "other.json"
    place.write_bytes(content)

    assert main([str(place)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_team_that_is_not_in_it(tmp_path, capsys):
    place = tmp_path / "frozen-set.json"
    place.write_bytes(frozen())

    assert main([str(place), "--team", "Quayside"]) == 1
    assert "no such team" in capsys.readouterr().err
