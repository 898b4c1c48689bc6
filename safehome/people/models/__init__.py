from safehome.people.models.accounts import Account, SignInSession
from safehome.people.models.organisations import Organisation, Team, TeamMember
from safehome.people.models.shared import Remembered
from safehome.people.models.staff import Invitation, Person, Role, RoleHeld

__all__ = [
    "Account",
    "Invitation",
    "Organisation",
    "Person",
    "Remembered",
    "Role",
    "RoleHeld",
    "SignInSession",
    "Team",
    "TeamMember",
]
