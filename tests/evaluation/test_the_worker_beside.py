"""The worker as it runs: it begins soon, holds up nothing else, and may die in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from safehome.evaluation.models import Step
from tests.evaluation.made_beside import nobody_counts, order, standing, until, waits_for_journeys
from tests.evaluation.test_counting import journey

__all__ = ["journey", "order", "standing"]


@contextmanager
def a_worker(folder):
    """The one command that a deployment runs."""
    folder.mkdir(exist_ok=True)
    with (folder.parent / "said.txt").open("ab") as said:
        process = subprocess.Popen(
        [sys.executable, "-m", "safehome.config.worker", "--every", "1"],
        env={**os.environ, "SAFEHOME_DOOR": "worker", "SAFEHOME_SIGNED_HEADS": str(folder),
             "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
        stdout=subprocess.DEVNULL, stderr=said,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def heads(folder):
    """How much of signed heads there is."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


@pytest.mark.fault
def test_it_begins_soon_and_holds_up_nothing_else(
    cast, journey, order, standing, tmp_path, superuser
):
    folder = tmp_path / "heads"
    with a_worker(folder):
        until(lambda: heads(folder), 60)  # it has come up
        first = order(cast.mo)
        until(lambda: standing(cast.mo, first.pk).step == Step.READY, 60)
        begun = standing(cast.mo, first.pk)
        assert (begun.begun_at - begun.ordered_at).total_seconds() < 5  # two, on a quiet machine
        with nobody_counts():
            second = order(cast.mo, later="mid")
            until(lambda: standing(cast.mo, second.pk).step == Step.COUNTING, 60)
            before = heads(folder)
            order(cast.ben)  # something new is in the audit
            until(lambda: heads(folder) > before, 60)  # while it still counts
            assert standing(cast.mo, second.pk).step == Step.COUNTING
        until(lambda: standing(cast.mo, second.pk).step == Step.READY, 60)


@pytest.mark.fault
def test_killed_in_the_middle_its_statement_ends_and_another_makes_it(
    cast, journey, order, standing, tmp_path, superuser
):
    one = order(cast.mo)
    with nobody_counts():
        with a_worker(tmp_path / "heads"):
            until(lambda: standing(cast.mo, one.pk).step == Step.COUNTING, 60)
            until(lambda: waits_for_journeys(superuser), 60)
        until(lambda: not waits_for_journeys(superuser), 60)  # though the table is still locked
    assert standing(cast.mo, one.pk).step == Step.COUNTING
    superuser.execute("UPDATE evaluation_order SET seen_at = now() - interval '2 min'")
    with a_worker(tmp_path / "heads"):
        until(lambda: standing(cast.mo, one.pk).step == Step.READY, 60)
    assert standing(cast.mo, one.pk).tries == 2
