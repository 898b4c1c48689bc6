"""Three ways to run PostgreSQL's programs, depending on who we are.

`direct`     an ordinary user, as themselves
`namespace`  root, in a user namespace where root is an ordinary user
`drop`       root where namespaces are forbidden, as an unprivileged user
"""

import os
import pwd
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from safehome.kit.postgres.errors import PostgresError

STAGE = Path(__file__).with_name("stage.py")


@dataclass(frozen=True)
class Way:
    """`uid` and `gid` are who PostgreSQL will believe itself to be."""

    kind: Literal["direct", "namespace", "drop"]
    uid: int
    gid: int

    @property
    def owner(self) -> tuple[int, int]:
        """Who must own PostgreSQL's files, seen from here."""
        return (self.uid, self.gid) if self.kind == "drop" else (os.geteuid(), os.getegid())

    def command(self, *argv: str | Path, detach: bool = False) -> list[str]:
        who = [self.kind, str(self.uid), str(self.gid)]
        then = "detach" if detach else "wait"
        return [sys.executable, "-I", "-S", str(STAGE), *who, then, *map(str, argv)]

    def give(self, *paths: Path) -> None:
        """Make PostgreSQL's user the owner, which only matters when that is not us."""
        if self.kind == "drop":
            for path in paths:
                os.chown(path, *self.owner, follow_symlinks=False)

    def can_reach(self, folder: Path) -> bool:
        """Whether PostgreSQL's user may pass through every folder down to this one."""
        if self.kind != "drop":
            return True
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        return all(
            path.stat().st_mode & 0o001 or path.stat().st_uid == self.uid
            for path in (existing, *existing.parents)
        )


def way_for(data: Path) -> Way:
    """The way to run the cluster in this folder, which may not exist yet.

    As root, a cluster that somebody else owns stays theirs.
    """
    uid = os.geteuid()
    owner = data.stat() if data.exists() else None
    if uid == 0 and owner and owner.st_uid != 0:
        return Way("drop", owner.st_uid, owner.st_gid)
    if uid != 0 and _has_a_name(uid):
        return Way("direct", uid, os.getegid())
    namespace = Way("namespace", *_somebody())
    if works(namespace):
        return namespace
    drop = Way("drop", *_somebody())
    if uid == 0 and owner is None and works(drop):
        return drop
    raise PostgresError(
        "PostgreSQL does not run as root, and this machine allows neither a user namespace "
        "nor a change to another user. Run this as an ordinary user, or use a server of your "
        "own: see docs/how-to/use-another-postgresql.md"
    )


def works(way: Way) -> bool:
    """Try the way with a program that does nothing."""
    return _succeeds(way.command("/bin/sh", "-c", ":"))


def _succeeds(command: Sequence[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0


def _has_a_name(uid: int) -> bool:
    """PostgreSQL's initdb insists that whoever runs it is in the list of users."""
    try:
        return bool(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return False


def _somebody() -> tuple[int, int]:
    """An unprivileged user known to this machine: `postgres` if there is one."""
    users = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid}
    for name in ("postgres", "nobody", *users):
        if name in users:
            return users[name].pw_uid, users[name].pw_gid
    return 65534, 65534
