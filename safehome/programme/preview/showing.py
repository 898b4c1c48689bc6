"""What a leaf's template is given: the leaf, its neighbours, and where links lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from markupsafe import Markup

from ..packs import Text
from ..pages import PICTURES
from ..papers.furniture import name_of
from .book import Book
from .leaf import Leaf


class Places(Protocol):
    """Where things are, as the page that shows a leaf can reach them."""

    def page(self, path: str) -> str:
        """The address of a leaf."""

    def paper(self, name: str) -> str:
        """The address of a PDF."""

    def file(self, path: str) -> str:
        """The address of a picture of the pack."""


def context_of(whole: Book, leaf: Leaf, places: Places) -> dict[str, object]:
    """Everything a leaf's template needs but the layout around it."""
    before, after = whole.beside(leaf)
    return {
        "pack": whole.pack,
        "manifest": whole.pack.manifest,
        "leaf": leaf,
        "go": places,
        "show": _shown(whole, places),
        "name_of": name_of,
        "tabs": [
            {"label": part, "href": places.page(path), "current": part == leaf.part}
            for part, path in whole.parts
        ],
        "previous": _way(before, places),
        "next": _way(after, places),
        **leaf.given,
    }


def _way(leaf: Leaf | None, places: Places) -> dict[str, str] | None:
    return {"href": places.page(leaf.path), "label": leaf.title} if leaf else None


def _shown(whole: Book, places: Places) -> Callable[..., Markup]:
    def link(file: str) -> str:
        picture = file.endswith(PICTURES)
        return places.file(file) if picture else places.page(whole.path_of(file))

    def show(text: Text, first: int = 2) -> Markup:
        # The pack's own renderer has HTML switched off and lets only harmless links through.
        return Markup(text.html(link, first=first))  # noqa: S704

    return show
