"""python -m bench [--families 100,1k,10k,100k] [--scenario NAME] [--journeys 20k] [--json FILE]"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path

import psycopg

from bench import journeys, packets
from bench.asking import Wrong
from bench.measuring import Result, measure
from bench.place import HOME, Place, clear, cluster, open_door, prepare
from bench.printing import in_figures, show
from bench.scenarios import SCENARIOS
from bench.sizes import size
from bench.stage import Stage

OUTCOMES, PACKETS = "outcomes", "packets"
ALONE = (OUTCOMES, PACKETS)
FEWEST = 2_000  # of which the large organisation has a hundred


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run bench", description="Compare speed and size within one run, ratios first."
    )
    names = [scenario.name for scenario in SCENARIOS] + [*ALONE]
    parser.add_argument("--families", default="100,10k", help="sizes, such as 100,1k,10k,100k")
    parser.add_argument(
        "--scenario",
        action="append",
        choices=names,
        help=f"only this; again for more. “{OUTCOMES}” is the report of outcomes, “{PACKETS}” what"
        " many organisations told: they have rows of their own, so each is measured only when it"
        " is asked for, and alone",
    )
    parser.add_argument(
        "--journeys", type=size, default=20_000, metavar="NUMBER",
        help=f"of “{OUTCOMES}”: how many journeys, such as 20k or 1000k (about 15 GB of disk)",
    )  # fmt: skip
    parser.add_argument(
        "--organisations", type=size, default=500, metavar="NUMBER",
        help=f"of “{PACKETS}”: how many organisations told",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here too")
    parser.add_argument("--rounds", type=int, default=8, help="turns for each scenario")
    parser.add_argument("--each", type=int, default=10, help="requests in a turn")
    parser.add_argument("--seconds", type=float, default=60, help="at most, for each scenario")
    parser.add_argument("--home", type=Path, default=HOME, help="folder for its PostgreSQL")
    asked = parser.parse_args()
    for name in ALONE:
        if name in (asked.scenario or ()) and asked.scenario != [name]:
            parser.error(f"“{name}” is measured alone: leave the other scenarios out.")
    if asked.journeys < FEWEST:
        parser.error(f"Of fewer than {FEWEST} journeys too much of a report is held back.")
    return asked


def main() -> int:
    asked = arguments()
    # Told to stop, take everything down as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if asked.scenario == [OUTCOMES]:
        with cluster(asked.home.absolute()) as server:
            journeys.run(server, asked.journeys, asked.home.absolute())
        return 0
    if asked.scenario == [PACKETS]:
        with cluster(asked.home.absolute()) as server:
            packets.run(server, asked.organisations, asked.home.absolute())
        return 0
    sizes = sorted({size(text) for text in asked.families.split(",")})
    results: dict[str, list[Result]] = {}
    notes: list[str] = []
    wrong = False
    with ExitStack() as open_things:
        server = open_things.enter_context(cluster(asked.home.absolute()))
        stages = []
        for families in sizes:
            print(f"Preparing {families:,} families …", flush=True)
            place = Place(server, families, asked.home.absolute())
            open_things.callback(clear, place)
            prepare(place)
            port, door = open_things.enter_context(open_door(place))
            admin = open_things.enter_context(psycopg.connect(place.record, autocommit=True))
            stages.append(Stage(place, port, door, admin))
            open_things.callback(stages[-1].leave)
        for scenario in SCENARIOS:
            if asked.scenario and scenario.name not in asked.scenario:
                continue
            missing = [name for name in scenario.needs if name not in stages[0].addresses]
            if missing:
                notes.append(f"{scenario.name}: skipped, there is no address {missing[0]} yet.")
                continue
            print(f"Measuring: {scenario.name} …", flush=True)
            try:
                results[scenario.name] = measure(
                    scenario, stages, rounds=asked.rounds, each=asked.each, seconds=asked.seconds
                )
            except (Wrong, HTTPException, OSError) as what:
                notes.append(f"{scenario.name}: NOT MEASURED. {what}")
                wrong = True
    show(results, notes)
    if asked.json:
        asked.json.write_text(json.dumps(in_figures(results, notes), indent=1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
