"""The staff's pages that join rooms. Nothing is written here."""

from safehome.workspace.views.agreements import agreements
from safehome.workspace.views.contacts import contacts, documents
from safehome.workspace.views.families import (
    chronology,
    family,
    family_map,
    measures,
    member,
    people,
    sessions,
    who_looked,
)
from safehome.workspace.views.informed import informed
from safehome.workspace.views.lists import caseload, home, search
from safehome.workspace.views.plans import plans
from safehome.workspace.views.waiting import waiting

__all__ = [
    "agreements",
    "caseload",
    "chronology",
    "contacts",
    "documents",
    "family",
    "family_map",
    "home",
    "informed",
    "measures",
    "member",
    "people",
    "plans",
    "search",
    "sessions",
    "waiting",
    "who_looked",
]
