"""Write the demonstration's families, showing how far it has come."""

from __future__ import annotations

import os
import sys


def main() -> int:
    import django

    django.setup()
    from rich.progress import Progress

    from safehome.config.demonstration.referring import write_referrals
    from safehome.config.demonstration.seeding import write_families

    with Progress() as bar:
        task = bar.add_task("Writing invented families", total=None)
        write_families(lambda done, of: bar.update(task, completed=done, total=of))
    write_referrals(dict(os.environ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
