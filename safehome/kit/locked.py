"""A file that opens with a password only, each in its own format's way, by AES with 256 bits.

The password is given by a person and goes into the file's lock: it is neither kept nor written
anywhere. Whoever loses it takes the file anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

FEWEST_LETTERS = 14  # a file can be tried at home, without anybody to stop it


def locked_pdf(content: bytes, password: str) -> bytes:
    """A PDF that asks for the password (PDF 2.0, revision 6). Screen readers may read it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as paper:
        paper.save(
            out,
            encryption=pikepdf.Encryption(
                user=password, owner=password, R=6, allow=pikepdf.Permissions(accessibility=True)
            ),
        )
    return out.getvalue()


def locked_workbook(content: bytes, password: str) -> bytes:
    """An .xlsx that Excel and LibreOffice ask the password of (ECMA-376, agile)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def packed(files: Iterable[tuple[str, Iterable[bytes]]], password: str = "") -> bytes:
    """Files in one .zip, written piece by piece; with a password, each is locked (WinZip's AE-2).

    files: the name of each and its pieces. Names in a locked .zip can be read by anybody.
    """
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED) as box:
        if password:
            box.setpassword(password.encode())
            box.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, pieces in files:
            with box.open(name, "w", force_zip64=True) as inside:
                for piece in pieces:
                    inside.write(piece)
    return out.getvalue()
