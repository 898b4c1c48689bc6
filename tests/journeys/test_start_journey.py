"""Starting a journey: an accredited practitioner, its carers, thirteen sessions on dates."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.journeys.models import Journey, JourneyCarer, Session
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey

LONDON = timezone.get_default_timezone()


@pytest.mark.feature("SES1", "SES3")
def test_it_works(cast, acting, made):
    thursday = datetime(2026, 9, 24, 10, tzinfo=LONDON)
    with acting(cast.amina) as by:
        journey = make_journey(by, made, first_session_at=thursday, every_days=7)

        sessions = list(Session.objects.filter(journey=journey))
        assert [one.number for one in sessions] == list(range(1, 14))
        clocks = {timezone.localtime(one.planned_for).hour for one in sessions}
        assert clocks == {10}, "the same time on the wall when summer time has ended"
        assert JourneyCarer.objects.get(journey=journey).carer_id == made.carers[0].pk
        assert journey.lead_id == cast.amina.pk


@pytest.mark.feature("SES3")
def test_no_session_falls_on_a_weekend(cast, acting, made):
    wednesday = datetime(2026, 9, 23, 10, tzinfo=LONDON)
    with acting(cast.amina) as by:
        journey = make_journey(by, made, first_session_at=wednesday, every_days=5)
        days = Session.objects.filter(journey=journey).values_list("planned_for", flat=True)
        assert all(timezone.localtime(day).weekday() < 5 for day in days)


def test_only_somebody_accredited_leads_it(cast, acting, making, made):
    making.admin.execute(
        "UPDATE training_accreditation SET ends_on = %s WHERE person_id = %s",
        [timezone.localdate() - timedelta(days=1), cast.amina.pk],
    )
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="accredited"):
        make_journey(by, made)


def test_one_journey_at_a_time(cast, acting, made, journey):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="already"):
        make_journey(by, made)


def test_a_child_is_no_carer_of_a_journey(cast, acting, made):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="Only carers"):
        make_journey(by, made, carers=made.children)


def test_a_carer_of_another_family_takes_no_part(cast, acting, made):
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Okafor")
        with pytest.raises(PermissionDenied, match="this family"):
            make_journey(by, made, carers=other.carers)


def test_another_organisation_neither_starts_nor_sees_one(cast, acting, made, journey):
    with acting(cast.dev) as by:
        assert not Journey.objects.exists()
        with pytest.raises(PermissionDenied):
            make_journey(by, made, planned=False)


def test_another_organisation_has_its_own(cast, acting):
    with acting(cast.dev) as by:
        theirs = make_journey(by, make_family(by, cast, name="Elsewhere"))
        open_family(theirs.family_id, purpose="reading")
        assert theirs.organisation_id == cast.meadow.pk
