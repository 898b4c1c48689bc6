"""An attack on every reader of answers: a slip that was corrected tells nobody of itself.

The same answers are entered twice: once rightly, and once with slips in every set that are then
corrected, or set aside and entered again. Whatever reads answers must not be able to tell the two.
"""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from safehome.evaluation import listing, queries
from safehome.evaluation.actions import freeze_set
from safehome.evaluation.models import FrozenRows
from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.journeys.queries.asking import to_ask_in
from safehome.measures import actions
from safehome.measures.queries import answered_at_start, answered_in, answers_by_name, answers_in
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.looking import everything, to_talk
from safehome.workspace.queries.home_measures import carers_to_ask, to_ask_now
from safehome.workspace.queries.measuring import answers_of
from tests.factories.families import (
    make_agreement,
    make_family,
    make_journey,
    open_pack_version,
)
from tests.measures.test_give_answers import ITEMS

RIGHT = {"waiting": 2, "baseline": 3, "end": 8}
# What was entered while they waited cannot be entered again once the journey has begun.
PARTS = ("knowledge", "understanding", "confidence", "total")
WAITED = (json.dumps(dict.fromkeys(ITEMS, 2)), json.dumps(dict.fromkeys(PARTS, 2.0)))


@pytest.fixture
def world(cast, acting):
    """A family of two carers whose journey has begun, and who agreed to research and to waiting."""
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Colin"))
        for carer in made.carers:
            make_agreement(carer, by=by, purpose="research")
            make_agreement(carer, by=by, purpose="waiting-questions")
        return made


def give(carer, point, value, *, place, version, on, by):
    asked = pack_of(version).questionnaire("kuc")
    return actions.give_answers(
        carer, asked, dict.fromkeys(ITEMS, value), journey=place, pack_version=version,
        point=point, mode="paper", on=on, by=by,
    )  # fmt: skip


def slip(before, value, *, on, by):
    """Correct it twice, and set the last aside: what is entered then is right."""
    asked = pack_of(before.pack_version).questionnaire("kuc")
    for number in (value, 10):
        before = actions.correct_answers(
            before, asked, dict.fromkeys(ITEMS, number), mode="paper", help="none", on=on,
            words={}, why="misread", because="A slip.", by=by,
        )  # fmt: skip
    return actions.set_aside(before, why="wrong-point", because="Another’s.", by=by)


def enter(made, by, *, slips):
    """All answers of a family, rightly or with slips that are put right."""
    open_family(made.pk, purpose="answers")
    carers = list(FamilyMember.objects.filter(pk__in=[one.pk for one in made.carers]))
    journey = Journey.objects.filter(family_id=made.pk).first()
    waiting = journey is None
    version = journey.pack_version if journey else open_pack_version()
    for carer in carers:
        for point, value in RIGHT.items():
            if (point == "waiting") != waiting:
                continue
            on = carer.family.opened_at.date() if waiting else journey.started_on
            place = made.pk if waiting else journey.pk
            facts = {"place": place, "version": version, "on": on, "by": by}
            if slips and carer.called.startswith("Carol"):
                # Corrected once, and it stands so.
                first = give(carer, point, 1, **facts)
                actions.correct_answers(
                    first, pack_of(version).questionnaire("kuc"), dict.fromkeys(ITEMS, value),
                    mode="paper", help="none", on=on, words={}, why="wrong-box",
                    because="A slip.", by=by,
                )  # fmt: skip
            elif slips:
                slip(give(carer, point, 0, **facts), 9, on=on, by=by)
                give(carer, point, value, **facts)
            else:
                give(carer, point, value, **facts)


def facts():
    now = timezone.now()
    return {"now": now, "today": now.date(), "long_ago": now - timedelta(days=200)}


def told(cast, acting, made):
    """What every reader of answers says, as far as it is not an id or a moment."""
    with acting(cast.mo) as by:
        counts = queries.counts_for(by)
        frozen = freeze_set("A set", by=by)
        tallies = bytes(frozen.tallies or b"")
    with acting(cast.rita):
        rows = "".join(FrozenRows.objects.filter(frozen_id=frozen.pk, file="answers")
                       .order_by("place").values_list("content", flat=True))  # fmt: skip
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="looking")
        journey = Journey.objects.select_related("family", "pack_version").get(family_id=made.pk)
        pack = pack_of(journey.pack_version)
        carers = sorted(one.pk for one in made.carers)
        records = list(FamilyMember.objects.filter(family_id=made.pk))
        return {
            "report": counts, "frozen": (frozen.carers, frozen.answers, bool(tallies)),
            "rows": sorted(row[1:] for row in csv.reader(io.StringIO(rows))),
            "behind": [
                listing.behind(by, listing.sought_by(
                    by, place, QueryDict("of=kuc&part=total&later=end"))).rows
                for place in ("answered", "answered-again", "waited", "waited-again")
            ],
            "due": [
                [(due.questionnaire, due.point, due.state) for due in one.all]
                for one in sorted(to_ask_in(journey), key=lambda one: str(one.carer.pk))
            ],
            "answered": sorted(answered_in(by.organisation_id, journey=journey.pk)),
            "start": answered_at_start(journey.pk, carers),
            "in": [one.given for one in answers_in(
                by.organisation_id, journey=journey.pk, questionnaire="kuc")],
            "by name": [
                {name: [one.given for one in found] for name, found in answers_by_name(
                    by.organisation_id, journey=journey.pk, carer=carer).items()}
                for carer in carers
            ],
            "picture": [str(everything(journey, carer, pack)) for carer in carers],
            "home": [(one.part.carer_id, one.due) for one in to_ask_now(
                list(carers_to_ask(by, facts())), [])],
            "talk": to_talk(journey, pack),
            "tab": sorted((one.carer, one.point, one.scores)
                          for one in answers_of(journey.family, records).counts),
        }  # fmt: skip


@pytest.mark.feature("NEW27")
def test_no_reader_of_answers_can_tell(cast, acting, superuser, world):
    with acting(cast.amina) as by:
        enter(world, by, slips=True)  # while they wait
        make_journey(by, world)
    with acting(cast.amina) as by:
        enter(world, by, slips=True)
    slipped = told(cast, acting, world)
    ((entered,), (slips,)) = (
        superuser.execute(f"SELECT count(*) FROM {table}").fetchone()
        for table in ("measures_answers", "measures_slip")
    )
    assert (entered, slips) == (3 * (2 + 4), 3 * (1 + 3))

    # The same, entered rightly from the first.
    superuser.execute("SET session_replication_role = replica")
    for table in ("measures_slip", "measures_checkinasked", "evaluation_frozenrows",
                  "evaluation_frozenset"):  # fmt: skip
        superuser.execute(f"DELETE FROM {table}")
    superuser.execute("DELETE FROM measures_answers WHERE point <> 'waiting' OR version <> 1")
    superuser.execute("UPDATE measures_answers SET given = %s, scores = %s", WAITED)
    superuser.execute("RESET session_replication_role")
    with acting(cast.amina) as by:
        enter(world, by, slips=False)
    rightly = told(cast, acting, world)

    for reader, says in rightly.items():
        assert slipped[reader] == says, reader
    assert rightly["report"].scores
    assert rightly["report"].waits
    assert len(rightly["rows"]) == 2 * 2 * 4  # of journeys alone
