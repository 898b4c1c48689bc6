"""How many families or journeys somebody asks for."""

from __future__ import annotations


def size(text: str) -> int:
    """A number, such as 100, 1k or 100k.

    >>> size("10k"), size("250")
    (10000, 250)
    """
    number = int(text.strip().lower().removesuffix("k"))
    return number * 1000 if text.strip().lower().endswith("k") else number
