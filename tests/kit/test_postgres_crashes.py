"""PostgreSQL killed, its pid given away, its folder half made: the next start works."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safehome.kit import postgres

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("crashes") / "server"
    yield folder
    postgres.stop(folder)


def postmaster(data: Path) -> int:
    return int((data / "cluster" / "postmaster.pid").read_text().split()[0])


def test_it_starts_after_a_kill(data: Path) -> None:
    killed = postgres.start(data, settings={"fsync": "off"})
    with psycopg.connect(killed.dsn()) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")
    os.kill(postmaster(data), signal.SIGKILL)

    with postgres.start(data, settings=QUICK) as server:
        assert server.started_here
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("still here",)
        killed.leave()


def test_a_pid_that_now_belongs_to_another_program_is_not_believed(data: Path) -> None:
    with postgres.start(data, settings=QUICK) as server:
        socket_dir = server.socket_dir
        left = (data / "cluster" / "postmaster.pid").read_text()
        os.kill(postmaster(data), signal.SIGKILL)
        while not postgres_is_gone(data):
            time.sleep(0.01)
    bystander = subprocess.Popen(["sleep", "60"])
    (data / "cluster" / "postmaster.pid").write_text(
        left.replace(left.split()[0], str(bystander.pid), 1)
    )
    (socket_dir / ".s.PGSQL.5432.lock").write_text(f"{bystander.pid}\n")

    with postgres.start(data, settings=QUICK) as server:
        assert server.started_here
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def postgres_is_gone(data: Path) -> bool:
    return postgres.running(data) is None


def test_a_user_that_was_killed_does_not_keep_it_running(data: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from safehome.kit.postgres import start\n"
        f"start(Path({str(data)!r}), settings={QUICK!r}); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert postgres.running(data)

    server = postgres.start(data)
    assert not server.started_here
    server.leave()

    assert postgres.running(data) is None


def test_ctrl_c_in_the_terminal_does_not_reach_it(data: Path) -> None:
    with postgres.start(data, settings=QUICK):
        assert os.getsid(postmaster(data)) != os.getsid(0)


def test_half_a_cluster_is_made_afresh(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    (folder / "cluster.new").mkdir(parents=True)
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")
    (folder / "lock").touch()

    with postgres.start(folder, settings=QUICK) as server:
        assert server.version.startswith("18.")


def test_a_setting_that_is_wrong_is_told(data: Path) -> None:
    with pytest.raises(postgres.PostgresError, match="no_such_setting"):
        postgres.start(data, settings={"no_such_setting": "1"})

    with postgres.start(data, settings=QUICK) as server:
        assert server.started_here


def test_a_cluster_of_another_version_is_refused(data: Path) -> None:
    postgres.start(data, settings=QUICK).stop()
    version = data / "cluster" / "PG_VERSION"
    version.write_text("17\n")
    try:
        with pytest.raises(postgres.PostgresError, match="made by PostgreSQL 17"):
            postgres.start(data)
    finally:
        version.write_text("18\n")
