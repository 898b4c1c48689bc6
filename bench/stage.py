"""One place with its door open and somebody signed in: what every scenario plays on."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.asking import Browser
from bench.floors import Floors
from bench.place import PROJECT, Place, sign_in
from safehome.vault.rootkey import FileRootKey
from safehome.vault.sealing import open_sealed

EMAIL = "practitioner-1@many-001.example"
ADDRESSES = """
import json, django
django.setup()
from django.urls import get_resolver
from safehome.people.endpoints import addresses
print(json.dumps({name: path for name, path, _ in addresses(get_resolver().url_patterns)}))
"""
WHO = "SELECT organisation_id, id, name FROM people_person WHERE email = %s"
# The first family written: thirteen sessions, all signed.
FAMILIES = """
    SELECT f.id, f.reference, f.name, count(s.id) FILTER (WHERE s.signed_at IS NOT NULL)
      FROM families_assignment a JOIN families_family f ON f.id = a.family_id
      LEFT JOIN journeys_session s ON s.family_id = f.id
     WHERE a.person_id = %s GROUP BY f.id ORDER BY f.id
"""
TO_RECORD = """
    SELECT s.id, s.family_id FROM journeys_session s
      JOIN families_assignment a ON a.family_id = s.family_id
      JOIN journeys_journey j ON j.id = s.journey_id
     WHERE a.person_id = %s AND s.signed_at IS NULL AND j.ended_at IS NULL
     ORDER BY s.number, s.id
"""


@dataclass
class Stage:
    place: Place
    port: int
    door: int  # the id of its process
    admin: psycopg.Connection

    @cached_property
    def postmaster(self) -> int:
        """The process above every backend of this PostgreSQL."""
        cluster = self.place.server.data / "cluster" / "postmaster.pid"
        return int(cluster.read_text().split()[0])

    @cached_property
    def browser(self) -> Browser:
        cookies = sign_in(self.place, EMAIL)
        return Browser(self.port, cookies["session"], cookies["form"])

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The door's own addresses by name, as they are in this release."""
        done = subprocess.run(
            [sys.executable, "-c", ADDRESSES],
            env=self.place.environment(), cwd=PROJECT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        found: dict[str, str] = json.loads(done.stdout)
        return found

    def address(self, name: str, *values: object) -> str:
        """The address of this name with its parts filled in, in order."""
        filled = "/" + self.addresses[name]
        for value in values:
            before, _, rest = filled.partition("<")
            filled = before + str(value) + rest.partition(">")[2]
        return filled

    @cached_property
    def facts(self) -> dict[str, str]:
        row = self.admin.execute(WHO, [EMAIL]).fetchone()
        assert row is not None
        return {
            "organisation": str(row[0]), "person": str(row[1]), "who": row[2],
            "family": str(self.families[0][0]),
        }  # fmt: skip

    @cached_property
    def families(self) -> list[tuple[str, str, bytes, int]]:
        row = self.admin.execute(WHO, [EMAIL]).fetchone()
        assert row is not None
        found = self.admin.execute(FAMILIES, [row[1]]).fetchall()
        if len(found) != min(50, self.place.families) or found[0][3] != 13:
            raise SystemExit(f"The caseload holds {len(found)} families, not what was written.")
        return found

    @cached_property
    def to_record(self) -> list[tuple[str, str]]:
        """Sessions that wait to be recorded, each with its family."""
        person = self.facts["person"]
        return [(str(one), str(of)) for one, of in self.admin.execute(TO_RECORD, [person])]

    @cached_property
    def floors(self) -> Floors:
        return Floors(self.place, self.facts)

    @cached_property
    def name_of_family(self) -> str:
        """Opened here with the family's key: on a page it proves that the seal opened."""
        family, _, sealed, _ = self.families[0]
        with psycopg.connect(self.place.keyring) as keyring:
            row = keyring.execute(
                "SELECT f.wrapped, o.organisation_id, o.wrapped FROM vault_familykey f"
                " JOIN vault_organisationkey o USING (organisation_id) WHERE f.family_id = %s",
                [family],
            ).fetchone()
        assert row is not None
        root = FileRootKey(self.place.folder / "secrets" / "root-key")
        theirs = AESGCM(root.unwrap(row[2], place=f"organisation|{row[1]}"))
        key = AESGCM(open_sealed(theirs, row[0], place=f"family|{family}"))
        place = f"families_family|name|{family}|{family}"
        return open_sealed(key, sealed, place=place).decode()

    def leave(self) -> None:
        """Close what was opened here."""
        for name in ("floors", "browser"):
            if name in self.__dict__:
                self.__dict__[name].close()
