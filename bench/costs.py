"""What something cost: processor time of the door and of PostgreSQL, and its statements."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")
# Beginning and ending a transaction is no statement about families; and what the owner does is
# done by no door: PostgreSQL's own checks of foreign keys, when a transaction ends.
COUNTED = """
    SELECT coalesce(sum(s.calls), 0)::int, coalesce(sum(s.rows), 0)::int
      FROM pg_stat_statements s
      JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
     WHERE d.datname IN (%(record)s, %(keyring)s) AND r.rolname LIKE 'sh\\_%%'
       AND r.rolname <> 'sh_owner'
       AND s.query !~* '^\\s*(begin|commit|rollback|savepoint|release|set|show)'
"""


def children_of() -> dict[int, list[int]]:
    """Every process by its parent."""
    found: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended while we looked
            continue
        found[parent].append(int(stat.parent.name))
    return found


def tree(root: int) -> list[int]:
    """A process and all below it."""
    by_parent, found, waiting = children_of(), [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += by_parent.get(pid, [])
    return found


def processor_time(root: int) -> float:
    """Seconds of processor time of a process and all below it, living ones."""
    return sum(map(_of_process, tree(root)))


def _of_process(pid: int) -> float:
    """To the nanosecond where the kernel keeps it, else by its clock's ticks."""
    try:
        threads = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
        if threads:
            return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICK
    except OSError:
        return 0.0


def statements(admin: psycopg.Connection, name: str) -> tuple[int, int]:
    """Statements that doors have sent to a place's databases so far, and rows they were given."""
    time.sleep(0.15)  # until what follows an answer, such as a session's clock, is done
    row = admin.execute(COUNTED, {"record": name, "keyring": f"{name}_keyring"}).fetchone()
    assert row is not None
    return row[0], row[1]
