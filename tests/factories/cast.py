"""The cast: who works where, and what they may do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import psycopg
from django.conf import settings
from django.test import Client
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.people.endpoints import STAFF
from safehome.people.models import Account, Organisation, Person, Role, SignInSession, Team
from safehome.people.sessions import hashed


@dataclass
class Making:
    """Writes organisations, teams and staff as the database's administrator."""

    admin: psycopg.Connection

    def organisation(self, name: str, code: str, *, is_office: bool = False) -> Organisation:
        made = Organisation(name=name, code=code, is_office=is_office)
        self.admin.execute(
            "INSERT INTO people_organisation (id, name, code, nation, is_office, opened_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [made.pk, name, code, made.nation, is_office, made.opened_at],
        )
        return made

    def team(self, organisation: Organisation, name: str) -> Team:
        made = Team(organisation=organisation, name=name)
        self.admin.execute(
            "INSERT INTO people_team (id, organisation_id, name) VALUES (%s, %s, %s)",
            [made.pk, organisation.pk, name],
        )
        return made

    def person(
        self,
        name: str,
        organisation: Organisation,
        *roles: Role,
        team: Team | None = None,
        leads: bool = False,
    ) -> Person:
        email = f"{name.split(maxsplit=1)[0].lower()}@{organisation.code}.example"
        account = Account.objects.create(email=email, password="!")
        made = Person(organisation=organisation, account_id=account.pk, name=name, email=email)
        self.admin.execute(
            "INSERT INTO people_person (id, organisation_id, account_id, name, job_title, email,"
            " joined_at) VALUES (%s, %s, %s, %s, '', %s, %s)",
            [made.pk, organisation.pk, account.pk, name, email, made.joined_at],
        )
        for role in roles:
            self._role(made, role)
        if team is not None:
            self.admin.execute(
                "INSERT INTO people_teammember (id, organisation_id, team_id, person_id, leads,"
                " joined_at) VALUES (%s, %s, %s, %s, %s, %s)",
                [new_id(), organisation.pk, team.pk, made.pk, leads, made.joined_at],
            )
        if Role.PRACTITIONER in roles:
            self.accreditation(made)
        return made

    def _role(self, person: Person, role: Role) -> None:
        self.admin.execute(
            "INSERT INTO people_roleheld (id, organisation_id, person_id, role, given_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            [new_id(), person.organisation_id, person.pk, role.value, timezone.now()],
        )

    def end_role(self, person: Person, role: Role) -> None:
        self.admin.execute(
            "UPDATE people_roleheld SET ended_at = now(), ended_by_id = person_id"
            " WHERE person_id = %s AND role = %s",
            [person.pk, role.value],
        )

    def accreditation(self, person: Person, *, ends_on: date | None = None) -> None:
        today = timezone.localdate()
        ends = ends_on or today + timedelta(days=365)
        self.admin.execute(
            "INSERT INTO training_accreditation (id, organisation_id, person_id, begins_on,"
            " ends_on, given_at, given_by_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                new_id(), person.organisation_id, person.pk, ends - timedelta(days=700), ends,
                timezone.now(), person.pk,
            ],
        )  # fmt: skip

    def block(self, person: Person, family: UUID) -> None:
        self.admin.execute(
            "INSERT INTO families_block (id, organisation_id, family_id, person_id, placed_at,"
            " placed_by_id) VALUES (%s, %s, %s, %s, %s, %s)",
            [new_id(), person.organisation_id, family, person.pk, timezone.now(), person.pk],
        )


@dataclass(frozen=True)
class Cast:
    """Harbour is where most of it happens; Dev is from Meadow and must never see anything."""

    harbour: Organisation
    meadow: Organisation
    office: Organisation
    team: Team
    other_team: Team
    amina: Person  # practitioner
    noor: Person  # another practitioner in her team, with families of her own
    ben: Person  # supervises their team
    sam: Person  # supervises another team
    priya: Person  # safeguarding lead
    mo: Person  # service manager
    rita: Person  # records officer
    ada: Person  # organisation administrator
    eve: Person  # evaluator: reads frozen sets and nothing else
    dev: Person  # everything, elsewhere
    olu: Person  # programme office
    meadow_team: Team


def make_cast(making: Making) -> Cast:
    harbour = making.organisation("Harbour Family Service", "harbour")
    meadow = making.organisation("Meadow Children's Trust", "meadow")
    office = making.organisation("Programme office", "office", is_office=True)
    team = making.team(harbour, "North")
    other = making.team(harbour, "South")
    there = making.team(meadow, "Meadow")
    every = sorted(STAFF)
    return Cast(
        harbour=harbour,
        meadow=meadow,
        office=office,
        team=team,
        other_team=other,
        amina=making.person("Amina Yusuf", harbour, Role.PRACTITIONER, team=team),
        noor=making.person("Noor Haddad", harbour, Role.PRACTITIONER, team=team),
        ben=making.person("Ben Carter", harbour, Role.SUPERVISOR, team=team, leads=True),
        sam=making.person("Sam Okoye", harbour, Role.SUPERVISOR, team=other, leads=True),
        priya=making.person("Priya Nair", harbour, Role.SAFEGUARDING_LEAD),
        mo=making.person("Mo Brennan", harbour, Role.MANAGER),
        rita=making.person("Rita Flores", harbour, Role.RECORDS_OFFICER),
        ada=making.person("Ada Lewis", harbour, Role.ADMINISTRATOR),
        eve=making.person("Eve Lindqvist", harbour, Role.EVALUATOR),
        dev=making.person("Dev Rao", meadow, *every, team=there, leads=True),
        olu=making.person("Olu Adeyemi", office, Role.OFFICE),
        meadow_team=there,
    )


def signed_in_client(person: Person, *, second_factor: bool = True) -> Client:
    """A browser whose session the sign-in role made, as signing in would have."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from safehome.people.sessions import METHODS, SIGNED_IN_FOR, SessionStore

    account = Account.objects.get(pk=person.account_id)
    token = secrets.token_urlsafe(32)
    data = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: account.get_session_auth_hash(),
        METHODS: [{"method": "mfa"}] if second_factor else [{"method": "password"}],
    }
    SignInSession.objects.create(
        key_hash=hashed(token),
        door=settings.DOOR,
        account=account,
        second_factor=second_factor,
        data=SessionStore().encode(data),
        expires_at=timezone.now() + SIGNED_IN_FOR,
    )
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = token
    return client
