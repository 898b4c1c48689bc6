"""The worker: what is done every few minutes, for no visitor. Signs the audit's heads.

python -m safehome.config.worker [--every SECONDS]
"""

from __future__ import annotations

import argparse
import sys
import time

TEN_MINUTES = 600.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Sign the audit's heads, again and again.")
    parser.add_argument("--every", type=float, default=TEN_MINUTES, metavar="SECONDS")
    every = parser.parse_args().every
    import django

    django.setup()
    from django.core.management import call_command

    try:
        while True:
            call_command("sign_heads")
            sys.stdout.flush()
            time.sleep(every)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
