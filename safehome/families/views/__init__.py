"""Pages of the families room: each asks one thing and does it."""

from safehome.families.views.access import assign, block, end_assignment, lift_block
from safehome.families.views.handing_over import to_hand_over
from safehome.families.views.leaving import give_up, leave, take_back_departure
from safehome.families.views.merging import merge, undo_merge
from safehome.families.views.opening import add_household, add_member, open_family, relate
from safehome.families.views.people import agree_safe_contact, correct_member
from safehome.families.views.tying import (
    end_hiding,
    end_relationship,
    hide_home,
    lift_restriction,
    restrict_member,
    withdraw_relationship,
)

__all__ = [
    "add_household",
    "add_member",
    "agree_safe_contact",
    "assign",
    "block",
    "correct_member",
    "end_assignment",
    "end_hiding",
    "end_relationship",
    "give_up",
    "hide_home",
    "leave",
    "lift_block",
    "lift_restriction",
    "merge",
    "open_family",
    "relate",
    "restrict_member",
    "take_back_departure",
    "to_hand_over",
    "undo_merge",
    "withdraw_relationship",
]
