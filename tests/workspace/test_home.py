"""Home: what needs me now, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.drafts.models import Draft
from safehome.journeys.models import Session
from safehome.measures.models import Answers
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey


@pytest.fixture
def now():
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)


def begin(by, cast, name, at):
    """A journey whose first session is at this very moment, whatever day of the week it is."""
    journey = make_journey(by, make_family(by, cast, name=name), first_session_at=at)
    Session.objects.filter(journey=journey, number=1).update(planned_for=at)
    return journey


@pytest.fixture
def busy(cast, acting, now):
    """A session today, one that is late, a family that waits, and a draft."""
    with acting(cast.amina) as by:
        begin(by, cast, "Marlow", now)
        late = begin(by, cast, "Okafor", now - timedelta(days=14))
        make_family(by, cast, name="Price")
        open_family(late.family_id, purpose="making")
        Draft.objects.create(
            organisation_id=by.organisation_id, family_id=late.family_id, form="session-record",
            about_id=Session.objects.get(journey=late, number=1).pk, body="{}", saved_by_id=by.pk,
        )  # fmt: skip


@pytest.mark.feature("SES3")
def test_it_works(cast, signed_in, busy):
    said = signed_in(cast.amina).get("/").content.decode()

    assert said.index("Marlow") < said.index("Begun and not finished")
    assert "Okafor: record of session 1" in said
    assert "14 days late" in said
    assert "Price: no journey yet" in said


def test_a_late_journey_stands_there_once(cast, signed_in, busy):
    said = signed_in(cast.amina).get("/").content.decode()

    assert said.count("days late") == 1


def test_another_practitioner_sees_none_of_it(cast, signed_in, busy):
    said = signed_in(cast.noor).get("/").content.decode()

    assert "No session today" in said
    assert not any(name in said for name in ("Marlow", "Okafor", "Price"))


def test_a_supervisor_sees_the_teams_and_whose_it_is(cast, signed_in, busy):
    said = signed_in(cast.ben).get("/").content.decode()

    assert "Okafor" in said
    assert "Amina Yusuf" in said
    assert "Okafor" not in signed_in(cast.sam).get("/").content.decode()


def test_a_family_that_nobody_has_waits_for_who_allocates(cast, signed_in, busy, superuser):
    superuser.execute("UPDATE families_assignment SET ended_at = now(), ended_by_id = person_id")

    said = signed_in(cast.ben).get("/").content.decode()
    assert "Price: waits for somebody to work with them" in said
    assert "Price" not in signed_in(cast.amina).get("/").content.decode()


def test_a_family_of_which_nothing_is_told_is_not_opened(cast, acting, signed_in, now, superuser):
    """All that is asked now was answered: whose names are not shown, they stay sealed."""
    with acting(cast.amina) as by:
        journeys = [begin(by, cast, name, now + timedelta(days=20)) for name in ("Ash", "Oak")]
        for name in ("kuc", "goals", "home"):
            Answers.objects.create(
                organisation_id=by.organisation_id, family_id=journeys[0].family_id,
                carer=journeys[0].carers.get().carer, journey_id=journeys[0].pk,
                pack_version=journeys[0].pack_version, questionnaire=name, point="baseline",
                mode="paper", given_on=now.date(), given={}, scores={}, entered_by_id=by.pk,
            )  # fmt: skip
    superuser.execute("UPDATE journeys_journeycarer SET joined_on = current_date")
    said = signed_in(cast.amina).get("/").text
    assert "Oak: " in said
    assert "Ash" not in said
    opened = superuser.execute(
        "SELECT family_id FROM audit_event WHERE verb = 'family.opened'"
        " AND purpose = 'what needs me now'"
    ).fetchall()
    assert opened == [(journeys[1].family_id,)]
