"""Organisations of many families, and who works there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.config.bulk.names import ADULTS, SURNAMES
from safehome.config.bulk.rows import Rows
from safehome.vault.rootkey import FileRootKey
from safehome.vault.sealing import new_key

CODE = "many-"
CASELOAD = 20
LARGE_CASELOAD = 50  # of the very first practitioner: what the bench looks at
PER_ORGANISATION = 40 * CASELOAD
PER_TEAM = 8  # practitioners

# How many sessions were held, in turn; None waits for a journey, 13 came to the end.
STAGES: tuple[int | None, ...] = (13, None, 1, 6, 0, 2, 8, 3, 0, 10, 1, 4, 0, 2, 5)


@dataclass(frozen=True)
class Plan:
    """One family to be: whose it is and how far it has come."""

    place: int
    organisation: str
    team: str
    practitioner: str
    wrapping: AESGCM  # the organisation's key
    held: int | None


class Staffing:
    """Invents organisations and their staff into rows, and shares families out among them."""

    def __init__(self, rows: Rows, root: FileRootKey, *, draw: random.Random, now: datetime):
        self.rows, self.root, self.draw, self.now = rows, root, draw, now

    def plans(self, families: int, *, after: int) -> Iterator[Plan]:
        """Every family to be, organisation by organisation; staff are written on the way."""
        place = 0
        while place < families:
            after += 1
            here = min(PER_ORGANISATION, families - place)
            organisation, wrapping = self._organisation(after)
            large = min(LARGE_CASELOAD, here) if after == 1 else 0
            caseloads = [large] * bool(large) + shares(here - large)
            for number, size in enumerate(caseloads, start=1):
                if number % PER_TEAM == 1:
                    team = self._team(organisation, after, number // PER_TEAM + 1)
                who = self._person(
                    organisation, f"practitioner-{number}@{CODE}{after:03}.example",
                    "practitioner", team,
                )  # fmt: skip
                for turn in range(size):
                    held = STAGES[turn % len(STAGES)]
                    yield Plan(place, organisation, team, who, wrapping, held)
                    place += 1

    def _organisation(self, number: int) -> tuple[str, AESGCM]:
        pk, key = self.rows.new_id(), new_key()
        code = f"{CODE}{number:03}"
        name = f"Invented Service {number:03}"
        self.rows.add("people_organisation", pk, name, code, "england", False, self.now)
        wrapped = self.root.wrap(key, place=f"organisation|{pk}")
        self.rows.add("vault_organisationkey", pk, wrapped, self.now)
        return pk, AESGCM(key)

    def _team(self, organisation: str, number: int, which: int) -> str:
        pk = self.rows.new_id()
        self.rows.add("people_team", pk, organisation, f"Team {which}")
        email = f"supervisor-{which}@{CODE}{number:03}.example"
        self._person(organisation, email, "supervisor", pk, leads=True)
        return pk

    def _person(
        self, organisation: str, email: str, role: str, team: str, *, leads: bool = False
    ) -> str:
        account, person, add, now = self.rows.new_id(), self.rows.new_id(), self.rows.add, self.now
        name = f"{self.draw.choice(ADULTS)} {self.draw.choice(SURNAMES)}"
        add("people_account", account, email, "!", True, now)
        add("people_person", person, organisation, account, name, role.title(), email, now)
        add("people_roleheld", self.rows.new_id(), organisation, person, role, now)
        add("people_teammember", self.rows.new_id(), organisation, team, person, leads, now)
        if role == "practitioner":
            today = self.now.date()
            begins, ends = today - timedelta(days=700), today + timedelta(days=400)
            add(
                "training_accreditation", self.rows.new_id(), organisation, person, begins, ends,
                now, person,
            )  # fmt: skip
        return person

    # ---- one family ------------------------------------------------------------------


def shares(families: int) -> list[int]:
    """Caseloads of about 20.

    >>> shares(50)
    [20, 20, 10]
    """
    whole, rest = divmod(families, CASELOAD)
    return [CASELOAD] * whole + [rest] * bool(rest)
