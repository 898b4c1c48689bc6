"""Who has looked at a family's record, and when, from the audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from safehome.audit.models import Event
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.people.models import Person
from safehome.workspace.verbs import in_words

AT_MOST = 200
SERVICE = "The service"
SHOWN = ("organisation_id", "sequence", "at", "person_id", "verb", "purpose")
IN_PASSING = (
    "caseload", "search", "what needs me now", "waiting list", "looking for duplicates",
)  # fmt: skip
# A draft is saved every few seconds: what one person writes in a day is one line.
FOLDED = {("draft.saved", ""), ("family.opened", "draft"), ("draft.kept", "")}
MOST_EVENTS = 2000


@dataclass
class Look:
    """What somebody did with the record; `times` of it on one day, the last of them `at`."""

    at: datetime
    who: str
    what: str
    purpose: str
    times: int = 1

    def like(self, other: Look) -> bool:
        """Whether it is the same thing, done by the same person on the same day."""
        same = (self.who, self.what, self.purpose) == (other.who, other.what, other.purpose)
        return same and timezone.localdate(self.at) == timezone.localdate(other.at)


def who_looked(person: Actor, family: Family, *, in_passing: bool = False) -> list[Look]:
    """The newest 200 events about a family. in_passing: with those of lists and searches."""
    events = Event.objects.filter(organisation_id=person.organisation_id, family_id=family.pk)
    if not in_passing:
        events = events.exclude(purpose__in=IN_PASSING)
    found = list(events.order_by("-sequence").only(*SHOWN)[:MOST_EVENTS])
    people = {event.person_id for event in found if event.person_id}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return folded(found, names)[:AT_MOST]


def folded(events: Iterable[Event], names: Mapping[UUID, str]) -> list[Look]:
    """Events as lines, the newest first.

    What is done again at once is one line, and so is a day of writing in a draft.
    """
    looks: list[Look] = []
    writing: dict[tuple[UUID | None, date], Look] = {}
    for event in events:
        purpose = "" if _is_id(event.purpose) else event.purpose
        who = names.get(event.person_id, SERVICE) if event.person_id else SERVICE
        if (event.verb, purpose) not in FOLDED:
            look = Look(event.at, who, in_words(event.verb), purpose)
            if looks and look.like(looks[-1]):
                looks[-1].times += 1
            else:
                looks.append(look)
            continue
        day = (event.person_id, timezone.localdate(event.at))
        if day not in writing:
            writing[day] = Look(event.at, who, in_words("draft.saved"), "", times=0)
            looks.append(writing[day])
        # Each saving also opens the family and is asked for: it is counted once.
        writing[day].times += event.verb == "draft.saved"
    return looks


def _is_id(words: str) -> bool:
    return len(words) == 36 and words.count("-") == 4
