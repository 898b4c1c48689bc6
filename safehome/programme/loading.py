"""Loading a pack: whole, or not at all with every fault listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .agreement import disagreements
from .assembling import assemble
from .files import fingerprint, odd_names, take
from .findings import BrokenPack, Finding, errors
from .packs import Pack
from .parts import Part, read_part


@dataclass(frozen=True)
class Examined:
    """What reading came to: a pack if there is no error, and every finding either way."""

    pack: Pack | None
    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]


def load(folder: Path) -> Pack:
    """Load a pack from its folder. Raises BrokenPack with every fault, its file and line."""
    files, findings = take(folder)
    return _whole(examine(files, findings))


def parse(files: Mapping[str, bytes]) -> Pack:
    """Load a pack from names and bytes, as a published version keeps them. Raises BrokenPack."""
    return _whole(examine(files))


def examine(files: Mapping[str, bytes], findings: list[Finding] | None = None) -> Examined:
    """Read everything, and say what is wrong instead of stopping at the first fault."""
    found = [*(findings or ()), *odd_names(files)]
    parts: list[Part] = []
    for path in sorted(files):
        part, faults = read_part(path, files[path])
        found += faults
        if part:
            parts.append(part)
    found += disagreements(parts, frozenset(files))
    found = sorted(set(found))
    if errors(found):
        return Examined(None, tuple(found), tuple(parts))
    pack = assemble(parts, files, fingerprint(files))
    return Examined(pack, tuple(found), tuple(parts))


def _whole(examined: Examined) -> Pack:
    if examined.pack is None:
        raise BrokenPack(errors(examined.findings))
    return examined.pack
