"""Reading a printed paper's structure as a screen reader would."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pikepdf
import pytest


@contextmanager
def opened(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as paper:
        yield paper


def parts(paper: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    found: list[pikepdf.Dictionary] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(paper.Root.StructTreeRoot["/K"])
    return found


def names(paper: pikepdf.Pdf) -> list[str]:
    return [str(part["/S"]) for part in parts(paper)]


def bookmarks(paper: pikepdf.Pdf) -> list[str]:
    with paper.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def faults(made: bytes, *, title: str, language: str) -> list[str]:
    """What would keep somebody from reading it: nothing, when it is well made."""
    with opened(made) as paper:
        found = []
        if not paper.Root.MarkInfo.Marked:
            found.append("is not tagged")
        if str(paper.Root.Lang) != language:
            found.append(f"says it is in {paper.Root.Lang}")
        with paper.open_metadata() as about:
            if about["pdfuaid:part"] != "1":
                found.append("is not PDF/UA-1")
            if about["dc:title"] != title:
                found.append(f"is titled {about['dc:title']}")
        if not paper.Root.ViewerPreferences.DisplayDocTitle:
            found.append("shows its file name for a title")
        tags = names(paper)
        levels = [int(tag[2:]) for tag in tags if re.fullmatch(r"/H\d", tag)]
        if levels and levels[0] != 1:
            found.append("begins below the first heading level")
        if any(after - before > 1 for before, after in pairwise(levels)):
            found.append("skips a heading level")
        if len(bookmarks(paper)) != levels.count(1):
            found.append("has other bookmarks than headings")
        if "/P" not in tags:
            found.append("has no paragraphs")
        if any(part["/S"] == "/Figure" and "/Alt" not in part for part in parts(paper)):
            found.append("has a picture without words")
    return found


def text_of(made: bytes) -> str:
    """The words a reader would hear."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([tool, "-", "-"], input=made, capture_output=True, check=True)
    return done.stdout.decode().replace("\u200b", "")
