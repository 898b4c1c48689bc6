"""Found an organisation: its name, teams and first people. Done where it is deployed.

A door cannot make an organisation or its first administrator, because nobody
is there yet to allow it. This connects as the migrating role.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import psycopg

from safehome.kit.ids import new_id

TAKEN = frozenset(
    {"health", "notes", "page"}
)  # addresses of the public door that belong to no organisation


@dataclass(frozen=True)
class Founded:
    """An organisation that was founded, with what is needed to go on."""

    pk: UUID
    code: str
    teams: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)


def found_organisation(
    connection: psycopg.Connection, name: str, code: str, *, nation: str = "england",
    is_office: bool = False,
) -> Founded:  # fmt: skip
    """Write an organisation. code: a short word for addresses, such as "harbour"."""
    if code in TAKEN:
        raise ValueError(f"{code} is an address of the public door. Choose another code.")
    pk = new_id()
    connection.execute(
        "INSERT INTO people_organisation (id, name, code, nation, is_office, opened_at)"
        " VALUES (%s, %s, %s, %s, %s, now())",
        [pk, name, code, nation, is_office],
    )
    return Founded(pk, code)


def add_team(connection: psycopg.Connection, founded: Founded, name: str) -> UUID:
    pk = new_id()
    connection.execute(
        "INSERT INTO people_team (id, organisation_id, name) VALUES (%s, %s, %s)",
        [pk, founded.pk, name],
    )
    founded.teams[name] = pk
    return pk


def add_person(
    connection: psycopg.Connection, founded: Founded, name: str, email: str, job_title: str,
    *, roles: tuple[str, ...], password: str = "!", team: str = "", leads: bool = False,  # noqa: S107 - "!" is none
) -> UUID:  # fmt: skip
    """Write somebody on the staff with an account. password: already hashed; "!" is none."""
    account, person = new_id(), new_id()
    connection.execute(
        "INSERT INTO people_account (id, email, password, is_active, joined_at)"
        " VALUES (%s, %s, %s, true, now())",
        [account, email, password],
    )
    connection.execute(
        "INSERT INTO people_person (id, organisation_id, account_id, name, job_title, email,"
        " joined_at) VALUES (%s, %s, %s, %s, %s, %s, now())",
        [person, founded.pk, account, name, job_title, email],
    )
    for role in roles:
        connection.execute(
            "INSERT INTO people_roleheld (id, organisation_id, person_id, role, given_at)"
            " VALUES (%s, %s, %s, %s, now())",
            [new_id(), founded.pk, person, role],
        )
    if team:
        connection.execute(
            "INSERT INTO people_teammember (id, organisation_id, team_id, person_id, leads,"
            " joined_at) VALUES (%s, %s, %s, %s, %s, now())",
            [new_id(), founded.pk, founded.teams[team], person, leads],
        )
    founded.people[name] = person
    return person


def accredit(connection: psycopg.Connection, founded: Founded, name: str, until: date) -> None:
    """Write that somebody may deliver the programme until a date."""
    person = founded.people[name]
    connection.execute(
        "INSERT INTO training_accreditation (id, organisation_id, person_id, begins_on, ends_on,"
        " given_at, given_by_id) VALUES (%s, %s, %s, %s, %s, now(), %s)",
        [new_id(), founded.pk, person, until - timedelta(days=730), until, person],
    )
