from safehome.families.actions.access import (
    assign_family,
    block_somebody,
    end_assignment,
    lift_block,
)
from safehome.families.actions.hiding import (
    end_hiding,
    hide_home,
    lift_restriction,
    restrict_member,
)
from safehome.families.actions.leaving import give_up_home, leave_family, take_back_departure
from safehome.families.actions.merging import merge_families, undo_merge
from safehome.families.actions.opening import (
    AgreedMeanwhile,
    Changed,
    add_household,
    add_member,
    agree_safe_contact,
    correct_member,
    open_family,
    relate,
)
from safehome.families.actions.tying import end_relationship, withdraw_relationship

__all__ = [
    "AgreedMeanwhile",
    "Changed",
    "add_household",
    "add_member",
    "agree_safe_contact",
    "assign_family",
    "block_somebody",
    "correct_member",
    "end_assignment",
    "end_hiding",
    "end_relationship",
    "give_up_home",
    "hide_home",
    "leave_family",
    "lift_block",
    "lift_restriction",
    "merge_families",
    "open_family",
    "relate",
    "restrict_member",
    "take_back_departure",
    "undo_merge",
    "withdraw_relationship",
]
