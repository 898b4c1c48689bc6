from safehome.network.views.professionals import (
    add_professional,
    confirm_professional,
    correct_professional,
    end_professional,
)
from safehome.network.views.programme import plan_milestone, settle_milestone, write_therapy

__all__ = [
    "add_professional",
    "confirm_professional",
    "correct_professional",
    "end_professional",
    "plan_milestone",
    "settle_milestone",
    "write_therapy",
]
