"""The database-facing tests once more, on the PostgreSQL that this machine has of its own.

    python -m tests.elsewhere

Our own PostgreSQL is a new one; organisations run others, the oldest of which
is 15. Where the machine has programs of its own, the oldest that we support is
started in a folder of ours. Nothing that already runs there is touched.
"""

from __future__ import annotations

import os
import subprocess
import sys

from safehome.kit.postgres import OLDEST, start
from safehome.kit.postgres.binaries import of_the_system
from tests.cluster import FAST, LOCAL

# What the database itself promises: row security, the sealed context, the chain, deploying.
PROMISES = [
    "tests/audit",
    "tests/drafts",
    "tests/families",
    "tests/faults",
    "tests/house/test_access_matrix.py",
    "tests/house/test_catalogue.py",
    "tests/house/test_guards.py",
    "tests/house/test_no_foreign_row.py",
    "tests/people",
    "tests/vault",
]


def main() -> int:
    usable = {major: path for major, path in of_the_system().items() if major >= OLDEST}
    if not usable:
        sys.stderr.write(
            f"Skipped: the same on another PostgreSQL. This machine has none of {OLDEST} or newer "
            "of its own; on Debian: apt-get install postgresql\n"
        )
        return 0
    oldest = min(usable)
    server = start(LOCAL / f"tests-{oldest}", settings=FAST, stay=True, programs=usable[oldest])
    sys.stderr.write(f"The same on this machine's PostgreSQL {server.version} …\n")
    environment = {
        **os.environ,
        "SAFEHOME_TEST_ADMIN": server.dsn(),
        "SAFEHOME_TEST_NAME": "elsewhere",
    }
    named = sys.argv[1:] or [*PROMISES, "-n", "2", "-q", "-m", "not story"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *named], env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
