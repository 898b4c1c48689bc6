"""Where each line of a questionnaire is used: as what scores, draws, counts and sends it says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safehome.evaluation.actions import freeze_set
from safehome.evaluation.models import FrozenRows
from safehome.evaluation.queries import asked_of
from safehome.evaluation.rules.counts import Counts, InPlace, Scope, Scored
from safehome.evaluation.rules.whole import report_of
from safehome.families.models import FamilyMember
from safehome.journeys.queries.asking import moments_in
from safehome.measures.actions import give_answers
from safehome.observatory.rules.topics import ANSWERS, parts, topics_of
from safehome.programme.queries import pack_of
from safehome.programme.rules import score
from safehome.programme.shapes.questionnaires import AskToday
from safehome.recording import items, queries
from safehome.vault.keyring import open_family
from safehome.workspace.asking import looking
from tests.factories.families import make_agreement, make_family, make_journey, open_pack_version

PAGE = reverse("recording:cost")


@pytest.fixture
def pack(cast):
    return pack_of(open_pack_version())


@pytest.fixture
def schedule(pack):
    return items.schedule_of(moments_in(pack), pack.questionnaires)


def uses(pack, schedule):
    """By questionnaire and place, the lines that are said to be used there."""
    return {
        (name, place): {one.id for one in lines if place in one.places}
        for name, asked in pack.questionnaires.items()
        if (lines := items.lines_of(asked, schedule))
        for place in {place for one in lines for place in one.places}
    }


@pytest.mark.feature("NEW31")
def test_no_line_of_the_open_pack_is_asked_for_nothing(cast, signed_in, pack):
    page = signed_in(cast.mo).get(PAGE).text
    assert "The pace today was right for me." in page
    assert "the score “All together”" in page
    assert items.PACKET in page
    assert "Used nowhere:" not in page


def test_a_line_is_in_the_scores_that_move_with_it(pack):
    for asked in pack.questionnaires.values():
        middle = (asked.scale.lowest + asked.scale.highest) // 2
        given = {one.id: middle for one in asked.items}
        before = score(asked.scoring, given)
        for one in asked.items:
            after = score(asked.scoring, given | {one.id: middle + 1})
            moved = {name for name, value in after.subscales.items()
                     if value != before.subscales[name]}  # fmt: skip
            moved |= {items.TOTAL} if after.total != before.total else set()
            assert set(items.scores_with(asked, one.id)) == moved, (asked.id, one.id)
            assert moved


def test_what_is_told_is_what_the_report_and_a_packet_hold(pack, schedule):
    """Of all that is scored, once it was answered at the start and again."""
    asked = [asked_of(one) for one in pack.questionnaires.values()]
    scores = tuple(
        Scored("North", 2026, 20, "stayed", one.id, part, what, 4000, lead="a")
        for one in asked for part, _ in one.parts for what in ("start", "before", "after", "change")
        if schedule.asks(one.id) >= {"baseline", "end"}
    )  # fmt: skip
    there = (InPlace("North", 2026, 20, "completed", lead="a"),)
    report = report_of(Counts("end", scores, there, (), ()), Scope(), asked)
    held = {
        one.name.removeprefix(ANSWERS): set(parts(one))
        for one in topics_of(report, told_in=1) if one.name.startswith(ANSWERS)
    }  # fmt: skip
    told = {
        name: items.told_of(one, schedule) for name, one in pack.questionnaires.items()
    }  # fmt: skip
    assert held
    assert held == {name: set(found) for name, found in told.items() if found}
    found = uses(pack, schedule)
    assert {name for name, place in found if place == items.PACKET} == held.keys()
    assert {name for name, place in found if place == items.REPORT} == held.keys()


@pytest.fixture
def journey(cast, acting, pack):
    """Two carers who differ, asked everything twice, and agreed to the use for research."""
    with acting(cast.amina) as by:
        made = make_journey(by, make_family(by, cast, carers=("Carol", "Colin")))
        open_family(made.family_id, purpose="answers")
        carers = FamilyMember.objects.filter(pk__in=made.carers.values("carer_id")).order_by("pk")
        for place, carer in enumerate(carers):
            make_agreement(carer, purpose="research", by=by)
            for name, asked in pack.questionnaires.items():
                if name == "goals":
                    continue
                # A practitioner's side of a form is filled in for one carer at a time.
                at = asked.scale.lowest if (place == 0) != (asked.for_ == "carer") else None
                for point in ("baseline", "end"):
                    give_answers(
                        carer, asked,
                        dict.fromkeys(
                            [one.id for one in asked.items],
                            asked.scale.highest if at is None else at,
                        ),
                        journey=made.pk, pack_version=made.pack_version, point=point,
                        mode="together" if asked.for_ == "carer" else "own",
                        on=timezone.localdate(), by=by,
                    )  # fmt: skip
    return made


def test_what_is_drawn_and_what_is_compared_is_what_the_pages_hold(
    cast, acting, pack, schedule, journey
):
    found = uses(pack, schedule)
    drawn = {name for name, place in found if place == items.PICTURE}
    compared = {name for name, place in found if place == items.DIFFER}
    with acting(cast.amina):
        open_family(journey.family_id, purpose="looking")
        carer = journey.carers.order_by("pk").values_list("carer_id", flat=True)[0]
        looked = {one.kind.id for one in looking.everything(journey, carer, pack)}
        of_sessions = looking.of_sessions(journey, carer, pack)
        differ = looking.to_talk(journey, pack)
    assert of_sessions is not None
    assert drawn == {*looked, of_sessions.kind.id, "goals"}
    titles = {one.title for one in (*differ.carers, *differ.work)}
    mine = {name.removesuffix(items.OWN) for name in compared}
    assert {pack.questionnaires[name].title for name in mine} == titles
    assert (items.OWN, items.FEEDBACK) == (looking.OWN, looking.FEEDBACK)


def test_what_is_frozen_is_every_score(cast, acting, pack, schedule, journey):
    with acting(cast.mo) as by:
        freeze_set("Autumn", by=by)
    with acting(cast.priya):
        lines = [line.split(",") for one in FrozenRows.objects.filter(file="answers")
                 for line in one.content.splitlines()]  # fmt: skip
    frozen = {(questionnaire, part) for _, questionnaire, part, *_ in lines}
    claimed = {
        (name, part)
        for name, asked in pack.questionnaires.items() if name != "goals"
        for one in items.lines_of(asked, schedule) if items.FROZEN in one.places
        for part in items.scores_with(asked, one.id)
    }  # fmt: skip
    assert claimed
    assert claimed <= frozen


def test_a_line_that_asks_somebody_to_look_in_says_so(pack, schedule):
    asked = pack.questionnaires["home"]
    first = asked.items[0]
    rule = AskToday(of=first.id, at_most=1, source="A judgement.")
    ruled = asked.model_copy(update={"asks_today": (rule,)})
    asks = [one.id for one in items.lines_of(ruled, schedule) if items.TODAY in one.places]
    assert asks == [first.id]


def test_a_line_that_leads_nowhere_is_named(cast, signed_in, pack, schedule, monkeypatch):
    asked = pack.questionnaires["kuc"]
    dead = asked.items[0]
    parts_without = tuple(
        one.model_copy(update={"items": tuple(item for item in one.items if item != dead.id)})
        for one in asked.subscales
    )
    bare = asked.model_copy(update={"subscales": parts_without, "total": None})
    (nowhere,) = [one for one in items.lines_of(bare, schedule) if not one.places]
    assert nowhere.id == dead.id
    real = queries.lines_of
    monkeypatch.setattr(
        queries, "lines_of",
        lambda one, when: real(bare if one.id == "kuc" else one, when),
    )  # fmt: skip
    page = signed_in(cast.mo).get(PAGE).text
    assert f"<strong>Used nowhere:</strong> {dead.text}" in page


def test_it_costs_no_more_for_more_questionnaires(cast, acting, pack):
    with acting(cast.mo):
        with CaptureQueriesContext(connection) as seen:
            assert len(queries.costs_by_questionnaire()) == len(pack.questionnaires)
        assert len(seen) == 1
