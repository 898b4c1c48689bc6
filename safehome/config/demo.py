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
from pathlib import Path

import psycopg

from safehome.config.demonstration.staff import SERVICES
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


def prepare_environment(server: Server, folder: Path) -> None:
    os.environ |= {
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
    with psycopg.connect(server.dsn(DATABASE), autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM families_family").fetchone()
    return row is not None and row[0] >= SMALL


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
    parser.add_argument("--no-doors", action="store_true", help="only fill the database")
    asked = parser.parse_args()
    began = time.monotonic()
    folder = home("demonstration")
    try:
        server = start(folder, progress=say)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with server:
        prepare_environment(server, folder)
        if asked.fresh:
            clear(server, folder)
        say("Preparing the databases")
        run_module("safehome.config.deploy")
        if not is_filled(server):
            clear(server, folder)
            run_module("safehome.config.deploy")
            run_module("safehome.config.demonstration.founding", SAFEHOME_DOOR="deploy")
            run_module("safehome.config.demonstration.fill")
        if asked.families > SMALL:
            fill_in_bulk(server, folder, asked.families)
        write_cast(folder / "cast.json")
        if asked.no_doors:
            return 0
        from safehome.config.demonstration.staff import FRONT_DOORS
        from safehome.config.serve import PORTS, build_static, run

        build_static()
        say(f"Ready after {time.monotonic() - began:.0f} seconds. Everyone in it is invented.")
        say("Open the staff door and choose who to be: no password is asked here.")
        say("To refer a family, as somebody outside would:")
        for code in FRONT_DOORS:
            say(f"  http://localhost:{PORTS['reception']}/{code}/")
        return run(["staff", "office", "reception"])


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
