"""Whether two records may be of the same people. Plain Python, so that anyone can check it.

Says in words what is alike, and never how much: no number decides what is one
family, people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from safehome.referrals.places import plain, postcode_of, same_home

# Short forms that a family and a school write differently. Each leads to one long form.
SHORT_FORMS = {
    short: long
    for long, shorts in {
        "alexander": "alex alec sandy xander", "alfred": "alf alfie fred freddie",
        "andrew": "andy drew", "anthony": "tony ant", "benjamin": "ben benny",
        "catherine": "kate katie cathy kathy katherine kathryn", "charles": "charlie chaz",
        "christopher": "chris kit", "daniel": "dan danny", "david": "dave davie dai",
        "deborah": "deb debbie", "dorothy": "dot dotty", "edward": "ed eddie ted teddy ned",
        "elizabeth": "liz lizzie beth betty lizzy elisabeth eliza", "emily": "em emmy",
        "francesca": "fran frankie", "frederick": "frederic", "gregory": "greg",
        "isabella": "bella izzy isabelle isabel", "jacob": "jake", "james": "jim jimmy jamie",
        "jennifer": "jen jenny", "jonathan": "jon jonny", "joseph": "joe joey",
        "joshua": "josh", "kenneth": "ken kenny", "leonard": "len lenny",
        "margaret": "maggie meg peggy", "matthew": "matt matty mathew",
        "michael": "mike mick mickey", "mohammed": "mohammad muhammad mohamed muhammed mo",
        "nicholas": "nick nicky nicolas", "oliver": "ollie olly", "patrick": "pat paddy",
        "peter": "pete", "philip": "phil phillip", "rebecca": "becky becca bex",
        "richard": "rich rick ricky dick", "robert": "rob robbie bob bobby",
        "samuel": "sam sammy", "stephen": "steve stevie steven", "susan": "sue susie suzie",
        "theodore": "theo", "thomas": "tom tommy", "timothy": "tim", "victoria": "vicky vic tori",
        "william": "will bill billy liam", "zachary": "zac zach zak",
    }.items()
    for short in shorts.split()
}  # fmt: skip
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})


@dataclass(frozen=True)
class Someone:
    """A person as a record names them. other_names: what else they are called."""

    name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a record knows that can be compared."""

    people: tuple[Someone, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alike:
    """One thing that two records have alike. firmly: hardly by chance."""

    words: str
    firmly: bool


@lru_cache(maxsize=20_000)
def names_in(name: str) -> tuple[str, ...]:
    """The names that somebody has, in the alphabet's order, short forms written out.

    >>> names_in("Marlow, Josh") == names_in("Joshua MARLOW")
    True
    >>> names_in("Anne-Marie Núñez")
    ('anne', 'marie', 'nunez')
    """
    found = [one for one in re.split(r"[^a-z0-9]+", plain(name)) if one and one not in TITLES]
    return tuple(sorted(SHORT_FORMS.get(one, one) for one in found))


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip of the typing: a letter more, less, other or swapped.

    Words of fewer than four letters have too many neighbours for a slip to say anything.

    >>> is_slip("marlow", "marlowe"), is_slip("marlow", "malrow"), is_slip("jay", "kay")
    (True, True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return longer[at + 1 :] == shorter[at:]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]


def likeness(one: str, other: str) -> str:
    """Whether two names may be of one person: "same", "alike" or "".

    Alike: each name of the shorter has its own in the longer, but for a slip. One
    name alone is never enough.

    >>> likeness("Josh Marlow", "MARLOW Joshua"), likeness("Jay Marlow", "Jay Ann Marlowe")
    ('same', 'alike')
    >>> likeness("Jay Marlow", "Mina Marlow"), likeness("Marlow", "Jay Marlow")
    ('', '')
    """
    mine, theirs = names_in(one), names_in(other)
    if min(len(mine), len(theirs)) < 2:
        return ""
    if mine == theirs:
        return "same"
    fewer, more = sorted((mine, theirs), key=len)
    left = list(more)
    for name in sorted(fewer, key=lambda name: name not in more):  # exact ones take theirs first
        match = name if name in left else next((one for one in left if is_slip(name, one)), None)
        if match is None:
            return ""
        left.remove(match)
    return "alike"


def number_of(phone: str) -> str:
    """A telephone number as it is dialled at home; "" when there are too few digits to tell.

    >>> number_of("+44 (0)1632 960 001") == number_of("01632-960001")
    True
    """
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if digits.startswith("0044"):
        digits = digits[2:]
    if digits.startswith("44"):
        digits = "0" + digits[2:]
    return digits if len(digits) >= 7 else ""


def what_is_alike(ours: Known, theirs: Known) -> list[Alike]:
    """Everything that two records have alike, what is hardly by chance first."""
    found = [*_people(ours.people, theirs.people), *_homes(ours.addresses, theirs.addresses)]
    return sorted(dict.fromkeys(found), key=lambda one: not one.firmly)


def _people(ours: Iterable[Someone], theirs: Iterable[Someone]) -> Iterator[Alike]:
    others = list(theirs)
    for one in ours:
        for other in others:
            yield from _person(one, other)


def _person(one: Someone, other: Someone) -> Iterator[Alike]:
    by_name = _by_name(one, other)
    born = one.birth_date is not None and one.birth_date == other.birth_date
    both = _both(one.name, other.name)
    if by_name and born:
        how = "Same name" if by_name == "same" else "Name alike"
        yield Alike(f"{how} and same birth date: {both}", firmly=True)
    elif by_name:
        unlike = one.birth_date and other.birth_date
        apart = ", with different birth dates" if unlike else ""
        yield Alike(f"{'Same name' if by_name == 'same' else 'Name alike'}: {both}{apart}",
                    firmly=by_name == "same" and not unlike)  # fmt: skip
    elif born:
        yield Alike(f"Same birth date: {both}", firmly=False)
    if one.phone and number_of(one.phone) and number_of(one.phone) == number_of(other.phone):
        yield Alike(f"Same telephone number: {both}", firmly=True)
    if one.email.strip() and one.email.strip().casefold() == other.email.strip().casefold():
        yield Alike(f"Same e-mail: {both}", firmly=True)


def _by_name(one: Someone, other: Someone) -> str:
    found = {
        likeness(mine, theirs)
        for mine in (one.name, *one.other_names)
        for theirs in (other.name, *other.other_names)
    }
    return "same" if "same" in found else "alike" if "alike" in found else ""


def _both(one: str, other: str) -> str:
    return one if one == other else f"{one} and {other}"


def _homes(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[Alike]:
    others = list(theirs)
    for one in ours:
        for other in others:
            how = same_home(one, other)
            if how == "same":
                yield Alike("Same address", firmly=True)
            elif how == "house":
                yield Alike("Same house, and not the same flat in both", firmly=False)
            elif postcode_of(one) and postcode_of(one) == postcode_of(other):
                yield Alike(f"Same postcode: {postcode_of(one)}", firmly=False)
