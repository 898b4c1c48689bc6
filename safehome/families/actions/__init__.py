from safehome.families.actions.access import assign_family, block_somebody, end_assignment
from safehome.families.actions.opening import (
    add_household,
    add_member,
    agree_safe_contact,
    correct_member,
    open_family,
    relate,
)

__all__ = [
    "add_household",
    "add_member",
    "agree_safe_contact",
    "assign_family",
    "block_somebody",
    "correct_member",
    "end_assignment",
    "open_family",
    "relate",
]
