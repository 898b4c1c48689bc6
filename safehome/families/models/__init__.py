from safehome.families.models.access import Assignment, Block
from safehome.families.models.belonging import OfFamily, OfOrganisation, link_to, somebody
from safehome.families.models.contact import Channel, SafeContact
from safehome.families.models.family import Family, Household
from safehome.families.models.hidden import HiddenFrom, Merge, Restriction
from safehome.families.models.leaving import Departure
from safehome.families.models.members import (
    CarerKind,
    FamilyMember,
    Gender,
    Need,
    Relationship,
    Tie,
)

__all__ = [
    "Assignment",
    "Block",
    "CarerKind",
    "Channel",
    "Departure",
    "Family",
    "FamilyMember",
    "Gender",
    "HiddenFrom",
    "Household",
    "Merge",
    "Need",
    "OfFamily",
    "OfOrganisation",
    "Relationship",
    "Restriction",
    "SafeContact",
    "Tie",
    "link_to",
    "somebody",
]
