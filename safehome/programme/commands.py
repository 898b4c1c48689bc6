"""`preview` and `print`: a pack as people see it, on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track

from safehome.design.pdf import PdfError

from .files import take
from .findings import errors
from .loading import examine
from .packs import Pack
from .papers import Paper, papers
from .papers.shelf import MANUAL
from .preview import site
from .preview.serving import address, server
from .printing import print_findings


def preview(folder: Path, *, out: Path | None, port: int | None, console: Console) -> int:
    """Write a preview of the pack, and serve it unless only a folder was asked for."""
    pack = _whole(folder, console)
    if pack is None:
        return 1
    if out is not None:
        if not _written(pack, out, console):
            return 1
        console.print(f"Written: {out / 'index.html'}")
        return 0 if port is None else _served(out, port, console)
    with TemporaryDirectory(prefix="safe-home-preview-") as place:
        made = Path(place) / "preview"
        return _served(made, port or 0, console) if _written(pack, made, console) else 1


def print_papers(folder: Path, *, out: Path, handout: str, manual: bool, console: Console) -> int:
    """Print the papers asked for into a folder; without a choice, all of them."""
    pack = _whole(folder, console)
    if pack is None:
        return 1
    wanted = _chosen(papers(pack), handout=handout, manual=manual)
    if handout and not any(handout in {one.handout, one.name} for one in wanted):
        names = ", ".join(pack.handouts)
        console.print(f"There is no hand-out called {handout}. There are: {names}.", markup=False)
        return 1
    try:
        # All are printed before any is written: a fault leaves nothing half-made.
        printed = {
            paper.name: paper.press() for paper in track(wanted, "Printing", console=console)
        }
        out.mkdir(parents=True, exist_ok=True)
        for name, content in printed.items():
            (out / f"{name}.pdf").write_bytes(content)
    except (PdfError, OSError) as fault:
        console.print(f"Nothing was printed. {fault}", markup=False)
        return 1
    console.print(f"{len(printed)} papers in {out}", markup=False)
    return 0


def _chosen(shelf: dict[str, Paper], *, handout: str, manual: bool) -> Sequence[Paper]:
    """The manual if it is asked for; a hand-out in all its versions, or in the one named."""
    every = list(shelf.values())
    if not handout and not manual:
        return every
    named = [one for one in every if handout and handout in {one.handout, one.name}]
    return [one for one in every if (manual and one.name == MANUAL) or one in named]


def _whole(folder: Path, console: Console) -> Pack | None:
    """The pack, or every finding on the screen and None."""
    files, faults = take(folder)
    examined = examine(files, faults)
    if examined.pack is None:
        print_findings(errors(examined.findings), console)
        console.print("There is nothing to show until these are put right.")
    return examined.pack


def _written(pack: Pack, out: Path, console: Console) -> bool:
    try:
        with console.status("Writing the preview …") as status:
            for done in site.write(pack, out):
                status.update(f"Writing the preview … {done}")
    except (site.NotOurs, PdfError, OSError) as fault:
        console.print(f"No preview was made. {fault}", markup=False)
        return False
    return True


def _served(folder: Path, port: int, console: Console) -> int:
    try:
        serving = server(folder, port)
    except OSError as fault:
        console.print(f"Port {port} cannot be used ({fault.strerror}). Name another with --port.")
        return 1
    console.print(f"The preview is at {address(serving)} for this machine only. Ctrl-C ends it.")
    with serving:
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            console.print("Ended.")
    return 0
