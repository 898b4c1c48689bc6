"""Whether words give away where a home is. Plain Python, so that anyone can check it.

A home is given away by its postcode, by any line of its address that says more
than a town, or by its street without the number, however they are spaced,
spelt large or small, broken over lines, or abbreviated. It would rather refuse
too much: a refused letter is written again; a leaked address is not taken back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
STREETS = {
    "avenue": "avenue", "ave": "avenue", "av": "avenue", "close": "close", "cl": "close",
    "court": "court", "ct": "court", "crescent": "crescent", "cres": "crescent",
    "drive": "drive", "dr": "drive", "gardens": "gardens", "gdns": "gardens", "grove": "grove",
    "gr": "grove", "hill": "hill", "lane": "lane", "ln": "lane", "mews": "mews",
    "parade": "parade", "park": "park", "place": "place", "pl": "place", "rise": "rise",
    "road": "road", "rd": "road", "row": "row", "square": "square", "sq": "square",
    "street": "street", "st": "street", "str": "street", "terrace": "terrace", "terr": "terrace",
    "view": "view", "walk": "walk", "way": "way", "yard": "yard",
    "heol": "heol", "stryd": "stryd", "ffordd": "ffordd", "lon": "lon", "rhodfa": "rhodfa",
}  # fmt: skip


def gives_away(words: str, addresses: Iterable[str]) -> bool:
    """Whether the words hold any of these addresses, or enough of one to find it.

    >>> hidden = ["12 Elm Road\\nHartwell\\nHW2 3CD"]
    >>> gives_away("Come to hw23cd.", hidden), gives_away("She is at 12, Elm Rd.", hidden)
    (True, True)
    >>> gives_away("Somewhere in ELM\\nROAD, I think", hidden), gives_away("In Hartwell", hidden)
    (True, False)
    """
    said = _plain(words)
    spaced = f" {' '.join(_tokens(said))} "
    joined = re.sub(r"[^A-Z0-9]", "", said.upper())
    return any(
        (len(sign) > 4 and sign in joined) if sign.isupper() else f" {sign} " in spaced
        for address in addresses
        for sign in signs_of(address)
    )


def signs_of(address: str) -> frozenset[str]:
    """What gives an address away: postcodes in capitals, telling lines and streets in small.

    >>> sorted(signs_of("Flat 2, 12 Elm Road, Hartwell, HW2 3CD"))
    ['12 elm road', 'HW23CD', 'elm road']
    """
    plain = _plain(address)
    signs = {"".join(found.groups()) for found in POSTCODE.finditer(plain.upper())}
    lines = [line for line in re.split(r"[\n,;]", POSTCODE.sub("", plain.upper())) if line.strip()]
    for place, line in enumerate(lines):
        tokens = _tokens(line.lower())
        if len(tokens) < 2:
            continue
        numbered = any(token[0].isdigit() for token in tokens)
        is_flat = tokens[0] in {"flat", "apartment", "unit", "room"}
        if (place == 0 or numbered) and not is_flat:
            signs.add(" ".join(tokens))
        named = [token for token in tokens if not token[0].isdigit()]
        is_street = len(named) > 1 and ({named[-1], named[0]} & set(STREETS.values()))
        if is_street:
            signs.add(" ".join(named))
    return frozenset(signs)


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are written for one place: the same words, or the same telling parts.

    >>> same_place("12 Elm Rd, HW2 3CD", "12 elm road\\nhw23cd"), same_place("", "")
    (True, False)
    """
    first, second = _tokens(_plain(one)), _tokens(_plain(other))
    if first and sorted(first) == sorted(second):
        return True
    shared = signs_of(one) & signs_of(other)
    return any(sign.isupper() for sign in shared) and any(sign[0].isdigit() for sign in shared)


def _plain(words: str) -> str:
    """Small letters without marks, and without what shows nothing."""
    split = unicodedata.normalize("NFKD", words)
    return "".join(
        letter for letter in split if unicodedata.category(letter) not in {"Mn", "Cf"}
    ).casefold()


def _tokens(plain: str) -> list[str]:
    return [STREETS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)]
