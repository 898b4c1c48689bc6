"""Whoever has every report that can be published, and knows who worked where and when, tries all.

The attacker has the reports of the whole, of each team, practitioner and year. Knowing which
groups lie in which, they take every one from every other. Then, without knowing who worked in
which year, they give all of it at once to a solver.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from safehome.evaluation.rules.counts import Counts, InPlace, Scope, Scored
from safehome.evaluation.rules.divided import ALL, Divided, shown_divided
from safehome.evaluation.rules.equity import shown_under
from safehome.evaluation.rules.network import FEWEST
from safehome.evaluation.rules.report import Asked
from safehome.evaluation.rules.whole import report_of

TEAMS, YEARS, LEADS = ["North", "South"], [2025, 2026], ["a", "b", "c"]


def members(atoms):
    found = {ALL: set(atoms)}
    for atom in atoms:
        team, year, lead = atom
        for group in (("team", team), ("year", year), ("lead", (team, lead))):
            found.setdefault(group, set()).add(atom)
    return found


def value(atoms, inside, column):
    width = len(next(iter(atoms.values())))
    return sum(
        sum(atoms[atom]) if column == width else atoms[atom][column] for atom in inside
    )  # fmt: skip


def differences(atoms, shown):
    """Small counts that come of one published count less another whose people lie in it."""
    groups = members(atoms)
    told = []
    for first, second in combinations(groups, 2):
        for more, less in ((first, second), (second, first)):
            if not groups[less] <= groups[more]:
                continue
            for column, (whole, part) in enumerate(
                zip(shown.rows[more], shown.rows[less], strict=True)
            ):
                if None not in (whole, part) and 0 < whole - part < FEWEST:
                    rest = groups[more] - groups[less]
                    told.append((more, less, column, value(atoms, rest, column)))
    return told


def solved(atoms, shown):
    """Published counts held back that a solver narrows to one whole number.

    It does not know which practitioner worked in which year: anybody may have in any.
    """
    width = len(next(iter(atoms.values())))
    nobody = [0] * width
    atoms = {
        (team, year, lead): atoms.get((team, year, lead), nobody)
        for team, lead in {(team, lead) for team, _, lead in atoms}
        for year in {year for _, year, _ in atoms}
    }
    places = {(atom, c): at for at, (atom, c) in enumerate(
        (atom, c) for atom in atoms for c in range(width)
    )}  # fmt: skip
    equal, equal_to, least, cells = [np.zeros(len(places))], [0], [], {}
    for group, inside in members(atoms).items():
        for column, seen in enumerate(shown.rows[group]):
            row = np.zeros(len(places))
            for atom in inside:
                for c in range(width) if column == width else [column]:
                    row[places[atom, c]] = 1
            if seen is None:
                cells[group, column] = row
                least.append(-row)
            else:
                equal.append(row)
                equal_to.append(seen)
    told = []
    for cell, row in cells.items():
        if not 0 < value(atoms, members(atoms)[cell[0]], cell[1]) < FEWEST:
            continue
        ends = []
        for way in (1, -1):
            found = linprog(
                way * row, A_ub=csr_matrix(np.array(least)), b_ub=-np.ones(len(least)),
                A_eq=csr_matrix(np.array(equal)), b_eq=equal_to,
            )  # fmt: skip
            ends.append(way * found.fun if found.status == 0 else way * float("inf"))
        if abs(ends[1] - ends[0]) < 0.5:
            told.append(cell)
    return told


@st.composite
def services(draw):
    """A small service: who worked in which team in which year, and what became of whom."""
    there = draw(
        st.lists(
            st.tuples(st.sampled_from(TEAMS), st.sampled_from(YEARS), st.sampled_from(LEADS)),
            min_size=1, max_size=6, unique=True,
        )
    )  # fmt: skip
    counts = st.lists(st.integers(0, 4) | st.integers(0, 30), min_size=3, max_size=3)
    return {atom: draw(counts) for atom in there}


@pytest.mark.feature("EVA7")
@settings(deadline=None, max_examples=80)
@given(services())
@example({("North", 2025, "a"): [20, 3, 9], ("North", 2026, "b"): [10, 15, 9]})
@example({("North", 2025, "a"): [3, 9, 9], ("North", 2026, "a"): [20, 9, 9],
          ("South", 2026, "b"): [9, 9, 9]})  # fmt: skip
def test_no_difference_of_two_reports_tells_a_small_count(atoms):
    shown = shown_divided(atoms)

    assert differences(atoms, shown) == []
    for group, row in shown.rows.items():
        for column, seen in enumerate(row):
            true = value(atoms, members(atoms)[group], column)
            assert seen in (None, true)
            assert seen is None or seen == 0 or seen >= FEWEST


@settings(deadline=None, max_examples=40)
@given(services())
def test_nor_does_a_solver_with_all_of_them(atoms):
    assert solved(atoms, shown_divided(atoms)) == []


# ------------------------------------------------------------- the whole report, as it is published


GROUPS = {
    ALL: Scope(), **{("team", team): Scope(team=team) for team in TEAMS},
    **{("year", year): Scope(year=year) for year in YEARS},
}  # fmt: skip
CALM = Asked("calm", "How calm", (("total", "All"), ("sleep", "Sleep")), 0, 10)


@st.composite
def counted(draw):
    """What the database could have counted of a small service, in every table of the report."""
    journeys, attendance, scores = [], [], []
    for (team, year, lead), row in draw(services()).items():
        numbers = st.integers(0, 4) | st.integers(0, 30)
        for place, n in zip(("completed", "moved", "first-half"), row, strict=True):
            journeys.append(InPlace(team, year, n, place, lead=lead))
        for outcome in ("came", "missed"):
            attendance.append(InPlace(team, year, draw(numbers), outcome, lead=lead))
        for part in ("total", "sleep"):
            changes = {value: draw(numbers) for value in (-2000, 0, 2000)}
            for value, n in changes.items():
                for what, said in (("before", 4000), ("after", 4000 + value), ("change", value)):
                    scores.append(Scored(team, year, n, "stayed", "calm", part, what, said,
                                         lead=lead))  # fmt: skip
            started = sum(changes.values()) + draw(numbers)
            scores.append(
                Scored(team, year, started, "stayed", "calm", part, "start", 4000, lead=lead)
            )
    return Counts("end", tuple(scores), tuple(journeys), tuple(attendance), ())


def published(counts):
    """Each table of the report by group: what it shows, and what is behind it.

    Counts that nobody printed but anybody can take, such as pairs, are there as well.
    """
    scopes = {
        group: scope
        for group, scope in GROUPS.items()
        if scope.team in (None, *counts.teams) and scope.year in (None, *counts.years)
    }
    scopes |= {("lead", lead): Scope(lead=lead) for lead in counts.leads}
    tables = {}
    for group, scope in scopes.items():
        report = report_of(counts, scope, [CALM])
        for name, table in (("journeys", report.journeys), ("attendance", report.attendance)):
            rows = [*table.places, ("all", table.whole)]
            tables.setdefault(name, {})[group] = dict(rows)
        for measured in report.measured:
            for part in measured.parts:
                row = {"started": part.started, "missing": part.missing, "better": part.better,
                       "same": part.same, "worse": part.worse,
                       "pairs": part.figures.n if part.figures else None}  # fmt: skip
                if None not in (part.started, part.missing):
                    row["pairs"] = part.started - part.missing
                if None not in (part.better, part.same, part.worse):
                    row["pairs"] = part.better + part.same + part.worse
                tables.setdefault(part.title, {})[group] = row
    return scopes, tables


@settings(deadline=None, max_examples=60)
@given(counted())
def test_no_two_published_reports_differ_by_a_small_count(counts):
    scopes, tables = published(counts)
    people = {
        group: {
            (one.team, one.year, one.lead) for one in counts.journeys if scope.holds(one)
        }
        for group, scope in scopes.items()
    }  # fmt: skip
    told = [
        (name, more, less, column)
        for name, table in tables.items()
        for more in table for less in table
        if people[less] < people[more]
        for column, whole in table[more].items()
        if None not in (whole, part := table[less][column]) and 0 < whole - part < FEWEST
    ]  # fmt: skip
    assert told == []
    for table in tables.values():
        for row in table.values():
            assert all(seen is None or seen == 0 or seen >= FEWEST for seen in row.values())


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(st.integers(0, 3) | st.integers(0, 30), min_size=3, max_size=3),
             min_size=1, max_size=4),
)  # fmt: skip
def test_bands_under_sums_that_are_shown_elsewhere_tell_nothing(rows):
    sums = [sum(column) for column in zip(*rows, strict=True)]
    whole = (*sums, sum(sums))
    shown = shown_under(rows, whole)
    if shown is None:
        return
    atoms = {("all", 0, str(at)): row for at, row in enumerate(rows)}
    bands = {("lead", ("all", str(at))): row for at, row in enumerate(shown)}
    table = Divided({ALL: whole, ("team", "all"): whole, ("year", 0): whole, **bands})
    assert differences(atoms, table) == []
    assert solved(atoms, table) == []
    for column, seen in enumerate(zip(*shown, strict=True)):
        left = whole[column] - sum(one for one in seen if one is not None)
        assert left == 0 or left >= FEWEST
