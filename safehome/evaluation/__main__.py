"""./run evaluate SNAPSHOT: the figures of a frozen set, to the last digit, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.frozen import NotAsFrozen, thaw
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.sheets import figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the figures as CSV, and say by which method and from which set they are."""
    ask = argparse.ArgumentParser(prog="./run evaluate", description=__doc__)
    ask.add_argument("snapshot", type=Path, help="the frozen set, a .json file")
    ask.add_argument("--later", default="end", choices=("end", "mid"))
    ask.add_argument("--year", type=int, help="only journeys that began in this year")
    ask.add_argument("--team", help="only one team, by the name it has in the set")
    asked_for = ask.parse_args(arguments)
    try:
        counts, asked, digest = thaw(asked_for.snapshot.read_bytes())
        scope = Scope(team=asked_for.team, year=asked_for.year)
        there = counts[asked_for.later]
        if scope.team not in (None, *there.teams) or scope.year not in (None, *there.years):
            raise NotAsFrozen("The set has no such team or year.")
        made = figures(report_of(there, scope, asked))
    except (OSError, ValueError, KeyError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(made.decode("utf-8-sig"))
    sys.stderr.write(f"From the set {digest[:16]}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
