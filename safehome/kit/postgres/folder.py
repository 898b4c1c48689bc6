"""The folder that holds one server: its cluster, passwords, locks and log.

cluster/    PostgreSQL's own data directory
passwords   one generated password for each role, in libpq's passfile format
lock        held while someone starts, stops or leaves the server
alive       held by the server's own processes for as long as one of them lives
users       held, shared, by everyone who uses the server
stays       there when the server was told to stay after the last of them leaves
log         what the server says; never a value, never a statement
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safehome.kit.postgres.binaries import major, major_of, programs
from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.ways import Way

SYSTEM_WIDE = Path("/var/lib/safe-home")
PORT = 5432  # part of the socket's name; each server has a socket folder of its own
LONGEST_SOCKET = 100  # the kernel's own limit is 107 bytes, on macOS 103


def home(name: str = "main") -> Path:
    """Where a server's folder is unless told otherwise; SAFEHOME_DATA moves all of them."""
    given = os.environ.get("SAFEHOME_DATA")
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    base = Path(given) if given else Path(shared) / "safe-home"
    return base.expanduser().absolute() / f"postgres-{major()}" / name


@dataclass(frozen=True)
class Folder:
    """`own_programs` names other programs than those that come with Safe Home."""

    path: Path
    own_programs: Path | None = None

    def programs(self, way: Way) -> Path:
        return self.own_programs or programs(way)

    def major(self) -> str:
        return major_of(self.own_programs) if self.own_programs else major()

    @property
    def cluster(self) -> Path:
        return self.path / "cluster"

    @property
    def passwords(self) -> Path:
        return self.path / "passwords"

    @property
    def stays(self) -> Path:
        return self.path / "stays"

    @property
    def log(self) -> Path:
        return self.path / "log"

    def make(self, way: Way) -> None:
        """Create the folder, or refuse one that holds something else."""
        if not self.path.exists():
            self.path.mkdir(parents=True, mode=0o700, exist_ok=True)
            way.give(self.path)
        elif any(self.path.iterdir()) and not (self.path / "lock").exists():
            raise PostgresError(f"{self.path} holds something else. Choose an empty folder.")

    def postmaster(self) -> list[str]:
        """The lines PostgreSQL keeps about itself: pid, folder, start, port, socket folder, …"""
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def pid(self) -> int | None:
        lines = self.postmaster()
        return int(lines[0]) if lines and lines[0].isdigit() else None

    def ready_socket(self) -> Path | None:
        """The socket folder of a server that says it is ready."""
        lines = self.postmaster()
        return Path(lines[4]) if len(lines) > 7 and lines[7].strip() == "ready" else None

    def password(self, role: str) -> str:
        """The role's password, generated and kept when it is first asked for."""
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
            raise ValueError(f"not a role's name: {role!r}")
        lines = self.passwords.read_text().splitlines() if self.passwords.exists() else []
        for line in lines:
            if line.split(":")[3] == role:
                return line.split(":")[4]
        lines.append(f"*:*:*:{role}:{secrets.token_hex(24)}")
        fresh = self.passwords.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(self.open(fresh.name), "w") as file:
            file.write("\n".join(lines) + "\n")
        fresh.replace(self.passwords)
        return self.password(role)

    def last_words(self) -> str:
        """The last line of the log, to say why a server stopped."""
        return last_line(self.log.read_text(errors="replace") if self.log.exists() else "")

    def make_socket_folder(self, way: Way) -> Path:
        """A private folder with a short name, empty: a unix socket's path must be short."""
        digest = hashlib.sha256(os.fsencode(self.path.resolve())).hexdigest()[:16]
        name = f"safe-home-{way.owner[0]}-{digest}"
        for base in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108
            folder = Path(base or "/nowhere", name)
            short = len(os.fsencode(folder / f".s.PGSQL.{PORT}.lock")) < LONGEST_SOCKET
            if short and os.access(folder.parent, os.W_OK) and way.can_reach(folder.parent):
                break
        else:
            raise PostgresError("There is no folder for PostgreSQL's socket: /tmp is not writable.")
        # Nobody else can slip a folder of theirs in: mkdir is ours, or the owner is checked.
        if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != way.owner[0]):
            raise PostgresError(f"{folder} belongs to someone else. Remove it and try again.")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        way.give(folder)
        return folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time start, stop or leave this server."""
        file = self.open("lock")
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)

    def open(self, name: str) -> int:
        """Open a file of ours, private to the folder's owner even when root makes it."""
        # No link is followed: where the folder is another user's, it could lead root anywhere.
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        file = os.open(self.path / name, flags, 0o600)
        if os.geteuid() == 0:
            owner = self.path.stat()
            os.fchown(file, owner.st_uid, owner.st_gid)
        return file

    def is_free(self, name: str, lock: int = fcntl.LOCK_SH) -> bool:
        """Whether nobody holds this lock against us. Looking takes nothing from anyone."""
        file = self.open(name)
        try:
            fcntl.flock(file, lock | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(file)


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it did not say why"
