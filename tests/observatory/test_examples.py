"""The examples in the rules are true."""

import doctest

import pytest

from safehome.observatory.rules import following, packet, signature, telling, topics


@pytest.mark.parametrize("module", [following, packet, signature, telling, topics])
def test_they_are(module):
    assert doctest.testmod(module).failed == 0


def test_there_are_some():
    assert doctest.testmod(telling).attempted + doctest.testmod(signature).attempted > 1
