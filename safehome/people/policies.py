"""Who may do what to staff and to ways of signing in."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.models import Person, Role, RoleHeld

if TYPE_CHECKING:
    from safehome.people.access import Actor

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
GIVEN_HERE = tuple(role for role in Role if role is not Role.OFFICE)
ALONE = (
    "An evaluator has no other role, so that nobody who knows families reads a frozen set as one."
    " Choose that role alone, or others without it."
)


def may_change_staff(by: Actor) -> Verdict:
    if not by.has(Role.ADMINISTRATOR):
        return deny("Only your organisation’s administrator can change staff and roles.")
    return ALLOW


def may_invite(by: Actor, *, email: str, roles: Collection[Role]) -> Verdict:
    verdict = may_change_staff(by)
    if not verdict:
        return verdict
    if not roles or not set(roles) <= set(GIVEN_HERE):
        return deny("Choose at least one role that your organisation can give.")
    if not _go_together(roles):
        return deny(ALONE)
    known = Person.objects.filter(organisation_id=by.organisation_id, email=email.lower()).first()
    if known is not None and known.left_at is not None:
        return deny(f"{known} has left. Open their page under Staff to invite them back.")
    if known is not None:
        return deny("Somebody with this e-mail address is on the staff already.")
    return ALLOW


def may_end_membership(by: Actor, person: Person) -> Verdict:
    verdict = may_change_staff(by)
    if not verdict:
        return verdict
    if person.left_at is not None:
        return deny(f"{person} has left already.")
    if person.pk == by.pk:
        return deny("Ask another administrator to note that you have left.")
    return ALLOW


def may_invite_back(by: Actor, person: Person, *, roles: Collection[Role]) -> Verdict:
    verdict = may_change_staff(by)
    if not verdict:
        return verdict
    if person.left_at is None:
        return deny(f"{person} is on the staff.")
    if not roles or not set(roles) <= set(GIVEN_HERE):
        return deny("Choose at least one role that your organisation can give.")
    return ALLOW if _go_together(roles) else deny(ALONE)


def may_invite_again(by: Actor, person: Person) -> Verdict:
    if person.account_id is not None:
        return deny(f"{person} has accepted already.")
    if person.left_at is not None:
        return deny(f"{person} has left.")
    return may_change_staff(by)


def may_give_role(by: Actor, person: Person, role: Role) -> Verdict:
    if role not in GIVEN_HERE:
        return deny("Your organisation cannot give this role.")
    if person.left_at is not None:
        return deny(f"{person} has left. Invite them back first.")
    if _held(person, role):
        return deny(f"{person} has this role already.")
    held = RoleHeld.objects.filter(
        organisation_id=person.organisation_id, person=person, ended_at=None
    ).values_list("role", flat=True)
    if not _go_together([*held, role]):
        return deny(ALONE)
    return may_change_staff(by)


def may_end_role(by: Actor, person: Person, role: Role) -> Verdict:
    verdict = may_change_staff(by)
    if not verdict:
        return verdict
    if not _held(person, role):
        return deny(f"{person} does not have this role.")
    if role == Role.ADMINISTRATOR and not _another_administrator(person):
        return deny("An organisation needs an administrator. Give the role to somebody else first.")
    return ALLOW


def may_sign_out_everywhere(by: Actor, account: UUID) -> Verdict:
    if not Person.objects.filter(pk=by.pk, account_id=account).exists():
        return deny("You can only sign yourself out.")
    return ALLOW


def _go_together(roles: Collection[str]) -> bool:
    """Whether one person may hold all of these. The database gives an evaluator nothing else."""
    return Role.EVALUATOR not in roles or len(set(roles)) == 1


def _held(person: Person, role: Role) -> bool:
    return RoleHeld.objects.filter(
        organisation_id=person.organisation_id, person=person, role=role, ended_at=None
    ).exists()


def _another_administrator(person: Person) -> bool:
    """Somebody else who can sign in and give roles."""
    return (
        RoleHeld.objects.filter(
            organisation_id=person.organisation_id,
            role=Role.ADMINISTRATOR,
            ended_at=None,
            person__left_at=None,
            person__account_id__isnull=False,
        )
        .exclude(person=person)
        .exists()
    )
