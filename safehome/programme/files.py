"""Taking the files of a pack from a folder, and nothing from anywhere else."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .findings import Finding, shown
from .reading import MOST_BYTES

MOST_FILES = 2_000
MOST_IN_ALL = 30_000_000
DEEPEST = 6

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def take(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Read every file below `folder` into memory, by its name with forward slashes.

    Links are refused, not followed; names that begin with a dot are left alone.
    """
    if not folder.is_dir():
        return {}, [Finding(folder.name or ".", 1, "There is no folder here.")]
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    in_all = 0
    for entry, name in _entries(folder):
        fault = _unfit(entry, name)
        if fault:
            findings.append(Finding(name, 1, fault))
            continue
        try:
            with Path(entry.path).open("rb") as stream:
                files[name] = stream.read(MOST_BYTES + 1)
        except OSError as error:
            findings.append(Finding(name, 1, f"This could not be opened: {error.strerror}."))
            continue
        in_all += len(files[name])
        if len(files) > MOST_FILES or in_all > MOST_IN_ALL or len(findings) > MOST_FILES:
            findings.append(Finding(name, 1, "This pack is too large to be one."))
            break
    return files, findings


def odd_names(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Names that could leave the pack or that not every computer can keep."""
    seen: dict[str, str] = {}
    for name in sorted(files):
        if not all(_NAME.fullmatch(part) for part in name.split("/")):
            says = f"The name {shown(name)} may have letters, digits, - _ and . only."
            yield Finding(name, 1, says)
        if (twin := seen.setdefault(name.lower(), name)) != name:
            says = f"The names {shown(name)} and {shown(twin)} differ by case only."
            yield Finding(name, 1, says)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """A SHA-256 over names and bytes, the same wherever the pack is kept.

    >>> fingerprint({"a": b"1", "b": b"2"}) == fingerprint({"b": b"2", "a": b"1"})
    True
    >>> fingerprint({"a": b"12"}) == fingerprint({"a1": b"2"})
    False
    """
    digest = hashlib.sha256()
    for name in sorted(files):
        encoded = name.encode("utf-8", "surrogateescape")
        digest.update(f"{len(encoded)}:{len(files[name])}:".encode())
        digest.update(encoded)
        digest.update(files[name])
    return digest.hexdigest()


def _unfit(entry: os.DirEntry[str], name: str) -> str:
    if entry.is_symlink():
        return "Links to other files are not allowed. Copy the file."
    if name.count("/") >= DEEPEST:
        return f"Folders go no more than {DEEPEST} deep."
    if not entry.is_file(follow_symlinks=False):
        return "This is neither a file nor a folder."
    return ""


def _entries(folder: Path, inside: str = "") -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{inside}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and name.count("/") < DEEPEST:
            yield from _entries(Path(entry.path), f"{name}/")
        else:
            yield entry, name


def as_kept(files: Mapping[str, bytes]) -> dict[str, str]:
    """A pack's files as JSON can hold them: text as it is, a picture as a data address.

    >>> as_kept({"a.md": b"Hello", "b.png": bytes([0x89, 0xFF])})
    {'a.md': 'Hello', 'b.png': 'data:;base64,if8='}
    """
    return {name: _as_text(content) for name, content in files.items()}


def as_taken(kept: Mapping[str, str]) -> dict[str, bytes]:
    """The files again, byte for byte, as they were taken from their folder.

    >>> as_taken(as_kept({"b.png": bytes([0x89, 0xFF])}))
    {'b.png': b'\\x89\\xff'}
    """
    return {name: _as_bytes(text) for name, text in kept.items()}


_DATA = "data:;base64,"


def _as_text(content: bytes) -> str:
    """Whatever JSON cannot hold as text, or could be mistaken afterwards, goes as data."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = _DATA
    if text.startswith(_DATA) or "\x00" in text:
        return _DATA + base64.b64encode(content).decode()
    return text


def _as_bytes(text: str) -> bytes:
    if text.startswith(_DATA):
        return base64.b64decode(text.removeprefix(_DATA))
    return text.encode()
