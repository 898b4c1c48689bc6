from safehome.families.models.access import Assignment, Block
from safehome.families.models.contact import Channel, SafeContact
from safehome.families.models.family import Family, Household
from safehome.families.models.members import CarerKind, FamilyMember, Need, Relationship, Tie

__all__ = [
    "Assignment",
    "Block",
    "CarerKind",
    "Channel",
    "Family",
    "FamilyMember",
    "Household",
    "Need",
    "Relationship",
    "SafeContact",
    "Tie",
]
