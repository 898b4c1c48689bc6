"""Draws a stranger's picture or pages anew. A program of its own: `files` runs it.

    python -I drawing.py picture < sent.jpg > drawn.jpg
    python -I drawing.py pages 3 < sent.pdf > {"pages": 12, "drawn": ["base64 PNG", …]}

Whatever is wrong with a file goes wrong here: this process has little memory, little
time and no files, and it ends. Exit 3 with one word on stderr says what is wrong.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from io import BytesIO
from typing import Any

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 10
PIXELS = 40_000_000
LONGEST = 4000  # pixels of a picture's longer side, enough to read a scanned page
PAGE = 1100  # pixels of a drawn page's longer side


class Wrong(Exception):
    """What is wrong with the file, in one word."""


def confine() -> None:
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # not every system counts address space
            continue


def picture(sent: bytes) -> bytes:
    """The same picture without anything else that was in the file."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    kind = "JPEG" if sent.startswith(b"\xff\xd8\xff") else "PNG"
    try:
        with Image.open(BytesIO(sent), formats=[kind]) as opened:
            if opened.width * opened.height > PIXELS:
                raise Wrong("huge")
            if kind == "JPEG":
                opened.draft(None, (LONGEST, LONGEST))
            turned = ImageOps.exif_transpose(opened)
            seen = turned.convert("RGBA" if kind == "PNG" and turned.has_transparency_data else
                                  "L" if turned.mode in ("1", "L") else "RGB")  # fmt: skip
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Wrong("huge") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Wrong("damaged") from error
    seen.thumbnail((LONGEST, LONGEST))
    bare = Image.new(seen.mode, seen.size)  # carries no metadata, profile or comment
    bare.paste(seen)
    drawn = BytesIO()
    bare.save(drawn, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return drawn.getvalue()


def pages(sent: bytes, most: int) -> bytes:
    """The first pages as pictures. No script in a PDF is run: this reader has no engine for it."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(sent)
        count = len(document)
        drawn = [_page(document[place]) for place in range(min(count, most))]
    except pdfium.PdfiumError as error:
        raise Wrong("locked" if "assword" in str(error) else "damaged") from error
    if count == 0:
        raise Wrong("damaged")
    return json.dumps({"pages": count, "drawn": drawn}).encode()


def _page(page: Any) -> str:
    longer = max(page.get_width(), page.get_height(), 1)
    picture = page.render(scale=PAGE / longer, may_draw_forms=False).to_pil().convert("RGB")
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return base64.b64encode(drawn.getvalue()).decode()


def main(arguments: list[str]) -> int:
    confine()
    sent = sys.stdin.buffer.read()
    try:
        made = picture(sent) if arguments[0] == "picture" else pages(sent, int(arguments[1]))
    except Wrong as wrong:
        sys.stderr.write(str(wrong))
        return 3
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
