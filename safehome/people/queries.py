"""What the people room reads."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connections
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.people.access import Actor
from safehome.people.models import (
    Invitation,
    Person,
    Role,
    RoleHeld,
    SignInSession,
    Team,
    TeamMember,
)
from safehome.people.policies import GIVEN_HERE
from safehome.people.sessions import STAFF_IDLE, hashed

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Invented:
    """Somebody of the demonstration, as its list shows them before anybody signs in."""

    email: str
    name: str
    line: str
    organisation: str
    door: str = "staff"


def demonstration_cast() -> list[tuple[str, list[Invented]]]:
    """The invented staff who use this door, by organisation, in the order of the file.

    Names cannot be read before signing in, so the demonstration writes them to
    a file named by SAFEHOME_CAST: a list of objects with email, name, line and
    organisation, and the door where it is not the staff's.
    """
    place = os.environ.get("SAFEHOME_CAST", "")
    if not place or not Path(place).is_file():
        return []
    everyone = [Invented(**one) for one in json.loads(Path(place).read_text())]
    here = [one for one in everyone if one.door == settings.DOOR]
    order = list(dict.fromkeys(one.organisation for one in here))
    here.sort(key=lambda one: order.index(one.organisation))
    return [(name, list(them)) for name, them in groupby(here, key=lambda one: one.organisation)]


def has_second_factor(account: UUID) -> bool:
    """Whether an authenticator app or a passkey is set up. Recovery codes alone are none."""
    return second_factors_count(account) > 0


def second_factors_count(account: UUID) -> int:
    count: int = Authenticator.objects.filter(user_id=account, type__in=SECOND_FACTORS).count()
    return count


def ways_of(account: UUID) -> set[str]:
    """The kinds of second factor that an account can prove: totp, webauthn, recovery_codes."""
    if not has_second_factor(account):
        return set()
    return set(Authenticator.objects.filter(user_id=account).values_list("type", flat=True))


@dataclass(frozen=True)
class OpenSession:
    """A browser that is signed in, as its owner would know it."""

    browser: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def sessions_of(account: UUID, *, here: UUID | None) -> list[OpenSession]:
    """The browsers in which an account is signed in now, the latest used first."""
    now = timezone.now()
    found = SignInSession.objects.filter(
        account_id=account, expires_at__gt=now, seen_at__gt=now - STAFF_IDLE
    ).order_by("-seen_at")
    return [
        OpenSession(_browser(one.browser), one.begun_at, one.seen_at, one.pk == here)
        for one in found
    ]


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"),
    ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def _browser(said: str) -> str:
    """What a browser says of itself, in words.

    >>> _browser("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0")
    'Firefox on Windows'
    """
    browser = next((name for sign, name in BROWSERS if sign in said), "")
    system = next((name for sign, name in SYSTEMS if sign in said), "")
    return " on ".join(filter(None, (browser, system))) or "A browser"


@dataclass(frozen=True)
class Invited:
    """Whom an open invitation is for, shown to whoever holds its link."""

    email: str
    name: str
    organisation: str


def invited_with(key: str) -> Invited | None:
    """Whom a link invites, or nothing when it was accepted or has run out."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT email, name, organisation FROM ctx.invitation(%s)", [hashed(key)])
        found = cursor.fetchone()
    # The function always answers with a row; all of it is empty when nobody is invited.
    return Invited(*found) if found and found[0] else None


@dataclass(frozen=True)
class StaffLine:
    """One person on the staff, as the administrator's list shows them."""

    pk: UUID
    name: str
    job_title: str
    email: str
    roles: list[str]
    teams: list[str]
    joined: bool
    invited_until: datetime | None
    left_at: datetime | None


def staff_of(by: Actor) -> list[StaffLine]:
    """Everybody who is or was on the staff of one's own organisation, in four queries.

    By name, and those who have left after all the others.
    """
    people = (
        Person.objects.filter(organisation_id=by.organisation_id)
        .order_by(F("left_at").asc(nulls_first=True), "name")
        .prefetch_related(
            Prefetch("roles_held", RoleHeld.objects.filter(ended_at=None).order_by("given_at")),
            Prefetch("teams", TeamMember.objects.filter(left_at=None).select_related("team")),
            Prefetch("invitations", Invitation.objects.filter(accepted_at=None)),
        )
    )
    return [_line(person) for person in people]


def _line(person: Person) -> StaffLine:
    until = max((one.expires_at for one in person.invitations.all()), default=None)
    return StaffLine(
        pk=person.pk,
        name=person.name,
        job_title=person.job_title,
        email=person.email,
        roles=[Role(held.role).label for held in person.roles_held.all()],
        teams=[
            member.team.name + (" (leads)" if member.leads else "") for member in person.teams.all()
        ],
        joined=person.account_id is not None,
        invited_until=until if until and until > timezone.now() else None,
        left_at=person.left_at,
    )


def person_of(by: Actor, pk: UUID) -> Person:
    """Somebody who is or was on the staff of one's own organisation, or 404."""
    return get_object_or_404(Person, pk=pk, organisation_id=by.organisation_id)


def line_of(person: Person) -> StaffLine:
    return _line(person)


def roles_of(person: Person) -> list[RoleHeld]:
    """The roles that somebody has held, the present ones first."""
    found = RoleHeld.objects.filter(
        organisation_id=person.organisation_id, person=person
    ).select_related("given_by", "ended_by")
    return sorted(found, key=lambda held: (held.ended_at is not None, held.given_at))


def roles_to_give(person: Person) -> list[Role]:
    """The roles that an organisation can give and this person does not hold."""
    held = {one.role for one in roles_of(person) if one.ended_at is None}
    return [role for role in GIVEN_HERE if role not in held]


def teams_of(by: Actor) -> list[tuple[str, str]]:
    """The teams of one's own organisation, as choices."""
    teams = Team.objects.filter(organisation_id=by.organisation_id)
    return [(str(team.pk), team.name) for team in teams]
