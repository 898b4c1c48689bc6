"""Whether two addresses are of one home, however they are written. Plain Python.

Case, spaces and points say nothing; "St" is a street, or a saint where a name
begins; a flat may stand before or behind the house, or as a letter on its number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)[\s.\-]*(\d[a-z]{2})\b", re.IGNORECASE)
STREETS = {
    short: long
    for long, shorts in {
        "street": "st str", "road": "rd", "avenue": "ave av", "lane": "ln", "drive": "dr drv",
        "close": "cl", "court": "ct crt", "crescent": "cres cr", "place": "pl", "square": "sq",
        "terrace": "terr ter", "gardens": "gdns gdn", "grove": "gr grv", "park": "pk",
        "mount": "mt", "house": "hse", "buildings": "bldgs", "estate": "est", "north": "n",
        "south": "s", "east": "e", "west": "w", "and": "&",
    }.items()
    for short in shorts.split()
}  # fmt: skip
FLAT = re.compile(
    r"\b(?:flat|flt|apartment|apt|unit|room|rm|studio)\b[\s.]*(?:no\b|number\b)?[\s.]*"
    r"(\d+\s?[a-z]?|[a-z])\b"
)
OF_A_HOUSE = re.compile(r"\b(\d+)\s*/\s*(\d+)\b")  # as in Scotland: the flat, then the house
HOUSE = re.compile(r"\b(?:(?:no|number|house)\b[\s.]*)?(\d+)(?:\s*-\s*\d+)?\s?([a-z])?\b")
MARKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Place:
    """An address, taken apart. words: the street first; without its numbers and postcode."""

    flat: str = ""
    house: str = ""
    words: tuple[str, ...] = ()
    street: tuple[str, ...] = ()
    postcode: str = ""


def plain(words: str) -> str:
    """Without case, accents and apostrophes.

    >>> plain("O’Brien-Núñez")
    'obrien-nunez'
    """
    spread = unicodedata.normalize("NFKD", words.casefold().translate(MARKED))
    kept = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"['’‘`´]", "", kept)


def postcode_of(address: str) -> str:
    """The postcode in an address.

    >>> postcode_of("12 Invented St, Northtown nt1 4aB"), postcode_of("NT1-4AB")
    ('NT1 4AB', 'NT1 4AB')
    """
    found = POSTCODE.search(address)
    return f"{found[1]} {found[2]}".upper() if found else ""


@lru_cache(maxsize=20_000)
def place_of(address: str) -> Place:
    """An address, taken apart.

    >>> place_of("Flat 2, 12 St. John's Rd") == place_of("12 SAINT JOHNS ROAD,  apt 2")
    True
    >>> place_of("12a High St") == place_of("Flat A, 12, High Street")
    True
    >>> place_of("2/12 High St").flat, place_of("12-14 High St").house
    ('2', '12')
    """
    code = postcode_of(address)
    rest = plain(POSTCODE.sub(" ", address))
    flat = house = ""
    if found := FLAT.search(rest):
        flat, rest = re.sub(r"\s", "", found[1]), _without(rest, found)
    if found := OF_A_HOUSE.search(rest):
        flat, house, rest = flat or found[1], found[2], _without(rest, found)
    elif found := HOUSE.search(rest):
        letter = found[2] or ""
        # "12 a street" may be "12a"; a point of the compass is none: "12 n street".
        if letter and letter in "nsew":
            letter = ""
            rest = rest[: found.start(1)] + "," + rest[found.end(1) :]
        else:
            rest = _without(rest, found)
        flat, house = flat or letter, found[1]
    parts = [part for part in map(_words, re.split(r"[,;\n]", rest)) if part]
    street = next((part for part in parts if part[-1] in STREETS.values()), ())
    return Place(flat, house, tuple(word for part in parts for word in part), street, code)


def _without(text: str, found: re.Match[str]) -> str:
    """The text without what was found; what comes after it begins a part of its own."""
    return f"{text[: found.start()]},{text[found.end() :]}"


def _words(part: str) -> tuple[str, ...]:
    found = [word for word in re.split(r"[^a-z0-9&]+", part) if word and word != "the"]
    if found and found[0] == "st":
        found[0] = "saint"
    return tuple(STREETS.get(word, word) for word in found)


def same_home(one: str, other: str) -> str:
    """Whether two addresses are of one home: "same", "house" or "".

    "house": the same house, where the flats differ or only one of them names one.

    >>> same_home("12 Invented St, NT1 4AB", "12 invented street\\nnt14ab")
    'same'
    >>> same_home("Flat 1, 12 High St", "Flat 2, 12 High St")
    'house'
    >>> same_home("12 High St", "14 High St"), same_home("", "")
    ('', '')
    """
    mine, theirs = place_of(one), place_of(other)
    if not _same_house(mine, theirs):
        return ""
    return "same" if mine.flat == theirs.flat else "house"


def _same_house(one: Place, other: Place) -> bool:
    if one.postcode and other.postcode and one.postcode != other.postcode:
        return False
    if one.house != other.house:
        return False
    by_code = bool(one.postcode) and one.postcode == other.postcode
    if one.house and by_code:
        # A postcode holds one street, or a few: its number and a word of the street are enough.
        return bool(set(one.words) & set(other.words)) or not (one.words and other.words)
    if one.house:
        same_street = bool(one.street) and one.street == other.street
        return (same_street and _towns_agree(one, other)) or _alike(one, other)
    return _alike(one, other) or (
        by_code and len(one.words) > 1 and one.words[:2] == other.words[:2]
    )


def _alike(one: Place, other: Place) -> bool:
    return len(one.words) > 1 and one.words == other.words


def _towns_agree(one: Place, other: Place) -> bool:
    """Whether what is written besides the street contradicts itself: two towns do."""
    mine, theirs = (set(place.words) - set(place.street) for place in (one, other))
    return not mine or not theirs or bool(mine & theirs)
