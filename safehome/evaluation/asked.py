"""What of the report somebody asks for, from an address, and the choices that they have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from safehome.evaluation import queries
from safehome.evaluation.limits import Limit
from safehome.evaluation.policies import READS_REPORTS
from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.hashes import tallies_digest
from safehome.evaluation.rules.report import Asked as Questionnaire
from safehome.evaluation.rules.whole import LATER, Report, report_of
from safehome.evaluation.sheets import Line, lines_of
from safehome.people.access import Actor

type Choices = list[tuple[str, list[dict[str, object]]]]


@dataclass(frozen=True)
class Asked:
    """The report that somebody asked for, of this moment.

    names: of the practitioners whose own reports the reader may choose, by their ids.
    """

    later: str
    counts: Counts
    scope: Scope
    names: dict[str, str]

    @cached_property
    def questionnaires(self) -> list[Questionnaire]:
        return queries.asked_in(self.counts)

    @cached_property
    def report(self) -> Report:
        return report_of(self.counts, self.scope, self.questionnaires)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every figure. Its hash stands on the tallies of now, and on the service's secret."""
        told = tallies_digest(self.counts, self.questionnaires)
        basis = salted_hmac("safehome.figures", told, algorithm="sha256").hexdigest()
        return lines_of(self.report, basis=basis, names=self.names)

    @property
    def query(self) -> str:
        return query_of(self.scope, self.later)

    @property
    def noted(self) -> str:
        """What is noted of it when it is taken away."""
        return self.query

    @property
    def moment(self) -> str:
        """Of when the figures are, where they are not of now."""
        return ""


@dataclass(frozen=True)
class AsOf(Asked):
    """The report as of a frozen set. Its hashes stand on the set's digest, which lies in it."""

    about: Sequence[Questionnaire] = ()
    digest: str = ""
    name: str = ""
    pk: UUID | None = None

    @cached_property
    def questionnaires(self) -> list[Questionnaire]:
        return list(self.about)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every figure, with the hash that `./run evaluate` comes to as well."""
        return lines_of(self.report, basis=self.digest)

    @property
    def noted(self) -> str:
        return f"{self.query or '?'}{'&' if self.query else ''}set={self.pk}"

    @property
    def moment(self) -> str:
        return f"As frozen in “{self.name}” (digest {self.digest[:16]})."


def as_of(
    given: QueryDict, counts: Mapping[str, Counts], about: Sequence[Questionnaire], digest: str
) -> AsOf:
    """What is asked of a frozen set: all, a team by its number in the set, or a year."""
    later = given.get("later", "end")
    there = counts[later if later in counts else "end"]
    scope = scope_of(given, there.teams, there.years, ())
    return AsOf(there.later, there, scope, {}, about=about, digest=digest)


def asked_by(person: Actor, given: QueryDict, *, counts: Counts | None = None) -> Asked:
    """Which later point, everything that is counted, which part of it, and whose own reports.

    counts: of another day, where it is not asked for now.
    """
    later = later_of(given)
    counts = counts or queries.counts_for(
        person, later=later, limit=Limit(settings.OUTCOMES_SECONDS)
    )
    leads = queries.practitioners_of(person)
    if not person.has(*READS_REPORTS):
        return Asked(later, counts, Scope(lead=str(person.pk)), leads)
    return Asked(later, counts, scope_of(given, counts.teams, counts.years, leads), leads)


def later_of(given: QueryDict) -> str:
    """The later point that an address asks for; the end where it asks for none that there is."""
    later = given.get("later", "end")
    return later if later in LATER else "end"


def scope_for(person: Actor, given: QueryDict) -> tuple[Scope, str]:
    """Which part of everything, and which later point, without counting any of it."""
    later = later_of(given)
    if not person.has(*READS_REPORTS):
        return Scope(lead=str(person.pk)), later
    teams, years = queries.team_names(person).values(), queries.years_begun()
    return scope_of(given, teams, years, queries.practitioners_of(person)), later


def scope_of(
    asked: QueryDict, teams: Collection[str], years: Collection[int], leads: Collection[str]
) -> Scope:
    """A team, a year or a practitioner that there is; whatever else is asked is all of it."""
    team, year, lead = asked.get("team"), asked.get("year", ""), asked.get("lead", "")
    if team in teams:
        return Scope(team=team)
    if year.isascii() and year.isdigit() and int(year) in years:
        return Scope(year=int(year))
    if lead in leads:
        return Scope(lead=lead)
    return Scope()


def in_vain(given: QueryDict, query: str) -> bool:
    """Whether an address asks for a part that the report of this query is not of."""
    of = QueryDict(query.removeprefix("?"))
    return any(given.get(part) and part not in of for part in ("team", "year", "lead"))


def query_of(scope: Scope, later: str) -> str:
    """The end of an address that asks for it; empty for all of it at the end."""
    query = [("team", scope.team)] if scope.team else []
    query += [("year", str(scope.year))] if scope.year else []
    query += [("lead", scope.lead)] if scope.lead else []
    query += [("later", later)] if later != "end" else []
    return f"?{urlencode(query)}" if query else ""


def choices(counts: Counts, scope: Scope, later: str, leads: dict[str, str] | None) -> Choices:
    """The filters: label, and for each choice its words, its address and whether it is chosen.

    leads: whose own reports there are to choose from; None for who reads their own alone.
    """

    def choice(text: str, to: Scope, then: str) -> dict[str, object]:
        return {
            "text": text,
            "href": query_of(to, then) or "?",
            "here": (to, then) == (scope, later),
        }

    points = ("Compared with the start", [
        choice(words, scope, name) for name, words in LATER.items()
    ])  # fmt: skip
    if leads is None:
        return [points]
    by_name = sorted(leads.items(), key=lambda one: one[1])
    return [
        ("Whose", [choice("all", Scope(), later)]
         + [choice(team, Scope(team=team), later) for team in counts.teams]),
        ("Begun in", [choice(str(year), Scope(year=year), later) for year in counts.years]),
        ("Led by", [choice(name, Scope(lead=lead), later) for lead, name in by_name]),
        points,
    ]  # fmt: skip
