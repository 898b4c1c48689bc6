"""What a family's record is to begin with, as a referral words it and somebody confirms it.

Plain facts, so that the page that asks, the action that writes and the tests
mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safehome.referrals.body import Body
from safehome.referrals.likeness import names_in
from safehome.referrals.places import plain, same_home


@dataclass(frozen=True)
class Home:
    """Where some of them live. hidden_from: places of carers (from 0) who must not learn it."""

    name: str
    address: str = ""
    hidden_from: tuple[int, ...] = ()


@dataclass(frozen=True)
class Adult:
    """A carer. home: the place of one of the homes, or None."""

    name: str
    kind: str
    phone: str = ""
    email: str = ""
    language: str = "en"
    interpreter: bool = False
    needs_note: str = ""
    home: int | None = None
    channel: str = ""
    hours: str = ""
    must_not_know: str = ""
    is_unaware: bool = False  # of the referral, as it says


@dataclass(frozen=True)
class Young:
    name: str
    birth_date: date | None = None
    gender: str = ""
    displayed: bool = False
    harmed: bool = False
    sibling: bool = False
    needs_note: str = ""
    home: int | None = None


@dataclass(frozen=True)
class Worker:
    """Somebody who works with the family elsewhere."""

    name: str
    agency: str = ""
    role: str = "other"
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Opening:
    """Everything a family's record begins with."""

    name: str
    homes: tuple[Home, ...] = ()
    adults: tuple[Adult, ...] = ()
    children: tuple[Young, ...] = ()
    workers: tuple[Worker, ...] = ()

    def not_agreed(self) -> list[str]:
        """How carers may be reached, where it stands in the referral and nobody asked them yet.

        It is no rule, because it is not agreed; whoever is next in touch reads it.
        """
        unaware = [f"{one.name} does not know of the referral, as it says: speak with them first."
                   for one in self.adults if one.is_unaware]  # fmt: skip
        return unaware + [
            _as_the_referral_says(one) for one in self.adults
            if not one.channel and (one.hours or one.must_not_know)
        ]  # fmt: skip


def _as_the_referral_says(one: Adult) -> str:
    words = [f"How to reach {one.name} is not agreed with them yet: only in person."]
    if one.hours:
        words.append(f"The referral says: {_whole(one.hours)}")
    if one.must_not_know:
        words.append(f"Who must not learn of this work: {_whole(one.must_not_know)}")
    return " ".join(words)


def _whole(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


ROLES = {"social-care": "social-worker", "school": "school", "health": "health",
         "police": "police", "youth-justice": "youth-justice"}  # fmt: skip


def opening_of(body: Body) -> Opening:
    """What a referral says, laid out as a family. Everything is to be confirmed."""
    carers = [one for one in body.carers if one.name]
    homes: list[Home] = []
    lives: list[int | None] = []
    for place, carer in enumerate(carers):
        at = next((n for n, home in enumerate(homes) if _same(home.address, carer.address)), None)
        if at is None and carer.address:
            at = len(homes)
            hidden = tuple(n for n in range(len(carers)) if n != place)
            homes.append(Home(f"{carer.name.split()[0]}’s home", carer.address,
                              hidden if carer.address_is_hidden else ()))  # fmt: skip
        lives.append(at)
    # Whoever lives there knows where it is.
    homes = [
        Home(home.name, home.address, tuple(n for n in home.hidden_from if lives[n] != place))
        for place, home in enumerate(homes)
    ]
    must_not_know = body.telling.must_not_know
    adults = tuple(
        Adult(one.name, one.kind, one.phone, one.email, one.language or "en", one.interpreter,
              one.needs, home, "", one.safe_contact, must_not_know, one.knows == "no")
        for one, home in zip(carers, lives, strict=True)
    )  # fmt: skip
    names = [one.name for one in carers]
    children = tuple(
        Young(one.name, one.birth_date, one.gender, one.displayed, one.harmed, one.sibling,
              _needs(one.needs, one.age if one.birth_date is None else None),
              _with_whom(one.lives_with, names, lives))
        for one in body.children if one.name
    )  # fmt: skip
    return Opening(_family_name(names), tuple(homes), adults, children, tuple(_workers(body)))


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (plain(one) == plain(other) or same_home(one, other) == "same")


def _needs(words: str, age: int | None) -> str:
    return " ".join(filter(None, [words, f"About {age} years old when referred." if age else ""]))


def _with_whom(words: str, carers: list[str], lives: list[int | None]) -> int | None:
    """The home of the carer whom the referral says a child lives with; the only home, if one."""
    said = set(names_in(words))
    for name, home in zip(carers, lives, strict=True):
        first = names_in(name.split()[0])
        if said & set(first) or (plain(name) and plain(name) in plain(words)):
            return home
    known = {home for home in lives if home is not None}
    return known.pop() if len(known) == 1 else None


def _family_name(carers: list[str]) -> str:
    return carers[0].split()[-1] if carers else ""


def _workers(body: Body) -> list[Worker]:
    workers = [
        Worker(one.name, one.agency, one.role or "other", one.phone, one.email)
        for one in body.network if one.name
    ]  # fmt: skip
    who = body.referrer
    here = {names_in(one.name) for one in workers}
    if who.name and who.kind != "carer" and names_in(who.name) not in here:
        role = ROLES.get(who.kind, "other")
        workers.insert(0, Worker(who.name, who.agency, role, who.phone, who.email))
    return workers
