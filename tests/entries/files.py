"""Files as friends and strangers send them. Made here: none is kept in the repository."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image


def jpeg(width: int = 60, height: int = 40, **more: object) -> bytes:
    kept = BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(kept, "JPEG", **more)
    return kept.getvalue()


def png(mode: str = "RGBA", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    kept = BytesIO()
    Image.new(mode, size).save(kept, "PNG", **more)
    return kept.getvalue()


def pdf(pages: int = 1, *, script: str = "", password: str = "", wide: int = 200) -> bytes:
    paper = pikepdf.new()
    for _ in range(pages):
        paper.add_blank_page(page_size=(wide, 300))
    if script:
        act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
        paper.Root.OpenAction = paper.make_indirect(act)
    kept = BytesIO()
    sealed = pikepdf.Encryption(owner=password, user=password) if password else None
    paper.save(kept, encryption=sealed or False)
    return kept.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that claim to be thousands of millions of dots."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        whole = kind + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")
    )  # fmt: skip


def swelling_png() -> bytes:
    """A true picture of forty million dots and more, in some forty thousand bytes."""
    return png("1", (9000, 9000))
