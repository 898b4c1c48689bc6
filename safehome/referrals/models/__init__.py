from safehome.referrals.models.deciding import (
    Answer,
    DuplicateLook,
    Looked,
    Reason,
    Suitability,
    Suitable,
)
from safehome.referrals.models.door import Arrival, Following, FrontDoor, Knock, Started, Urgency
from safehome.referrals.models.referral import (
    Referral,
    ReferralText,
    ReferrerKind,
    Stage,
    WhatBecame,
)
from safehome.referrals.models.waiting import (
    Allocation,
    Capacity,
    CheckIn,
    Interim,
    Level,
    Priority,
)

__all__ = [
    "Allocation",
    "Answer",
    "Arrival",
    "Capacity",
    "CheckIn",
    "DuplicateLook",
    "Following",
    "FrontDoor",
    "Interim",
    "Knock",
    "Level",
    "Looked",
    "Priority",
    "Reason",
    "Referral",
    "ReferralText",
    "ReferrerKind",
    "Stage",
    "Started",
    "Suitability",
    "Suitable",
    "Urgency",
    "WhatBecame",
]
