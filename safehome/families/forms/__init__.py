"""What is asked about a family, and in which words."""

from safehome.families.forms.access import ColleagueForm, MemberChoiceForm, RestrictForm
from safehome.families.forms.members import (
    FORMS,
    DepartureForm,
    MemberForm,
    as_written,
    facts_of,
    kind_of,
)
from safehome.families.forms.opening import HouseholdForm, MergeForm, OpenFamilyForm
from safehome.families.forms.reaching import SafeContactForm
from safehome.families.forms.ties import EndRelationshipForm, RelateForm

__all__ = [
    "FORMS",
    "ColleagueForm",
    "DepartureForm",
    "EndRelationshipForm",
    "HouseholdForm",
    "MemberChoiceForm",
    "MemberForm",
    "MergeForm",
    "OpenFamilyForm",
    "RelateForm",
    "RestrictForm",
    "SafeContactForm",
    "as_written",
    "facts_of",
    "kind_of",
]
