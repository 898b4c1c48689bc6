"""A place of the bench's own: its PostgreSQL, its databases, its staff door."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from safehome.kit.postgres import Server, start

PROJECT = Path(__file__).resolve().parents[1]
HOME = PROJECT / ".local" / "bench"


@contextmanager
def cluster(folder: Path = HOME) -> Iterator[Server]:
    """A PostgreSQL with its ordinary durability, stopped at the end if it was started here."""
    # Statements are counted from the server's own statistics, not from our code's word.
    settings = {"shared_preload_libraries": "pg_stat_statements", "max_wal_size": "4GB"}
    with start(folder / "postgres", settings=settings) as server:
        yield server


@dataclass(frozen=True)
class Place:
    """Databases filled with so many families, and the environment that names them."""

    server: Server
    families: int
    folder: Path
    what: str = ""  # of which part of the bench, where it is not the pages

    @property
    def name(self) -> str:
        return f"bench_{self.what}{self.families}"

    @property
    def record(self) -> str:
        return self.server.dsn(self.name)

    @property
    def keyring(self) -> str:
        return self.server.dsn(f"{self.name}_keyring")

    def environment(self, door: str = "staff") -> dict[str, str]:
        return {
            **os.environ,
            "SAFEHOME_SECRETS": str(self.folder / "secrets"),
            "SAFEHOME_DATABASE": (
                f"host={self.server.socket_dir} port={self.server.port} dbname={self.name}"
            ),
            "SAFEHOME_ADMIN": self.server.dsn(),
            "SAFEHOME_DOOR": door,
            "SAFEHOME_UNBUILT_STATIC": "",
            "SAFEHOME_DEMONSTRATION": "",
            "DJANGO_SETTINGS_MODULE": "safehome.config.settings",
        }


def prepare(place: Place, *, quiet: bool = False) -> None:
    """Fresh databases with the place's families: a bench always begins from the same state."""
    clear(place)
    module(place, "safehome.config.deploy")
    # The door finds its static files as a live one does, and looks for none at each request.
    module(place, "django", "collectstatic", "--noinput", "--verbosity", "0")
    publish(place)
    from safehome.config.bulk import fill

    fill(
        place.record, place.keyring, secrets=place.folder / "secrets", families=place.families,
        quiet=quiet,
    )  # fmt: skip
    with psycopg.connect(place.record, autocommit=True) as admin:
        admin.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        admin.execute("VACUUM (ANALYZE)")
        admin.execute("CHECKPOINT")
        found = admin.execute("SELECT count(*) FROM families_family").fetchone()
    if found is None or found[0] != place.families:
        raise SystemExit(f"There are {found} families instead of {place.families}.")


def publish(place: Place) -> None:
    """The open pack, in force in the place's databases."""
    code = (
        "import django; django.setup(); from pathlib import Path;"
        "from safehome.programme.actions import publish_pack;"
        "publish_pack(Path('packs/open/1.0'))"
    )
    _run(place, "-c", code, door="deploy")


def clear(place: Place) -> None:
    """Take the place's two databases away."""
    with psycopg.connect(place.server.dsn(), autocommit=True) as admin:
        for name in (place.name, f"{place.name}_keyring"):
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def module(place: Place, name: str, *arguments: str) -> None:
    _run(place, "-m", name, *arguments)


def _run(place: Place, *arguments: str, door: str = "staff") -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=place.environment(door), cwd=PROJECT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)[:60]} failed:\n{done.stdout}{done.stderr}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def open_door(place: Place) -> Iterator[tuple[int, int]]:
    """The staff door as a real server. Gives its port and the id of its process."""
    from safehome.config import serve

    before = dict(os.environ)
    os.environ.update(place.environment())
    port = free_port()
    try:
        process = serve.open_door("staff", port)
    finally:
        os.environ.clear()
        os.environ.update(before)
    try:
        if not serve.wait_until_open(port, process):
            raise SystemExit("The staff door did not open; its own message stands above.")
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


SIGN_IN = """
import json, secrets, sys, django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone
from safehome.people.models import Account, SignInSession
from safehome.people.sessions import METHODS, SIGNED_IN_FOR, SessionStore, hashed
account = Account.objects.get(email=sys.argv[1])
token = secrets.token_urlsafe(32)
data = {
    SESSION_KEY: str(account.pk),
    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
    HASH_SESSION_KEY: account.get_session_auth_hash(),
    METHODS: [{"method": "mfa"}],
}
SignInSession.objects.create(
    key_hash=hashed(token), door="staff", account=account, second_factor=True,
    data=SessionStore().encode(data), expires_at=timezone.now() + SIGNED_IN_FOR,
)
print(json.dumps({"session": token, "form": _get_new_csrf_string()}))
"""


def sign_in(place: Place, email: str) -> dict[str, str]:
    """A session as signing in would have made it. Gives the two cookies' values."""
    import json

    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN, email],
        env=place.environment(), cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    cookies: dict[str, str] = json.loads(done.stdout)
    return cookies
