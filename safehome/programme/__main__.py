"""`python -m safehome.programme check FOLDER…`: say whether packs are good, and what is not."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

OPEN_PACK = Path("packs/open/1.0")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when there are errors."""
    parser = argparse.ArgumentParser(prog="python -m safehome.programme", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check packs and print what they cover")
    check.add_argument("folders", nargs="*", type=Path, default=[OPEN_PACK])
    chosen = parser.parse_args(arguments)
    return check_packs(chosen.folders, Console())


def check_packs(folders: Sequence[Path], console: Console) -> int:
    """Check each folder; a folder without pack.yaml stands for the packs one level below."""
    from .checking import check
    from .printing import print_report

    good = True
    for folder in folders:
        for pack in versions(folder):
            report = check(pack)
            print_report(report, console)
            good = good and report.is_good
    return 0 if good else 1


def versions(folder: Path) -> list[Path]:
    """The folder itself if it is a pack, else the packs in it, else itself to be complained of."""
    if (folder / "pack.yaml").is_file() or not folder.is_dir():
        return [folder]
    return sorted(path.parent for path in folder.glob("*/pack.yaml")) or [folder]


if __name__ == "__main__":
    sys.exit(main())
