"""What is wrong in a pack, said so that the writer of that line can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

type Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to put right: which file, which line (from 1), what, and how bad.

    An error keeps the pack from loading or from being published; a warning asks for a look.

    >>> print(Finding("sessions/01.yaml", 4, "Add the line ‘purpose’."))
    sessions/01.yaml:4: error: Add the line ‘purpose’.
    """

    path: str
    line: int
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"


class BrokenPack(Exception):
    """A pack that was not loaded. `findings` has every fault, in the order of files and lines."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        faults = "one fault" if len(self.findings) == 1 else f"{len(self.findings)} faults"
        super().__init__(
            "\n".join([f"The pack was not loaded: {faults}.", *map(str, self.findings)])
        )


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only those that keep a pack from loading."""
    return [finding for finding in findings if finding.severity == "error"]


def shown(word: object, most: int = 60) -> str:
    """A stranger's word, short and on one line, fit to stand in a message."""
    text = "".join(letter if letter.isprintable() else "�" for letter in str(word)[: most + 1])
    return f"‘{text[:most]}…’" if len(text) > most else f"‘{text}’"
