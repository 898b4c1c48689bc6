"""What is done to staff: invited, given roles, and signed out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people import letters, policies
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
from safehome.people.sessions import hashed

INVITED_FOR = timedelta(days=7)

# Neutral on purpose: whoever else sees the inbox learns nothing of the work.
SUBJECT = "Your invitation to sign in"
LETTER = """Hello {name},

{by} has invited you to sign in for {organisation}.

Open this link to choose a password. It works once, until {until}:

{link}

If you did not expect this, ask {by} before you open it.
"""


def invite(
    *,
    name: str,
    email: str,
    roles: Iterable[Role],
    address: str,
    by: Actor,
    job_title: str = "",
    team: UUID | None = None,
    leads: bool = False,
) -> Person:
    """Put somebody on the staff and send them a link to set up their account.

    address: the whole address of the invitation page, with "KEY" in place of
    the key. Refuses an e-mail address that is on the staff already.
    """
    email = email.strip().lower()
    roles = list(roles)
    permit(policies.may_invite(by, email=email, roles=roles))
    organisation = by.organisation_id
    person = Person.objects.create(
        organisation_id=organisation, name=name, email=email, job_title=job_title
    )
    for role in roles:
        RoleHeld.objects.create(
            organisation_id=organisation, person=person, role=role, given_by_id=by.pk
        )
        audit.record("role.given", about=person, by=by, purpose=role)
    if team is not None:
        TeamMember.objects.create(
            organisation_id=organisation,
            person=person,
            team=Team.objects.get(pk=team, organisation_id=organisation),
            leads=leads,
        )
    audit.record("person.invited", about=person, by=by)
    _send_invitation(person, address=address, by=by)
    return person


def invite_again(person: Person, *, address: str, by: Actor) -> None:
    """Send a new link. The links sent before stop working."""
    permit(policies.may_invite_again(by, person))
    Invitation.objects.filter(
        organisation_id=by.organisation_id, person=person, accepted_at=None
    ).update(expires_at=timezone.now())
    audit.record("person.invited", about=person, by=by)
    _send_invitation(person, address=address, by=by)


def _send_invitation(person: Person, *, address: str, by: Actor) -> None:
    key = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation_id=by.organisation_id,
        person=person,
        key_hash=hashed(key),
        sent_by_id=by.pk,
        expires_at=timezone.now() + INVITED_FOR,
    )
    letter = LETTER.format(
        name=person.name,
        by=by.name,
        organisation=by.organisation_name,
        until=f"{timezone.localtime(invitation.expires_at):%d %B %Y, %H:%M}",
        link=address.replace("KEY", key),
    )
    # Only once it is true: a page that fails afterwards has invited nobody.
    transaction.on_commit(lambda: letters.send(SUBJECT, letter, person.email))


def give_role(person: Person, role: Role, *, by: Actor) -> RoleHeld:
    """Give somebody a role. It counts from their next request."""
    permit(policies.may_give_role(by, person, role))
    held = RoleHeld.objects.create(
        organisation_id=by.organisation_id, person=person, role=role, given_by_id=by.pk
    )
    audit.record("role.given", about=person, by=by, purpose=role)
    return held


def end_role(person: Person, role: Role, *, by: Actor) -> None:
    """End a role. What it opened is closed from the next request.

    Refuses to leave an organisation without an administrator.
    """
    permit(policies.may_end_role(by, person, role))
    RoleHeld.objects.filter(
        organisation_id=by.organisation_id, person=person, role=role, ended_at=None
    ).update(ended_at=timezone.now(), ended_by_id=by.pk)
    audit.record("role.ended", about=person, by=by, purpose=role)


def end_membership(person: Person, *, by: Actor) -> None:
    """Note that somebody has left: they are out at once, everywhere.

    All roles and places in teams end; their account, with its password, second
    factors and browser sessions, is no more. What they wrote stays theirs.
    Families they worked with wait for somebody to hand them over.
    """
    permit(policies.may_end_membership(by, person))
    moment = timezone.now()
    theirs = {"organisation_id": by.organisation_id, "person": person}
    for held in RoleHeld.objects.filter(**theirs, ended_at=None):
        audit.record("role.ended", about=person, by=by, purpose=held.role)
    RoleHeld.objects.filter(**theirs, ended_at=None).update(ended_at=moment, ended_by_id=by.pk)
    TeamMember.objects.filter(**theirs, left_at=None).update(left_at=moment)
    Invitation.objects.filter(**theirs, accepted_at=None).update(expires_at=moment)
    person.left_at = moment
    person.save(update_fields=["left_at"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.end_account(%s)", [person.pk])
    person.account_id = None
    audit.record("person.left", about=person, by=by)


def invite_back(person: Person, *, roles: Iterable[Role], address: str, by: Actor) -> None:
    """Somebody comes back: new roles, and a link to set up a new account.

    Nothing that they could do before comes back by itself.
    """
    roles = list(roles)
    permit(policies.may_invite_back(by, person, roles=roles))
    person.left_at = None
    person.save(update_fields=["left_at"])
    for role in roles:
        RoleHeld.objects.create(
            organisation_id=by.organisation_id, person=person, role=role, given_by_id=by.pk
        )
        audit.record("role.given", about=person, by=by, purpose=role)
    audit.record("person.invited", about=person, by=by)
    _send_invitation(person, address=address, by=by)


def sign_out_everywhere(account: UUID, *, by: Actor) -> None:
    """End every session of one's own account. Each browser is out at its next request."""
    permit(policies.may_sign_out_everywhere(by, account))
    SignInSession.objects.filter(account_id=account).delete()
    audit.record("sessions.ended", about=by, by=by)
