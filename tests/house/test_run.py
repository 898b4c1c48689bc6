"""./run: it says what it can do, finds a Python that works, and names nothing that is not there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "run").read_text()
COMMANDS = set(
    re.findall(r"[a-z]+", " ".join(re.findall(r"^([a-z]+(?: \| [a-z-]+)*)\)$", SCRIPT, re.M)))
) | {"help"}

# Stands in for uv, which would go to the network: writes down what it was asked.
UV = """#!/bin/sh
echo "$@" >>asked
case $1 in
venv) "$4" -m venv --without-pip .venv ;;
pip) [ ! -e offline ] ;;
esac
"""


def run(*words: str, at: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"], "HOME": str(at)}
    return subprocess.run(
        ["./run", *words], cwd=at, env=environment, capture_output=True, text=True, check=False
    )


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A fresh checkout on a machine whose first Python is a shim that leads nowhere."""
    shutil.copy(ROOT / "run", tmp_path)
    (tmp_path / "requirements.lock").write_text("")
    program(
        tmp_path / "shims/python3.14", "#!/bin/sh\necho 'version not installed' >&2\nexit 127\n"
    )
    python = Path(sys.executable).resolve()
    program(tmp_path / "live/python3.14", f'#!/bin/sh\nexec "{python}" "$@"\n')
    program(tmp_path / "live/uv", UV)
    return tmp_path


def path_of(folder: Path) -> str:
    return f"{folder}/shims:{folder}/live:/usr/bin:/bin"


def test_the_script_is_plain_shell() -> None:
    assert SCRIPT.startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", ROOT / "run", ROOT / ".ci/run"], check=True)


def test_help_lists_every_command() -> None:
    said = run("help")

    assert said.returncode == 0
    assert set(re.findall(r"^ +\./run ([a-z]+)", said.stdout, re.M)) == COMMANDS
    assert {"demo", "test", "serve", "bench", "lock"} <= COMMANDS
    assert run().stdout == run("--help").stdout == said.stdout


def test_an_unknown_command_is_told_and_fails() -> None:
    said = run("fly")

    assert said.returncode == 2
    assert "There is no './run fly'." in said.stderr
    assert "./run demo" in said.stderr


def test_a_dead_shim_is_passed_over(elsewhere: Path) -> None:
    said = run("bench", at=elsewhere, path=path_of(elsewhere))

    assert f"--python {elsewhere}/live/python3.14 .venv" in (elsewhere / "asked").read_text()
    assert "No module named bench" in said.stderr


def test_packages_are_installed_only_when_the_lock_has_changed(elsewhere: Path) -> None:
    def asked() -> int:
        run("bench", at=elsewhere, path=path_of(elsewhere))
        return (elsewhere / "asked").read_text().count("pip sync")

    assert [asked(), asked()] == [1, 1]
    (elsewhere / "requirements.lock").write_text("# changed\n")
    assert asked() == 2


def test_a_failed_installation_stops_there_and_is_tried_again(elsewhere: Path) -> None:
    (elsewhere / "offline").touch()
    said = run("bench", at=elsewhere, path=path_of(elsewhere))

    assert said.returncode != 0
    assert "No module named bench" not in said.stderr

    (elsewhere / "offline").unlink()
    assert "Ready" in run("bench", at=elsewhere, path=path_of(elsewhere)).stderr


def test_it_works_from_anywhere_and_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "safehome").symlink_to(ROOT / "run")

    said = subprocess.run(
        [tmp_path / "safehome", "help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "./run demo" in said.stdout


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    if not page.exists():
        pytest.skip("not written yet")
    named = set(re.findall(r"\./run ([a-z]+)", page.read_text()))

    assert named <= COMMANDS
