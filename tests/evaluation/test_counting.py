"""Counting over an organisation: the same for every reader, and nothing of anybody else's."""

import pytest
from django.db import connection

from safehome.evaluation import queries
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import GROUNDS
from safehome.families.actions import restrict_member
from safehome.families.models import FamilyMember
from safehome.measures.actions import give_answers, give_scores
from safehome.programme.instruments import instruments
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.measures.test_give_answers import ITEMS


def answer(journey, by, point, value):
    """Every carer of the journey gives the same answer to every line."""
    open_family(journey.family_id, purpose="answers")
    asked = pack_of(journey.pack_version).questionnaire("kuc")
    for part in journey.carers.select_related("carer"):
        give_answers(
            part.carer, asked, dict.fromkeys(ITEMS, value), journey=journey.pk,
            pack_version=journey.pack_version, point=point, mode="together",
            on=journey.started_on, by=by,
        )  # fmt: skip


@pytest.fixture
def journey(cast, acting):
    """A journey of two carers who answered at the start, and again at the end."""
    with acting(cast.amina) as by:
        made = make_journey(by, make_family(by, cast, carers=("Carol", "Colin")))
        answer(made, by, "baseline", 3)
        answer(made, by, "end", 7)
    return made


@pytest.fixture
def counted(acting):
    def count(person, later="end"):
        with acting(person) as by:
            return queries.counts_for(by, later=later)

    return count


@pytest.mark.feature("NEW27")
def test_it_works(cast, counted, journey):
    counts = counted(cast.mo)

    total = {
        (one.what, one.value): one.n for one in counts.scores
        if (one.questionnaire, one.part) == ("kuc", "total")
    }  # fmt: skip
    assert total == {
        ("start", 3000): 2, ("before", 3000): 2, ("after", 7000): 2, ("change", 4000): 2,
    }  # fmt: skip
    assert {(one.team, one.place, one.n) for one in counts.journeys} == {("North", "not-yet", 1)}
    assert {one.fate for one in counts.scores} == {"going-on"}


def test_who_did_not_answer_again_is_at_the_start_alone(cast, counted, journey):
    counts = counted(cast.mo, later="mid")

    assert {one.what for one in counts.scores} == {"start"}
    report = queries.report_for(counts, Scope())
    assert report.measured[0].parts[0].started is None  # two carers are held back
    assert report.later == "half-way"


def test_every_reader_gets_the_same_figures(cast, acting, counted, journey):
    """Also where somebody is hidden from one of them: a difference would tell of it."""
    with acting(cast.priya) as by:
        open_family(journey.family_id, purpose="hiding")
        colin = FamilyMember.objects.select_related("family").get(
            family_id=journey.family_id, known_as__isnull=False, pk=journey.carers.all()[1].carer_id
        )
        restrict_member(colin, readers=[], because="A reason.", by=by)

    assert counted(cast.mo) == counted(cast.priya) == counted(cast.sam) == counted(cast.rita)


def test_a_blocked_reader_gets_the_same_figures(cast, making, counted, journey):
    before = counted(cast.mo)
    making.block(cast.mo, journey.family_id)

    assert counted(cast.mo) == before


def test_another_organisation_counts_its_own_alone(cast, counted, journey):
    counts = counted(cast.dev)

    assert (counts.scores, counts.journeys, counts.attendance) == ((), (), ())


def test_whose_role_is_another_counts_nothing(cast, counted, journey):
    counts = counted(cast.ada)

    assert (counts.scores, counts.journeys, counts.referrals, counts.bands) == ((), (), (), ())


def test_without_a_context_nothing_is_counted(journey):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.count_outcomes('end')")
        assert cursor.fetchall() == []


def test_carers_are_counted_in_bands(cast, counted, journey):
    found = {
        (one.ground, one.band): one.n for one in counted(cast.mo).bands
        if (one.what, one.part, one.value) == ("change", "total", 4000)
    }  # fmt: skip

    assert {ground: n for (ground, _), n in found.items()} == dict.fromkeys(GROUNDS, 2)
    assert all(band in GROUNDS[ground].bands for ground, band in found)


def test_an_instrument_that_no_pack_asks_stands_in_the_report_by_its_definition(
    cast, acting, counted
):
    """Whether its words are loaded or only its scores are written: as they are scored."""
    with acting(cast.amina) as by:
        for place in range(12):
            made = make_journey(by, make_family(by, cast, name=f"Family {place}"))
            open_family(made.family_id, purpose="answers")
            carer = made.carers.select_related("carer").get().carer
            for point, total in (("baseline", 40), ("end", 50 + 4 * place)):
                give_scores(
                    carer, instruments()["who-5"], {"total": total}, journey=made.pk,
                    pack_version=made.pack_version, point=point, on=made.started_on, by=by,
                )  # fmt: skip
    (asked,) = queries.asked_in(counted(cast.mo))
    assert (asked.title, asked.parts) == ("WHO-5 Well-Being Index", (("total", "All together"),))
    assert (asked.lowest, asked.highest, asked.higher_is_better) == (0, 100, True)
    assert asked.reliable is None, "ten points are only called worth noting"
    (measure,) = queries.report_for(counted(cast.mo), Scope()).measured
    (part,) = measure.parts
    assert part.figures is not None
    assert (part.figures.n, part.figures.before.median) == (12, 40)
