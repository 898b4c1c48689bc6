"""Setting a cluster's server going, and stopping it."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import PORT, Folder
from safehome.kit.postgres.ways import Way

LARGEST_LOG = 1_000_000

# A log is read by people who may not read families' records: it holds no
# statement, no parameter, and no message or detail that could quote a value.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "64MB",
    "jit": "off",
}


def launch(folder: Folder, way: Way, settings: Mapping[str, str]) -> None:
    """Set the server going, with the lock on `alive` in its hands.

    The kernel lets go of that lock when the last of its processes ends, however
    it ends. So a pid left in a file, dead or since given to another program, is
    never believed.
    """
    made_by = (folder.cluster / "PG_VERSION").read_text().strip()
    if made_by != folder.major():
        raise PostgresError(
            f"{folder.path} was made by PostgreSQL {made_by}, and this is PostgreSQL "
            f"{folder.major()}. Bring it over with pg_dump, or choose another folder "
            "with SAFEHOME_DATA."
        )
    alive = folder.open("alive")
    try:
        fcntl.flock(alive, fcntl.LOCK_EX)
        _clear_what_a_crash_left(folder)
        socket_folder = folder.make_socket_folder(way)
        if folder.log.exists() and folder.log.stat().st_size > LARGEST_LOG:
            folder.log.replace(folder.log.with_name("log.old"))
        options = {**SETTINGS, **settings, "port": str(PORT)}
        options["unix_socket_directories"] = str(socket_folder)
        switches = [word for pair in options.items() for word in ("-c", "=".join(pair))]
        command = way.command(
            folder.programs(way) / "postgres", "-D", folder.cluster, *switches, detach=True
        )
        with os.fdopen(folder.open(folder.log.name)) as log:
            subprocess.run(  # our own words only
                command,
                check=True,
                cwd="/",
                pass_fds=[alive],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.defpath, "LC_ALL": "C"},
            )
    finally:
        os.close(alive)


def end(folder: Folder) -> None:
    """Ask the server to stop, more and more firmly, until none of its processes is left."""
    sockets = folder.ready_socket()
    for request, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        pid = folder.pid()
        if pid and _is_its_server(pid, folder):
            with suppress(ProcessLookupError):
                os.kill(pid, request)
        if wait_until(lambda: folder.is_free("alive"), patience):
            if sockets:
                with suppress(OSError):
                    sockets.rmdir()
            return
    raise PostgresError(f"PostgreSQL in {folder.path} does not stop; its process is {pid}.")


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _clear_what_a_crash_left(folder: Folder) -> None:
    """Remove the pid of a dead server: PostgreSQL would believe any process that has it now."""
    pid = folder.pid()
    if pid and _is_its_server(pid, folder):
        raise PostgresError(
            f"A PostgreSQL that Safe Home did not start (process {pid}) uses {folder.cluster}. "
            "Stop it first, or choose another folder with SAFEHOME_DATA."
        )
    (folder.cluster / "postmaster.pid").unlink(missing_ok=True)


def _is_its_server(pid: int, folder: Folder) -> bool:
    """Whether this process is the server of this cluster, and not someone with an old pid."""
    process = Path("/proc", str(pid))
    if Path("/proc/self").exists():
        try:
            return (process / "cwd").samefile(folder.cluster)
        except PermissionError:  # ours all the same, if started from another namespace
            return os.fsencode(folder.cluster) in (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
    asked = subprocess.run(  # our own words only
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"-D {folder.cluster} " in asked.stdout
