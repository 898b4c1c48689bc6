"""./run evaluate SNAPSHOT: the figures of a frozen set, to the last digit, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.frozen import NotAsFrozen, thaw
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.sheets import figures, lines_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the figures as CSV, and say by which method and from which set they are."""
    ask = argparse.ArgumentParser(prog="./run evaluate", description=__doc__)
    ask.add_argument("snapshot", type=Path, help="the frozen set, a .json file")
    ask.add_argument("--later", default="end", choices=("end", "mid"))
    ask.add_argument("--year", type=int, help="only journeys that began in this year")
    ask.add_argument("--team", help="only one team, by the name it has in the set")
    ask.add_argument("--lead", help="only one practitioner, by the name they have in the set")
    asked_for = ask.parse_args(arguments)
    if asked_for.snapshot.suffix == ".zip":
        sys.stderr.write("Unpack it first. The set itself is frozen-set.json, which lies in it.\n")
        return 1
    try:
        counts, asked, digest = thaw(asked_for.snapshot.read_bytes())
        scope = Scope(team=asked_for.team, year=asked_for.year, lead=asked_for.lead)
        there = counts[asked_for.later]
        if not there.has(scope):
            raise NotAsFrozen("The set has no such team, year or practitioner.")
        made = figures(lines_of(report_of(there, scope, asked), basis=digest))
    except (OSError, ValueError, KeyError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(made.decode("utf-8-sig"))
    sys.stderr.write(f"From the set {digest[:16]}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
