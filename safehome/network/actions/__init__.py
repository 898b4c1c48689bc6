from safehome.network.actions.professionals import (
    Changed,
    add_professional,
    confirm_professional,
    correct_professional,
    end_professional,
)
from safehome.network.actions.programme import (
    StepChanged,
    plan_milestone,
    settle_milestone,
    write_therapy,
)

__all__ = [
    "Changed",
    "StepChanged",
    "add_professional",
    "confirm_professional",
    "correct_professional",
    "end_professional",
    "plan_milestone",
    "settle_milestone",
    "write_therapy",
]
