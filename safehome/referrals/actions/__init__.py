"""Writes of this room: permitted first, then changed, then logged."""

from safehome.referrals.actions.front_door import set_front_door
from safehome.referrals.actions.knocking import knock
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

__all__ = [
    "CannotBeOpened",
    "NotReady",
    "begin_referral",
    "hand_in",
    "hand_in_taken_down",
    "knock",
    "save_referral",
    "set_front_door",
    "step_aside",
    "take_down",
    "take_in",
    "tell_referrer",
    "write_down",
]
