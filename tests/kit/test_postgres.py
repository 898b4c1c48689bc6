"""PostgreSQL from the wheel: started, shared, stopped, and private throughout."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safehome.kit import postgres
from safehome.kit.postgres import OLDEST, Server
from safehome.kit.postgres.binaries import of_the_system

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cluster for this file: making it is the slow part."""
    folder = tmp_path_factory.mktemp("postgres") / "server"
    yield folder
    postgres.stop(folder)


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    server = postgres.start(data, settings=QUICK)
    yield server
    server.leave()


def processes(data: Path) -> list[int]:
    """Every living process whose working folder is this cluster."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").samefile(data / "cluster"):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def postmaster(data: Path) -> int:
    return int((data / "cluster" / "postmaster.pid").read_text().split()[0])


def test_it_works(server: Server) -> None:
    with psycopg.connect(server.dsn()) as connection:
        row = connection.execute(
            "SELECT current_user, current_setting('data_checksums'),"
            " current_setting('server_encoding'), 'Zoë' < 'zoë'"
        ).fetchone()

    assert row == ("postgres", "on", "UTF8", True)
    assert server.version.startswith("18.")
    postgres.check(server.dsn())
    postgres.check(server.url())


def test_the_cluster_is_made_once(data: Path) -> None:
    said: list[str] = []
    first = postgres.start(data, settings=QUICK, progress=said.append)
    first.leave()
    made = (data / "cluster" / "PG_VERSION").stat()

    said.clear()
    started = time.monotonic()
    with postgres.start(data, settings=QUICK, progress=said.append) as again:
        took = time.monotonic() - started

        assert again.started_here
        assert said == ["Starting PostgreSQL …"]
        assert (data / "cluster" / "PG_VERSION").stat().st_mtime == made.st_mtime
        assert took < 10  # usually 0.1 s; a busy machine may be slow


def test_each_role_has_its_own_password(server: Server) -> None:
    secret = server.password("kit_door")
    assert secret == server.password("kit_door") != server.password("postgres")
    assert stat.S_IMODE(server.passfile.stat().st_mode) == 0o600
    assert secret not in server.dsn(user="kit_door") + server.url(user="kit_door") + repr(server)

    with psycopg.connect(server.dsn()) as connection:
        connection.execute("DROP ROLE IF EXISTS kit_door")
        connection.execute(f"CREATE ROLE kit_door LOGIN PASSWORD '{secret}'")
    for address in (server.dsn(user="kit_door"), server.url(user="kit_door")):
        with psycopg.connect(address) as connection:
            assert connection.info.user == "kit_door"

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.dsn(user="kit_door") + " passfile=/dev/null password=guessed")


def test_there_is_only_a_socket_and_it_is_private(server: Server) -> None:
    with psycopg.connect(server.dsn()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    inodes = {
        os.readlink(link).strip("socket:[]")
        for link in Path(f"/proc/{postmaster(server.data)}/fd").iterdir()
        if os.readlink(link).startswith("socket:")
    }
    tcp = "".join(Path(f"/proc/net/{name}").read_text() for name in ("tcp", "tcp6"))

    assert inodes
    assert inodes.isdisjoint(tcp.split())
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert len(str(server.socket_dir / ".s.PGSQL.5432")) < 100
    assert server.data not in server.socket_dir.parents


def test_the_log_holds_no_values(server: Server) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TEMPORARY TABLE people (name text PRIMARY KEY)")
        for sql, values in (
            ("INSERT INTO people VALUES (%s), (%s)", ("Wendeline", "Wendeline")),
            ("SELECT 'Wendeline'::integer", ()),
            ("SELECT %s::text::integer", ("Wendeline",)),
            ("SELEKT 'Wendeline'", ()),
            ("DO $$ BEGIN RAISE EXCEPTION 'Wendeline'; END $$", None),
        ):
            with pytest.raises(psycopg.Error, match="Wendeline"):
                connection.execute(sql, values)
        connection.execute("DO $$ BEGIN RAISE WARNING 'Wendeline'; END $$")

    log = (server.data / "log").read_text()
    assert "ready to accept connections" in log
    assert "Wendeline" not in log


def test_the_last_to_leave_stops_it(data: Path) -> None:
    first = postgres.start(data, settings=QUICK)
    second = postgres.start(data)
    assert (first.started_here, second.started_here) == (True, False)

    first.leave()
    assert postgres.running(data) == second
    second.leave()

    assert postgres.running(data) is None
    assert processes(data) == []
    assert not first.socket_dir.exists()


def test_it_stays_when_told_to(data: Path) -> None:
    postgres.start(data, settings=QUICK, stay=True).leave()
    assert postgres.running(data)

    assert postgres.stop(data) is True
    assert postgres.stop(data) is False
    assert processes(data) == []


def test_many_starts_at_once_make_and_share_one_server(tmp_path: Path) -> None:
    data = tmp_path / "server"
    program = (
        "import sys; from pathlib import Path; from safehome.kit.postgres import start\n"
        f"server = start(Path({str(data)!r}), settings={QUICK!r})\n"
        "print(server.started_here, flush=True); sys.stdin.read(); server.leave()"
    )
    users = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    started = [user.stdout.readline().strip() for user in users if user.stdout]
    for user in users:
        user.communicate()

    assert sorted(started) == ["False", "False", "False", "True"]
    assert [user.returncode for user in users] == [0, 0, 0, 0]
    assert processes(data) == []


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(postgres.PostgresError, match="something else"):
        postgres.start(tmp_path)


def test_people_can_start_and_stop_it(data: Path) -> None:
    def act(name: str) -> str:
        command = [sys.executable, "-m", "safehome.kit.postgres", name, "--data", str(data)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "Not running" in act("status")
    assert "PostgreSQL 18" in act("start")
    assert "PostgreSQL 18" in act("status")
    assert act("stop") == "Stopped.\n"


def test_another_versions_programs_make_and_run_a_cluster(tmp_path: Path) -> None:
    """The machine's own PostgreSQL, where it has one: the same private folder, another server."""
    found = {major: path for major, path in of_the_system().items() if major >= OLDEST}
    if not found:
        pytest.skip("this machine has no PostgreSQL of its own")
    major = min(found)

    with postgres.start(tmp_path / "own", settings=QUICK, programs=found[major]) as server:
        assert server.version.split(".")[0] == str(major)
        with psycopg.connect(server.dsn()) as connection:
            collation = connection.execute("SELECT 'a' < 'B' COLLATE \"default\"").fetchone()
            assert collation == (False,), "text is ordered by code points, as in ours"
