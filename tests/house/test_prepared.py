"""The tests' databases are copied from a pattern, and a change that matters makes a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cluster


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cluster, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("django==6.1")
    room = tmp_path / "safehome" / "families"
    for folder in ("migrations", "models", "views", "actions"):
        (room / folder).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "safehome/families/migrations/0002_more.py",
        "safehome/families/models/homes.py",
        "safehome/families/policies.py",
        "safehome/people/protection.py",
        "safehome/config/deploy.py",
        "safehome/vault/boxes.py",
        "requirements.lock",
    ],
)
def test_what_makes_tables_makes_a_new_pattern(tree: Path, path: str) -> None:
    before = cluster.print_of_tables()
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text("changed = True")

    assert cluster.print_of_tables() != before


@pytest.mark.parametrize(
    "path",
    ["safehome/families/views/homes.py", "safehome/families/forms.py", "safehome/people/rules.py"],
)
def test_pages_and_rules_do_not(tree: Path, path: str) -> None:
    before = cluster.print_of_tables()
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text("changed = True")

    assert cluster.print_of_tables() == before


def test_no_migration_reads_what_is_left_out() -> None:
    rooms = Path(__file__).resolve().parents[2] / "safehome"
    for migration in rooms.glob("*/migrations/*.py"):
        for line in migration.read_text().splitlines():
            if line.lstrip().startswith(("from safehome", "import safehome")):
                assert not cluster.PAGES & set(line.replace(".", " ").split()), migration
