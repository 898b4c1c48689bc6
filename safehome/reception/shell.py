"""The few files that make up the page a telephone keeps: no word of anybody is in them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "static" / "reception" / "notes"
# Modules name each other as they lie there, so all of them are asked for under plain names.
PARTS = ("app.js", "draw.js", "leave.js", "lock.js", "store.js", "notes.css", "icon.svg",
         "icon-192.png", "icon-512.png")  # fmt: skip
WORKER = Path(__file__).parent / "notes_worker.js"
# An installed page must say what it is called and looks like; both are nobody's business.
NAME = "Notes"
COLOUR = "#f6f4ee"


def address_of(part: str) -> str:
    return f"{settings.STATIC_URL}reception/notes/{part}"


@cache
def version() -> str:
    """Changes when anything of the shell does."""
    print_of = hashlib.sha256(WORKER.read_bytes())
    for part in (*PARTS, "../../../templates/reception/notes.html"):
        print_of.update((FOLDER / part).read_bytes())
    return print_of.hexdigest()[:16]


def worker(page: str) -> str:
    """The service worker's text, with what it keeps."""
    kept = [page, *(address_of(part) for part in PARTS)]
    return (
        f"const VERSION = {json.dumps(version())};\nconst KEPT = {json.dumps(kept)};\n"
        f"{WORKER.read_text()}"
    )


def manifest(page: str) -> dict[str, object]:
    """What installing it needs: a name and an icon that say nothing."""
    return {
        "name": NAME, "short_name": NAME, "id": page, "start_url": page, "scope": page,
        "display": "standalone", "background_color": COLOUR, "theme_color": COLOUR,
        "icons": [
            {"src": address_of(f"icon-{size}.png"), "sizes": f"{size}x{size}",
             "type": "image/png", "purpose": "any maskable"}
            for size in (192, 512)
        ],
    }  # fmt: skip
