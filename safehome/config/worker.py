"""The worker: what is done again and again, for no visitor.

python -m safehome.config.worker [--every SECONDS] [--once]

Signs the audit's heads every ten minutes, sends the notices whose time has come, and empties what
is kept no longer. Beside that, and so that none of it waits for a count, it makes what somebody
ordered, within two seconds, and the reports whose day has come.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

TEN_MINUTES = 600.0
BETWEEN_SENDINGS = 20.0
BETWEEN_ORDERS = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Sign the audit's heads and send notices.")
    parser.add_argument(
        "--every", type=float, default=TEN_MINUTES, metavar="SECONDS", help="between two signings"
    )
    parser.add_argument("--once", action="store_true", help="do all of it once, and stop")
    asked = parser.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    if not asked.once:
        # Each with connections of its own: one count never waits for another, nor a notice for it.
        _beside(order, BETWEEN_ORDERS)
        _beside(make, min(BETWEEN_SENDINGS, asked.every))
    next_signing = 0.0
    try:
        while True:
            if time.monotonic() >= next_signing:
                call_command("sign_heads")
                next_signing = time.monotonic() + asked.every
            send()
            empty()
            sys.stdout.flush()
            if asked.once:
                make()
                order()
                return 0
            time.sleep(min(BETWEEN_SENDINGS, asked.every))
    except KeyboardInterrupt:
        return 0


def send() -> None:
    """Send what is due. A fault is told and tried again: signing must not stop for it."""
    from safehome.notices.sending import send_due

    _tell(send_due, "Notices", "sent")


def empty() -> None:
    """What a link was to open, and did not in time, is kept no longer; nor old counts."""
    from safehome.evaluation.beside import empty_orders
    from safehome.measures.outside import empty_links
    from safehome.plans.telephone import empty_boxes

    try:
        empty_boxes()
        empty_links()
        empty_orders()
    except Exception as error:
        sys.stderr.write(f"Not everything was emptied: {type(error).__name__}: {error}\n")


def make() -> None:
    """Make the reports whose day has come. A fault is told and tried again."""
    from safehome.evaluation.making import make_due

    _tell(make_due, "Reports", "made")


def order() -> None:
    """Make what somebody ordered, one after the other, until nothing waits."""
    from safehome.evaluation.beside import make_waiting

    _tell(make_waiting, "Orders", "made")


def _beside(act: Callable[[], None], between: float) -> None:
    """Do it again and again, in a thread that ends with this process."""

    def again_and_again() -> None:
        while True:
            act()
            sys.stdout.flush()
            time.sleep(between)

    threading.Thread(target=again_and_again, name=act.__name__, daemon=True).start()


def _tell(act: Callable[[], Counter[str]], what: str, done: str) -> None:
    """Do it, and tell what became of how many, or the fault."""
    try:
        found = act()
    except Exception as error:
        sys.stderr.write(f"{what} were not {done}: {type(error).__name__}: {error}\n")
        return
    if found:
        sys.stdout.write(f"{what}: {dict(found)}.\n")


if __name__ == "__main__":
    sys.exit(main())
