"""A server that its users share: start it, use it, leave it."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import make_conninfo

from safehome.kit.postgres.checking import refuse_if_old
from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import PORT, SYSTEM_WIDE, Folder, home
from safehome.kit.postgres.launch import SUPERUSER, create, end, last_words, launch, wait_until
from safehome.kit.postgres.ways import Way, way_for

PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running server. `started_here` says whether this very call set it going."""

    data: Path
    socket_dir: Path
    port: int
    superuser: str
    version: str
    started_here: bool = False
    _hold: int = field(default=-1, repr=False, compare=False)

    @property
    def passfile(self) -> Path:
        """Every role's password, in the form libpq reads by itself."""
        return Folder(self.data).passwords

    def dsn(self, database: str = "postgres", user: str | None = None) -> str:
        """How to connect, for psycopg or psql. It names the passfile and holds no password."""
        return make_conninfo(
            host=str(self.socket_dir),
            port=self.port,
            dbname=database,
            user=user or self.superuser,
            passfile=str(self.passfile),
        )

    def url(self, database: str = "postgres", user: str | None = None) -> str:
        """The same as `dsn`, in the form of a DATABASE_URL."""
        places = {"host": self.socket_dir, "port": self.port, "passfile": self.passfile}
        return f"postgresql://{quote(user or self.superuser)}@/{quote(database)}?" + urlencode(
            places, quote_via=quote, safe="/"
        )

    def password(self, role: str) -> str:
        """The role's password, generated and kept 0600 when it is first asked for.

        Give it to the role with CREATE ROLE … PASSWORD; from then on `dsn` and
        `url` work for that role.
        """
        folder = Folder(self.data)
        with folder.locked():
            return folder.password(role)

    def stop(self) -> None:
        """Stop it, whoever else uses it."""
        self._let_go()
        stop(self.data)

    def leave(self) -> None:
        """Stop it only if nobody else uses it and it was not told to stay."""
        folder = Folder(self.data)
        with folder.locked():
            self._let_go()
            if folder.stays.exists() or not folder.is_free("users", fcntl.LOCK_EX):
                return
            if not folder.is_free("alive"):
                end(folder)

    def _let_go(self) -> None:
        if self._hold >= 0:
            os.close(self._hold)
            object.__setattr__(self, "_hold", -1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()


def _quiet(_line: str) -> None:
    """Say nothing."""


def start(
    data: Path | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    stay: bool = False,
    progress: Callable[[str], None] = _quiet,
) -> Server:
    """Return a server that is ready, making its cluster and starting it where needed.

    One that already runs is returned as it is: `settings` (PostgreSQL's own
    names and values) matter only to whoever starts it. With `stay` it runs on
    after the last of its users has left, until `stop`. Raises PostgresError.
    """
    folder, way = _place((data or home()).absolute())
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
    return _ready(folder)


def stop(data: Path | None = None) -> bool:
    """Stop the server of this folder, whoever uses it. False if none was running."""
    folder, _ = _place((data or home()).absolute())
    if not folder.cluster.exists():
        return False
    with folder.locked():
        folder.stays.unlink(missing_ok=True)
        if folder.is_free("alive"):
            return False
        end(folder)
    return True


def _place(data: Path) -> tuple[Folder, Way]:
    """The folder and the way to run it; elsewhere if PostgreSQL's user cannot get there."""
    way = way_for(data)
    if not way.can_reach(data):
        digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
        data = SYSTEM_WIDE / f"{data.parent.name}-{data.name}-{digest}"
        SYSTEM_WIDE.mkdir(parents=True, exist_ok=True, mode=0o755)
        way = way_for(data)
    return Folder(data), way


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
                raise PostgresError(f"PostgreSQL stopped at once: {last_words(folder)}")
            if not folder.cluster.exists():
                progress("Making a PostgreSQL cluster, once …")
                create(folder, way, safely=settings.get("fsync") != "off")
            progress("Starting PostgreSQL …")
            folder.stays.unlink(missing_ok=True)
            launch(folder, way, settings)
            launched = True
        server = _ready(folder, started_here=launched, hold=hold)
        found.extend([server] if server else [])
        return bool(server)

    try:
        if not wait_until(is_ready, PATIENCE):
            raise PostgresError(f"PostgreSQL is not ready after a minute: {last_words(folder)}")
    except BaseException:
        if launched and not folder.is_free("alive"):
            end(folder)
        raise
    return found[0]


def _ready(folder: Folder, *, started_here: bool = False, hold: int = -1) -> Server | None:
    """The server, if it says it is ready and lets us in."""
    socket_dir = folder.ready_socket()
    if socket_dir is None:
        return None
    server = Server(folder.path, socket_dir, PORT, SUPERUSER, "", started_here, hold)
    try:
        with psycopg.connect(server.dsn(), connect_timeout=10) as connection:
            number = connection.info.server_version
    except psycopg.OperationalError as error:
        if "password" in str(error):
            raise PostgresError(
                f"{folder.passwords} no longer fits its cluster. Put the file back, or move "
                f"{folder.path} away to begin afresh."
            ) from None
        return None
    refuse_if_old(number)
    version = f"{number // 10_000}.{number % 10_000}"
    return Server(folder.path, socket_dir, PORT, SUPERUSER, version, started_here, hold)
