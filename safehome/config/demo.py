"""The demonstration: a database, invented families and every door, with one command.

python -m safehome.config.demo [--families N] [--fresh]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from safehome.config.cluster import make_secrets
from safehome.config.demonstration.staff import FRONT_DOORS, SERVICES
from safehome.config.serve import PORTS, run, start_building_static, taken
from safehome.kit.postgres import PostgresError, Server, home, start

DATABASE = "demonstration"
SMALL = 40


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def run_module(name: str, *arguments: str, **environment: str) -> None:
    """Run one of our modules in a process of its own; stop here when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments], env={**os.environ, **environment}, check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def prepare_environment(server: Server, folder: Path, ports: Mapping[str, int] = PORTS) -> None:
    os.environ |= {
        "SAFEHOME_PUBLIC_ADDRESS": f"http://localhost:{ports['reception']}",
        "SAFEHOME_DEMONSTRATION": "1",
        "SAFEHOME_SECRETS": str(folder / "secrets"),
        "SAFEHOME_CAST": str(folder / "cast.json"),
        "SAFEHOME_DATABASE": f"host={server.socket_dir} port={server.port} dbname={DATABASE}",
        "SAFEHOME_ADMIN": server.dsn(),
        "SAFEHOME_DOOR": "staff",
        "SAFEHOME_TEXTS": "file",
        "SAFEHOME_OUTBOX": str(folder / "messages"),  # nothing is sent to anybody
        "DJANGO_SETTINGS_MODULE": "safehome.config.settings",
    }


def is_filled(server: Server) -> bool:
    """Whether the demonstration's families are there already, whole."""
    with suppress(psycopg.errors.UndefinedTable, psycopg.OperationalError):
        with psycopg.connect(server.dsn(DATABASE), autocommit=True) as connection:
            row = connection.execute("SELECT count(*) FROM families_family").fetchone()
        return row is not None and row[0] >= SMALL
    return False


def clear(server: Server, folder: Path) -> None:
    """Take the demonstration's two databases away, so that it begins anew."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for name in (DATABASE, f"{DATABASE}_keyring"):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    shutil.rmtree(folder / "secrets", ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./run demo", description="Open every door on invented families."
    )
    parser.add_argument(
        "--families",
        type=int,
        default=SMALL,
        metavar="N",
        help="how many families; many are made in bulk",
    )
    parser.add_argument("--fresh", action="store_true", help="begin anew")
    parser.add_argument(
        "--port", type=int, default=PORTS["staff"], metavar="N",
        help=f"the doors are at N and the two ports after it; {PORTS['staff']} if not said",
    )  # fmt: skip
    parser.add_argument("--no-doors", action="store_true", help="only fill the database")
    asked = parser.parse_args()
    ports = {door: asked.port + place for place, door in enumerate(PORTS)}
    if not asked.no_doors and (busy := taken(ports.values())):
        sys.stderr.write(
            f"Port {busy} is in use already, perhaps by another demonstration. Stop that one, "
            f"or choose three ports in a row: ./run demo --port {asked.port + 100}\n"
        )
        return 1
    took = Took()
    folder = home("demonstration")
    try:
        server = start(folder, progress=say)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with server:
        prepare_environment(server, folder, ports)
        filled = not asked.fresh and is_filled(server)
        if not filled:
            clear(server, folder)
        make_secrets(folder / "secrets")
        took.lap("PostgreSQL")
        static = start_building_static()  # beside the rest: it waits for nothing
        try:
            prepare(server, folder, filled=filled, families=asked.families, took=took)
        finally:
            built = static.wait()
        if built or asked.no_doors:
            return built
        return run(ports, ports, when_open=lambda: welcome(took, ports))


def prepare(server: Server, folder: Path, *, filled: bool, families: int, took: Took) -> None:
    """Bring the databases to this release and fill them, where that was not done."""
    say("Preparing the databases")
    if filled:
        run_module("safehome.config.deploy")
        took.lap("databases")
    else:
        run_module("safehome.config.demonstration.founding")
        took.lap("databases")
        with unhurried_disk(server):
            run_module("safehome.config.demonstration.fill")
        took.lap("families")
    if families > SMALL:
        fill_in_bulk(server, folder, families)
        took.lap("many families")
    write_cast(folder / "cast.json")


@contextmanager
def unhurried_disk(server: Server) -> Iterator[None]:
    """While the demonstration is filled, no transaction waits until the disk has it.

    A power cut then leaves a database that is whole and lacks the last families; one that is
    not full is begun anew. What was waiting is on the disk before a door opens.
    """
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        names = (DATABASE, f"{DATABASE}_keyring")
        for name in names:
            connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        try:
            yield
        finally:
            for name in names:
                connection.execute(f"ALTER DATABASE {name} RESET synchronous_commit")
            connection.execute("CHECKPOINT")


def welcome(took: Took, ports: Mapping[str, int]) -> None:
    """What to do now; said when each door answers."""
    took.lap("doors")
    say(f"Ready after {took}. Everyone in it is invented.")
    say("Open the staff door and choose who to be: no password is asked here.")
    say("To refer a family, as somebody outside would:")
    for code in FRONT_DOORS:
        say(f"  http://localhost:{ports['reception']}/{code}/")


class Took:
    """How long each part took, and all of it: "40 seconds (PostgreSQL 2, families 25, …)"."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.laps: list[str] = []

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.laps.append(f"{name} {now - self.last:.0f}")
        self.last = now

    def __str__(self) -> str:
        return f"{self.last - self.began:.0f} seconds ({', '.join(self.laps)})"


def fill_in_bulk(server: Server, folder: Path, families: int) -> None:
    """Many families, by COPY: for looking at speed, not at stories."""
    from safehome.config.bulk import fill

    fill(
        server.dsn(DATABASE), server.dsn(f"{DATABASE}_keyring"), secrets=folder / "secrets",
        families=families,
    )  # fmt: skip


def write_cast(path: Path) -> None:
    """Whom the demonstration's sign-in page offers to be."""
    cast = [
        {
            "email": worker.email(service.code), "name": worker.name, "line": worker.line,
            "organisation": service.name, "door": "office" if service.is_office else "staff",
        }
        for service in SERVICES
        for worker in service.workers
    ]  # fmt: skip
    path.write_text(json.dumps(cast, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    sys.exit(main())
