"""Which letters our fonts can show, and what to do with the ones they cannot.

An accessible PDF may not hold a letter without a shape. We would rather print a
name with a visible box in it than refuse to print somebody's plan, so a letter
we cannot show becomes the box, and the caller may ask which letters they were.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "\N{WHITE SQUARE}"
# No shape of their own: they join or steer the letters around them.
SHAPELESS = frozenset(
    "\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0f"
)


@cache
def letters_we_print() -> frozenset[str]:
    """Every letter that at least one of our fonts can show."""
    ranges = (
        line.split("-")
        for line in (FONTS / "letters.txt").read_text(encoding="ascii").splitlines()
        if not line.startswith("#")
    )
    shown = (chr(point) for low, high in ranges for point in range(int(low, 16), int(high, 16) + 1))
    return frozenset(shown) | SHAPELESS


def printable(text: str) -> str:
    """The text with control characters gone and unknown letters as a box.

    >>> printable("Siân\\x07 ŵyl")
    'Siân ŵyl'
    >>> printable("\\u6f22")
    '□'
    """
    known = letters_we_print()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if known.issuperset(text):
        return text
    return "".join(
        letter if letter in known else BOX
        for letter in text
        if letter in known or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def letters_we_cannot_print(value: object) -> frozenset[str]:
    """The letters in a text, or in anything made of texts, that would print as a box.

    >>> sorted(letters_we_cannot_print({"name": "Ann", "said": ["yes", "\\u6f22"]}))
    ['漢']
    """
    found = {letter for text in _texts(value) for letter in unicodedata.normalize("NFC", text)}
    return frozenset(
        letter
        for letter in found - letters_we_print()
        if not unicodedata.category(letter).startswith(("C", "Z"))
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _texts(part)
