"""Write the demonstration's families, showing how far it has come.

Each is written by the actions that the doors use, in a context that the database has sealed,
with its events: what a demonstration shows went through every check.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from rich.progress import Progress

from safehome.config.demonstration.families import FAMILIES


def _ready() -> None:
    import django

    django.setup()


def _write_family(place: int) -> None:
    from safehome.config.demonstration.seeding import write_family

    write_family(place)


def _write_earlier() -> None:
    from safehome.config.demonstration.earlier import write_earlier

    write_earlier(os.environ)


def _write_waiting() -> None:
    from safehome.config.demonstration.seeding import write_waiting

    write_waiting()


def _write_referrals() -> None:
    from safehome.config.demonstration.referring import write_referrals

    write_referrals(dict(os.environ))


def _write_packets() -> None:
    from safehome.config.demonstration.packets import sign_own
    from safehome.config.demonstration.recommending import write_recommendations

    write_recommendations()
    sign_own(dict(os.environ))


def _write_frozen() -> None:
    from safehome.config.demonstration.seeding import write_frozen

    write_frozen()


def main() -> int:
    spawned = multiprocessing.get_context("spawn")
    # Two: one reckons while the other waits for the database, whose work is another half.
    with (
        Progress() as bar,
        ProcessPoolExecutor(2, mp_context=spawned, initializer=_ready) as pool,
    ):
        task = bar.add_task("Writing invented families", total=len(FAMILIES) + 5)
        for _ in pool.map(_write_family, range(len(FAMILIES))):
            bar.advance(task)
        # These look among the families that are there, or need their organisation's key.
        for rest in [
            pool.submit(one) for one in (_write_referrals, _write_waiting, _write_earlier)
        ]:
            rest.result()
            bar.advance(task)
        for last in (_write_frozen, _write_packets):  # of all that was written
            pool.submit(last).result()
            bar.advance(task)
    return 0


if __name__ == "__main__":
    sys.exit(main())
