"""The preview as a folder of plain pages, with its papers: to look at without any server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from jinja2 import Environment, FileSystemLoader

import safehome.design
from safehome.design.environment import environment

from ..packs import Pack
from ..pages import PICTURES
from ..papers import papers
from .book import Book, book
from .leaf import Leaf
from .showing import context_of

DESIGN = Path(safehome.design.__file__).parent
TEMPLATES = (DESIGN / "templates", Path(__file__).parents[1] / "templates")
MARK = ".safe-home-preview"  # a folder that holds it is ours to replace


class NotOurs(Exception):
    """The folder holds something else, which a preview must not replace."""


@dataclass(frozen=True)
class Beside:
    """Addresses from one page of the folder to another, so that it can be put anywhere."""

    up: str

    @classmethod
    def of(cls, leaf: Leaf) -> Beside:
        return cls("../" * leaf.path.count("/"))

    def page(self, path: str) -> str:
        return f"{self.up}{path}.html"

    def paper(self, name: str) -> str:
        return f"{self.up}papers/{name}.pdf"

    def file(self, path: str) -> str:
        return f"{self.up}files/{path}"


def write(pack: Pack, folder: Path) -> Iterator[str]:
    """Write the preview to a folder, whole or not at all; yields what is done as it goes.

    An earlier preview there is replaced. Raises NotOurs when the folder holds anything else,
    and PdfError when a paper cannot be printed; then the folder is as it was.
    """
    if folder.exists() and not _is_ours(folder):
        raise NotOurs(f"{folder} is there already and is no preview. Name another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield from _fill(pack, new)
        new.chmod(0o755)  # a folder made by mkdtemp is for its maker alone
        _swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _fill(pack: Pack, folder: Path) -> Iterator[str]:
    (folder / MARK).write_text(f"{pack.manifest.id} {pack.manifest.version}\n", "utf-8")
    shutil.copytree(DESIGN / "static" / "design", folder / "design")
    whole, env = book(pack), _environment()
    for leaf in whole.leaves.values():
        _put(folder / f"{leaf.path}.html", _page(env, whole, leaf).encode())
        yield leaf.title
    for path, content in pack.files.items():
        if path.endswith(PICTURES):
            _put(folder / "files" / path, content)
    for name, paper in papers(pack).items():
        _put(folder / "papers" / f"{name}.pdf", paper.press())
        yield paper.title


def _page(env: Environment, whole: Book, leaf: Leaf) -> str:
    places = Beside.of(leaf)
    context = context_of(whole, leaf, places) | {
        "layout": "programme/preview/alone.html",
        "standing": "A preview. Nothing in it is about real people.",
        "static": partial(_static, places),
        "door": {"name": "staff", "title": "Preview of a pack", "home": places.page("index")},
    }
    return env.get_template(f"programme/preview/{leaf.template}.html").render(context)


def _static(places: Beside, path: str) -> str:
    return f"{places.up}{path}"


def _environment() -> Environment:
    """The pages' own environment, without a service behind it."""
    env = environment(loader=FileSystemLoader(TEMPLATES))
    env.globals |= {"language": lambda: "en", "direction": lambda: "ltr", "_": str}
    return env


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _swap(new: Path, folder: Path) -> None:
    if folder.exists():
        old = Path(mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        folder.rename(old / "was")
        new.rename(folder)
        shutil.rmtree(old)
    else:
        new.rename(folder)
