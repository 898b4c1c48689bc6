from safehome.network.queries.professionals import (
    Contact,
    as_contacts,
    at_work,
    contacts_of,
    professional_for,
    professionals_of,
    therapists_of,
)
from safehome.network.queries.programme import (
    Standing,
    Step,
    gap_in_words,
    milestone_for,
    milestones_of,
    programmes_of,
    standing_of,
    step_in_words,
    therapies_of,
)

__all__ = [
    "Contact",
    "Standing",
    "Step",
    "as_contacts",
    "at_work",
    "contacts_of",
    "gap_in_words",
    "milestone_for",
    "milestones_of",
    "professional_for",
    "professionals_of",
    "programmes_of",
    "standing_of",
    "step_in_words",
    "therapies_of",
    "therapists_of",
]
