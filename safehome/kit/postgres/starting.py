"""Start a server, or find the one that runs already."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from safehome.kit.postgres.creation import create
from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import SYSTEM_WIDE, Folder, home
from safehome.kit.postgres.launch import end, launch, wait_until
from safehome.kit.postgres.server import Server, ready, stop_in
from safehome.kit.postgres.ways import Way, way_for

PATIENCE = 60.0


def _quiet(_line: str) -> None:
    """Say nothing."""


def start(
    data: Path | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    stay: bool = False,
    programs: Path | None = None,
    progress: Callable[[str], None] = _quiet,
) -> Server:
    """Return a server that is ready, making its cluster and starting it where needed.

    One that already runs is returned as it is: `settings` (PostgreSQL's own
    names and values) matter only to whoever starts it. With `stay` it runs on
    after the last of its users has left, until `stop`. `programs` is a folder of
    other programs than ours, such as the machine's own. Raises PostgresError.
    """
    folder, way = _place((data or home()).absolute(), programs)
    folder.make(way)
    with folder.locked():
        hold = folder.open("users")
        fcntl.flock(hold, fcntl.LOCK_SH)
        try:
            server = _running_or_started(folder, way, dict(settings or {}), progress, hold)
        except BaseException:
            os.close(hold)
            raise
        if stay:
            folder.stays.touch()
    return server


def running(data: Path | None = None) -> Server | None:
    """The server of this folder if one is ready, without becoming one of its users."""
    folder, _ = _place((data or home()).absolute())
    if not folder.cluster.exists() or folder.is_free("alive"):
        return None
    return ready(folder)


def stop(data: Path | None = None) -> bool:
    """Stop the server of this folder, whoever uses it. False if none was running."""
    folder, _ = _place((data or home()).absolute())
    if not folder.cluster.exists():
        return False
    return stop_in(folder)


def _place(data: Path, programs: Path | None = None) -> tuple[Folder, Way]:
    """The folder and the way to run it; elsewhere if PostgreSQL's user cannot get there."""
    way = way_for(data)
    if not way.can_reach(data):
        digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
        data = SYSTEM_WIDE / f"{data.parent.name}-{data.name}-{digest}"
        SYSTEM_WIDE.mkdir(parents=True, exist_ok=True, mode=0o755)
        way = way_for(data)
    return Folder(data, programs), way


def _running_or_started(
    folder: Folder,
    way: Way,
    settings: dict[str, str],
    progress: Callable[[str], None],
    hold: int,
) -> Server:
    launched = False
    found: list[Server] = []

    def is_ready() -> bool:
        nonlocal launched
        if folder.is_free("alive"):
            if launched:
                raise PostgresError(f"PostgreSQL stopped at once: {folder.last_words()}")
            if not folder.cluster.exists():
                progress("Making a PostgreSQL cluster, once …")
                create(folder, way, safely=settings.get("fsync") != "off")
            progress("Starting PostgreSQL …")
            folder.stays.unlink(missing_ok=True)
            launch(folder, way, settings)
            launched = True
        server = ready(folder, started_here=launched, hold=hold)
        found.extend([server] if server else [])
        return bool(server)

    try:
        if not wait_until(is_ready, PATIENCE):
            raise PostgresError(f"PostgreSQL is not ready after a minute: {folder.last_words()}")
    except BaseException:
        if launched and not folder.is_free("alive"):
            end(folder)
        raise
    return found[0]
