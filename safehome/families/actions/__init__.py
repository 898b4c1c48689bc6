from safehome.families.actions.access import (
    assign_family,
    block_somebody,
    end_assignment,
    lift_block,
)
from safehome.families.actions.opening import (
    Changed,
    add_household,
    add_member,
    agree_safe_contact,
    correct_member,
    open_family,
    relate,
)

__all__ = [
    "Changed",
    "add_household",
    "add_member",
    "agree_safe_contact",
    "assign_family",
    "block_somebody",
    "correct_member",
    "end_assignment",
    "lift_block",
    "open_family",
    "relate",
]
