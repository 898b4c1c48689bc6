"""`./run pack check | preview | print`: whether a pack is good, how it looks, on paper."""

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
    preview = commands.add_parser("preview", help="show a pack as people see it")
    preview.add_argument("folder", nargs="?", type=Path, default=OPEN_PACK)
    preview.add_argument("--out", type=Path, help="write it to this folder instead of serving it")
    preview.add_argument("--port", type=int, help="serve it on this port of this machine")
    paper = commands.add_parser("print", help="print hand-outs and the manual as PDF")
    paper.add_argument("folder", nargs="?", type=Path, default=OPEN_PACK)
    paper.add_argument("--out", type=Path, required=True, help="the folder for the PDFs")
    paper.add_argument("--handout", default="", metavar="NAME", help="only this hand-out")
    paper.add_argument("--manual", action="store_true", help="only the manual")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return check_packs(chosen.folders, Console())
    return look(chosen, Console())


def look(chosen: argparse.Namespace, console: Console) -> int:
    """Preview or print the one pack that the folder holds."""
    from . import commands

    found = versions(chosen.folder)
    if len(found) != 1:
        names = ", ".join(path.name for path in found)
        console.print(f"{chosen.folder} holds several packs: {names}. Name one.", markup=False)
        return 1
    if chosen.command == "preview":
        return commands.preview(found[0], out=chosen.out, port=chosen.port, console=console)
    return commands.print_papers(
        found[0], out=chosen.out, handout=chosen.handout, manual=chosen.manual, console=console
    )


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
