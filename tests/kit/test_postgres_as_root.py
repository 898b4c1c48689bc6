"""PostgreSQL refuses to run as root, so it runs as somebody else, or as root disguised."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safehome.kit import postgres
from safehome.kit.postgres import binaries, starting, ways

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused by PostgreSQL")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="safe-home-test-"))
    folder.chmod(0o755)
    yield folder
    for server in folder.glob("*/cluster"):
        postgres.stop(server.parent)
    shutil.rmtree(folder)


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch, open_folder: Path) -> None:
    """A machine, such as many containers, that forbids user namespaces."""
    really = ways.works
    monkeypatch.setattr(ways, "works", lambda way: way.kind != "namespace" and really(way))
    monkeypatch.setattr(binaries, "CACHE", open_folder / "cache")
    monkeypatch.setattr(starting, "SYSTEM_WIDE", open_folder / "system")


def owner_of_the_server(data: Path) -> int:
    pid = (data / "cluster" / "postmaster.pid").read_text().split()[0]
    return Path("/proc", pid).stat().st_uid


@as_root
def test_in_a_namespace_nothing_changes_hands(open_folder: Path) -> None:
    way = ways.way_for(open_folder / "new")
    if way.kind != "namespace":
        pytest.skip("this machine forbids user namespaces")

    with postgres.start(open_folder / "server", settings=QUICK) as server:
        postgres.check(server.dsn())
        assert (server.data / "cluster").stat().st_uid == 0


@as_root
@pytest.mark.usefixtures("no_namespaces")
def test_without_namespaces_it_runs_as_an_unprivileged_user(open_folder: Path) -> None:
    with postgres.start(open_folder / "server", settings=QUICK) as server:
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        user = owner_of_the_server(server.data)
        assert user != 0
        assert {path.stat().st_uid for path in server.data.iterdir()} == {user}

    with postgres.start(open_folder / "server", settings=QUICK) as again:
        assert again.started_here


@as_root
@pytest.mark.usefixtures("no_namespaces")
def test_root_follows_no_link_in_that_users_folder(open_folder: Path, tmp_path: Path) -> None:
    postgres.start(open_folder / "server", settings=QUICK).leave()
    (tmp_path / "roots-own").write_text("private")
    (open_folder / "server" / "users").unlink()
    (open_folder / "server" / "users").symlink_to(tmp_path / "roots-own")

    with pytest.raises(OSError, match="users"):
        postgres.start(open_folder / "server")
    assert (tmp_path / "roots-own").stat().st_uid == 0


@as_root
@pytest.mark.usefixtures("no_namespaces")
def test_a_folder_out_of_that_users_reach_is_moved_to_the_systems(
    open_folder: Path, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)

    with postgres.start(tmp_path / "server", settings=QUICK) as server:
        assert server.data.parent == open_folder / "system"
        assert postgres.running(tmp_path / "server") == server
    assert not (tmp_path / "server").exists()


@as_root
def test_where_nothing_works_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ways, "works", lambda way: False)

    with pytest.raises(
        postgres.PostgresError, match="as an ordinary user, or use a server of your"
    ):
        postgres.start(tmp_path / "server")


def test_as_an_ordinary_user(open_folder: Path) -> None:
    command = [sys.executable, "-m", "safehome.kit.postgres"]
    if os.geteuid() == 0:
        somebody = ways.way_for(open_folder / "new")
        os.chown(open_folder, *somebody.owner)
        command = somebody.command(*command)
    for act, says in (("start", "PostgreSQL 18"), ("stop", "Stopped.")):
        done = subprocess.run(
            [*command, act, "--data", str(open_folder / "server")],
            check=False,
            capture_output=True,
            text=True,
        )
        if "Permission denied" in done.stderr:
            pytest.skip("an ordinary user may not run this Python")
        assert says in done.stdout, done.stderr
