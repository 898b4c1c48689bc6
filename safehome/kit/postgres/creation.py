"""Making a new cluster: UTF-8, checksums, and a password for whoever comes in."""

import os
import shutil
import subprocess

from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import Folder, last_line
from safehome.kit.postgres.ways import Way

SUPERUSER = "postgres"
FIRST_WITH_BUILTIN_LOCALE = 17
HBA = "# Nobody comes in without a password, and nobody from outside this machine.\n" + "".join(
    f"local {database} all scram-sha-256\n" for database in ("all", "replication")
)


def create(folder: Folder, way: Way, *, safely: bool) -> None:
    """Make the cluster under another name first, so that a crash never leaves half of one."""
    fresh = folder.path / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    folder.passwords.unlink(missing_ok=True)
    secret = folder.path / "superuser"
    secret.unlink(missing_ok=True)
    with os.fdopen(folder.open(secret.name), "w") as file:
        file.write(folder.password(SUPERUSER))
    command = way.command(
        folder.programs(way) / "initdb",
        *("-D", fresh, "-U", SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256"),
        *("--encoding=UTF8", *_locale(folder)),
        *("--data-checksums", "--no-instructions", *([] if safely else ["--no-sync"])),
    )
    done = subprocess.run(  # our own words only
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/"
    )
    secret.unlink()
    if done.returncode:
        raise PostgresError(f"PostgreSQL could not make a cluster: {last_line(done.stderr)}")
    (fresh / "pg_hba.conf").write_text(HBA)
    fresh.rename(folder.cluster)


def _locale(folder: Folder) -> tuple[str, ...]:
    """Text in the order of its code points, everywhere the same; built in since PostgreSQL 17."""
    if int(folder.major()) < FIRST_WITH_BUILTIN_LOCALE:
        return ("--locale=C.UTF-8",)
    return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
