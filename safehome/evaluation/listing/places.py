"""What can be listed: each figure by the name that an address has for its list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict

from safehome.evaluation import queries
from safehome.evaluation.asked import scope_for
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import ATTENDANCE, BECAME, GROUNDS, PLACES
from safehome.evaluation.rules.report import Asked
from safehome.people.access import Actor

# Each place where journeys are and the steps of the way that are several places; how carers came;
# what became of referrals; who answered and how it went for them; who answered while waiting.
JOURNEYS = {
    **{place: (words, (place,)) for place, words in PLACES.items()},
    "all": ("All journeys", tuple(PLACES)),
    "as-planned": ("Journeys that ended as planned", ("completed", "enough")),
}
REFERRALS = {
    "referred": ("Families referred", tuple(BECAME)),
    "opened": ("Referrals of which a record was opened", ("begun", "waits")),
    "begun": ("Referrals of which a journey has begun", ("begun",)),
}
CAME = {
    **{name: (f"Coming to sessions: {words}", (name,)) for name, words in ATTENDANCE.items()},
    "coming": ("Coming to sessions: all", tuple(ATTENDANCE)),
}
ANSWERED = {
    "answered": "Carers who answered at the start",
    "answered-again": "Carers who answered again",
    "not-again": "Carers who did not answer again",
    "better": "Carers for whom it was better",
    "same": "Carers for whom it was about the same",
    "worse": "Carers for whom it was worse",
    "left": "Carers who left before the end",
    "stayed": "Carers who stayed to the end",
}
WAITED = {
    "waited": "Carers who answered while they waited",
    "waited-again": "Carers who answered while they waited, and again at the start",
}
OF_ANSWERS = frozenset({*ANSWERED, *WAITED})
TITLES = {
    **{name: title for name, (title, _) in (*JOURNEYS.items(), *REFERRALS.items(), *CAME.items())},
    **ANSWERED,
    **WAITED,
}
# The list behind a column of a table; where it has the column's own name, it is not said here.
BY_COLUMN = {"missing": "not-again"}


@dataclass(frozen=True)
class Sought:
    """The figure whose list is asked for.

    of, part: of answers, the questionnaire and which part of it. ground, band: of the tables by
    what the record holds of carers; empty for everybody. page: from 1.
    """

    place: str
    scope: Scope
    later: str
    of: Asked | None = None
    part: str = ""
    ground: str = ""
    band: str = ""
    page: int = 1


def sought_by(person: Actor, place: str, given: QueryDict) -> Sought:
    """What an address asks for; 404 for what there is not."""
    if place not in TITLES:
        raise Http404
    scope, later = scope_for(person, given)
    of, part = None, ""
    if place in OF_ANSWERS:
        of = queries.questionnaire_asked(given.get("of", ""))
        part = given.get("part", of.parts[0][0])
        if part not in dict(of.parts):
            raise Http404
    ground, band = given.get("by", ""), given.get("band", "")
    if ground and (ground not in GROUNDS or band not in GROUNDS[ground].bands):
        raise Http404
    page = given.get("page", "1")
    at = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Sought(place, scope, later, of, part, ground, band if ground else "", max(1, at))


def pages_of(given: QueryDict, page: int) -> tuple[str, str]:
    """The ends of the addresses of the page before and of the one after."""
    ends = []
    for to in (page - 1, page + 1):
        query = given.copy()
        query["page"] = str(to)
        ends.append(f"?{query.urlencode()}")
    return ends[0], ends[1]
