from safehome.network.forms.professionals import (
    EndProfessionalForm,
    ProfessionalForm,
    as_written,
)
from safehome.network.forms.programme import MilestoneForm, SettleMilestoneForm, TherapyForm

__all__ = [
    "EndProfessionalForm",
    "MilestoneForm",
    "ProfessionalForm",
    "SettleMilestoneForm",
    "TherapyForm",
    "as_written",
]
