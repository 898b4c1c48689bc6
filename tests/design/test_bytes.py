"""What a visit costs, and that the committed files were built from the sources beside them."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import safehome.design

ROOM = Path(safehome.design.__file__).parent
STATIC = ROOM / "static" / "design"


def test_what_is_committed_was_built_from_these_sources() -> None:
    """If this fails: npm install && npm run build, and commit what it writes."""
    sources = [
        path
        for folder in (ROOM / "styles", ROOM / "scripts")
        for path in sorted(folder.iterdir())
        if path.suffix in {".scss", ".js"}
    ]
    fingerprint = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    assert (STATIC / "built-from.txt").read_text().strip() == fingerprint


def test_a_carers_first_visit_is_light() -> None:
    zipped = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("safehome.css", "js/portal.js", "plain.svg")
    )
    type_faces = sum(
        (STATIC / "fonts" / f"atkinson-hyperlegible-next-{w}.woff2").stat().st_size
        for w in (400, 600)
    )
    assert zipped + type_faces + 8_000 <= 60_000  # eight for the page itself


def test_scripts_of_the_carers_door_are_at_most_ten_kilobytes() -> None:
    assert (STATIC / "js" / "portal.js").stat().st_size <= 10_000


def test_nothing_of_anothers_identity_is_in_the_styles() -> None:
    css = (STATIC / "safehome.css").read_text()
    for mark in ("GDS Transport", "crown", "crest", "url(http", "#1d70b8"):
        assert mark not in css


def test_nothing_is_kept_in_the_browser() -> None:
    for script in (STATIC / "js").iterdir():
        text = script.read_text()
        for store in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches."):
            assert store not in text
