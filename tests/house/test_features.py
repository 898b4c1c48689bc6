"""Every feature that a test names is one that we know."""

from __future__ import annotations

import doctest

import pytest

from tests import features


def test_every_id_named_is_known():
    known = features.known((features.PROJECT / "docs" / "features.md").read_text())
    assert len(known) > 100
    named = features.seen(features.PROJECT / "tests")
    assert named
    assert named.keys() <= known.keys()


def test_the_examples_are_true():
    assert doctest.testmod(features).failed == 0


def test_an_unknown_id_is_an_error(monkeypatch, capsys):
    monkeypatch.setattr(features, "seen", lambda _: {"XYZ99": ["tests/test_x.py::test_x"]})

    assert features.main([]) == 1
    assert "XYZ99 is not in docs/features.md" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--missing"]])
def test_it_says_how_many_are_seen(capsys, arguments):
    assert features.main(arguments) == 0
    assert "features are seen by a test." in capsys.readouterr().out
