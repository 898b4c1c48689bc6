"""Easy-read texts: one idea a line, each with a place for a symbol."""

import re
from dataclasses import dataclass

from .pages import plain_text

_SYMBOL = re.compile(r"\[symbol:\s*([^\]\n]{1,40}?)\s*\]\s*")
_HEADING = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"[-*+]\s+|[0-9]{1,3}[.)]\s+")


@dataclass(frozen=True)
class EasyLine:
    """One line: the word its symbol stands for ("" for none), its words, heading or not."""

    words: str
    symbol: str = ""
    heading: bool = False


def easy_lines(text: str) -> tuple[EasyLine, ...]:
    """Take an easy-read text apart.

    >>> easy_lines("## At home\\n\\n[symbol: door] Knock **first**.\\n")
    (EasyLine(words='At home', symbol='', heading=True), EasyLine(words='Knock first.', symbol='door', heading=False))
    """  # noqa: E501
    return tuple(_line(line.strip()) for line in text.split("\n") if line.strip())


def _line(line: str) -> EasyLine:
    if heading := _HEADING.match(line):
        return EasyLine(_words(line[heading.end() :]), heading=True)
    if bullet := _BULLET.match(line):
        line = line[bullet.end() :]
    symbol = _SYMBOL.match(line)
    words = line[symbol.end() :] if symbol else line
    return EasyLine(_words(words), symbol=symbol.group(1) if symbol else "")


def _words(line: str) -> str:
    """The line without its Markdown marks; the stop that `plain_text` adds is taken off again."""
    words = plain_text(line).replace("\n", " ")
    return words if line.endswith(".") else words.removesuffix(".")
