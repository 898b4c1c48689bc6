"""Files from outside: told apart by their first bytes, drawn anew or looked at, and never trusted.

The looking is done by `drawing.py` in a process of its own with little memory and
time, so that a hostile file ends there and not in the door.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from safehome.kit.uploads import LARGEST

BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
DRAWING = Path(__file__).with_name("drawing.py")
SECONDS = 20
SHOWN = 5  # pages of a PDF
AT_ONCE = BoundedSemaphore(2)  # so that many files at once cannot take the door's memory

TOO_LARGE = "This file is larger than 10 MB. Save it smaller, or send it in parts"
UNKNOWN = "Choose a PDF, or a JPEG or PNG picture. Any other file: save or print it as a PDF first"
WRONG = {
    "huge": "This picture has too many dots to be opened safely. Save it smaller and try again",
    "locked": "This PDF asks for a password. Save a copy without one and choose that",
    "damaged": "This file is damaged or not whole. Open it on your computer, save it anew, and "
    "choose the new one",
}


class Refused(Exception):
    """The file is not taken in. Says what to do."""


@dataclass(frozen=True)
class TakenIn:
    """A file as it is kept."""

    media_type: str
    content: bytes


@dataclass(frozen=True)
class Drawn:
    """The first pages of a PDF, each a PNG in base64, and how many there are."""

    pages: int
    drawn: tuple[str, ...]


def take_in(sent: bytes) -> TakenIn:
    """Look at a file: a picture comes back drawn anew, a PDF as it is. Raises Refused."""
    if len(sent) > LARGEST:
        raise Refused(TOO_LARGE)
    media_type = next((kind for first, kind in BEGINNINGS.items() if sent.startswith(first)), "")
    if not media_type:
        raise Refused(UNKNOWN)
    if media_type == "application/pdf":
        first_pages(sent, most=1)
        return TakenIn(media_type, sent)
    drawn = _run(["picture"], sent)
    if len(drawn) > LARGEST:
        raise Refused(TOO_LARGE)
    return TakenIn(media_type, drawn)


def first_pages(pdf: bytes, *, most: int = SHOWN) -> Drawn:
    """The first pages as pictures to look at. Raises Refused."""
    told = json.loads(_run(["pages", str(most)], pdf))
    return Drawn(told["pages"], tuple(told["drawn"]))


def _run(arguments: list[str], sent: bytes) -> bytes:
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(DRAWING), *arguments], input=sent, capture_output=True,
                timeout=SECONDS, check=False, env={}, cwd="/",
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Refused(WRONG["damaged"]) from error
    if done.returncode:
        # What ended any other way, by its limits too, is as good as damaged.
        said = done.stderr.decode(errors="replace") if done.returncode == 3 else ""
        raise Refused(WRONG.get(said, WRONG["damaged"]))
    return done.stdout
