"""Writes of this room: permitted first, then changed, then logged."""

from safehome.referrals.actions.allocating import allocate_family, set_capacity
from safehome.referrals.actions.deciding import (
    decide_suitability,
    join_family,
    note_look,
    note_same_referral,
)
from safehome.referrals.actions.front_door import set_front_door
from safehome.referrals.actions.knocking import knock
from safehome.referrals.actions.opening import open_family_from
from safehome.referrals.actions.parting import part_from_family
from safehome.referrals.actions.reception import (
    NotReady,
    begin_referral,
    hand_in,
    save_referral,
)
from safehome.referrals.actions.taking_in import (
    CannotBeOpened,
    step_aside,
    take_in,
    tell_referrer,
)
from safehome.referrals.actions.telephone import hand_in_taken_down, take_down, write_down
from safehome.referrals.actions.waiting import check_in, set_priority

__all__ = [
    "CannotBeOpened",
    "NotReady",
    "allocate_family",
    "begin_referral",
    "check_in",
    "decide_suitability",
    "hand_in",
    "hand_in_taken_down",
    "join_family",
    "knock",
    "note_look",
    "note_same_referral",
    "open_family_from",
    "part_from_family",
    "save_referral",
    "set_capacity",
    "set_front_door",
    "set_priority",
    "step_aside",
    "take_down",
    "take_in",
    "tell_referrer",
    "write_down",
]
