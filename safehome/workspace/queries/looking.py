"""Who has looked at a family's record, and when, from the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safehome.audit.models import Event
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.people.models import Person

AT_MOST = 200
IN_PASSING = (
    "caseload", "search", "what needs me now", "waiting list", "looking for duplicates",
)  # fmt: skip
# What people say of it; a verb not here is shown with its dots and dashes opened out.
WORDS = {
    "family.opened": "looked", "family.began": "opened the record",
    "family.allocated": "gave the family to somebody, with a reason",
    "family.priority-set": "said how soon they should begin",
    "family.checked-in": "wrote down word with the family",
    "family.merged": "began to read two records together",
    "family.merge-undone": "read two records apart again",
    "referral.became-family": "opened the record from a referral",
    "referral.joined-family": "joined a referral to this family",
    "referral.alike-looked": "looked for records alike",
    "referral.decided": "decided whether the programme suits them",
    "check-in.form-seen": "opened the form for word with the family",
    "priority.form-seen": "opened the form for their turn",
    "allocation.form-seen": "looked at who could work with them",
    "merge.form-seen": "opened the form to read records together",
    "entry.form-seen": "opened the form for an entry",
    "entry.written": "wrote an entry",
    "entry.corrected": "corrected an entry",
    "document.form-seen": "opened the form for a document",
    "document.seen": "looked at a document",
    "document.file-seen": "took out a document’s file to read",
    "document.added": "added a document",
    "document.withdrawn": "took a document out of the record",
    "flag.form-seen": "opened the form for a flag",
    "flag.raised": "raised a flag",
    "flag.reviewed": "said that a flag is still true",
    "flag.ended": "ended a flag",
    "professional.form-seen": "opened the form for a contact",
    "professional.added": "added a contact",
    "professional.corrected": "corrected a contact",
    "professional.confirmed": "confirmed a contact",
    "professional.ended": "wrote that a contact left",
    "therapy.form-seen": "opened the form for a child’s own programme",
    "therapy.written": "wrote how far a child’s own programme is",
    "milestone.form-seen": "opened the form for a step of a child’s own programme",
    "milestone.planned": "wrote a step of a child’s own programme",
    "milestone.settled": "wrote that a step of a child’s own programme happened",
    "milestone.moved": "moved a step of a child’s own programme",
    "family.contacts-seen": "looked at the contacts",
    "family.documents-seen": "looked at the list of documents",
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str
    what: str
    purpose: str


def who_looked(person: Actor, family: Family, *, in_passing: bool = False) -> list[Look]:
    """The newest 200 events about a family. in_passing: with those of lists and searches."""
    events = Event.objects.filter(organisation_id=person.organisation_id, family_id=family.pk)
    if not in_passing:
        events = events.exclude(purpose__in=IN_PASSING)
    found = list(events.order_by("-sequence")[:AT_MOST])
    people = {event.person_id for event in found if event.person_id}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        Look(
            event.at,
            names.get(event.person_id, "The service") if event.person_id else "The service",
            WORDS.get(event.verb) or event.verb.replace(".", ": ").replace("-", " "),
            "" if _is_id(event.purpose) else event.purpose,
        )
        for event in found
    ]


def _is_id(words: str) -> bool:
    return len(words) == 36 and words.count("-") == 4
