"""A running server, which its users share."""

import fcntl
import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import make_conninfo

from safehome.kit.postgres.checking import refuse_if_old
from safehome.kit.postgres.creation import SUPERUSER
from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import PORT, Folder
from safehome.kit.postgres.launch import end


@dataclass(frozen=True)
class Server:
    """A running server. `started_here` says whether this very call set it going."""

    data: Path
    socket_dir: Path
    port: int
    superuser: str
    version: str
    started_here: bool = field(default=False, compare=False)
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
        """The same as `dsn`, in the form of a URL."""
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
        stop_in(Folder(self.data))

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


def stop_in(folder: Folder) -> bool:
    """Stop this folder's server, whoever uses it. False if none was running."""
    with folder.locked():
        folder.stays.unlink(missing_ok=True)
        if folder.is_free("alive"):
            return False
        end(folder)
    return True


def ready(folder: Folder, *, started_here: bool = False, hold: int = -1) -> Server | None:
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
