"""Taking back the agreement to take part: who leaves, when the journey ends, what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.journeys import actions
from safehome.journeys.models import Attendance, EndingReason, Journey, JourneyCarer, Session
from safehome.journeys.queries import carers_of
from safehome.journeys.queries.summary import summary_data
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_agreement,
    make_family,
    make_journey,
    sessions_of,
    sign_whole,
)

TODAY = timezone.localdate


@pytest.fixture
def two(cast, acting):
    """Carol and Dan on a journey, one session of which is recorded."""
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"))
        journey = make_journey(by, made)
        sign_whole(sessions_of(journey)[0], by=by)
    return made, journey


def take_back(carer, by, **changes):
    open_family(carer.family_id, purpose="taking back")
    return actions.withdraw_agreement(carer, purpose="taking-part", on=TODAY(), by=by, **changes)


@pytest.mark.feature("REF8")
def test_the_last_one_ends_the_journey_and_keeps_the_history(cast, acting, made, journey):
    with acting(cast.amina) as by:
        sign_whole(sessions_of(journey)[0], by=by)
        take_back(made.carers[0], by, what_next="The school rings her on Fridays.")

        ended = Journey.objects.get(pk=journey.pk)
        assert ended.ending == EndingReason.TAKEN_BACK
        assert ended.what_next == "The school rings her on Fridays."
        assert not Session.objects.filter(journey=journey).still_to_hold().exists()
        assert Session.objects.filter(journey=journey).signed().count() == 1
        assert Attendance.objects.filter(session__journey=journey).count() == 1
        assert [one.said for one in Agreement.objects.order_by("written_at")] == [
            "given", "withdrawn",
        ]  # fmt: skip


def test_whoever_takes_it_back_leaves_and_the_others_go_on(cast, acting, two):
    made, journey = two
    carol, dan = made.carers
    with acting(cast.amina) as by:
        take_back(dan, by)

        assert Journey.objects.get(pk=journey.pk).ended_at is None
        there = {one.carer_id: one.left_on for one in carers_of(journey.pk)}
        assert there == {carol.pk: None, dan.pk: TODAY()}
        later = sessions_of(journey)[-1]
        assert [one.carer_id for one in carers_of(journey.pk, on=later.planned_for.date())] == [
            carol.pk
        ]
        signed = sign_whole(sessions_of(journey)[5], by=by)
        assert Attendance.objects.get(session=signed).carer_id == carol.pk


def test_what_was_said_for_another_purpose_ends_nothing(cast, acting, made, journey):
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], purpose="research", by=by)
        actions.withdraw_agreement(made.carers[0], purpose="research", on=TODAY(), by=by)
        assert Journey.objects.get(pk=journey.pk).ended_at is None


def test_not_renewing_is_leaving(cast, acting, made, journey):
    carol = made.carers[0]
    with acting(cast.amina) as by:
        make_agreement(carol, on=TODAY() - timedelta(days=40), by=by,
                       until=TODAY() - timedelta(days=1))  # fmt: skip
        actions.keep_answer(
            carol, purpose="taking-part", said="refused", on=TODAY(), reason="practical", by=by,
            asked=actions_asked(),
        )  # fmt: skip
        assert Journey.objects.get(pk=journey.pk).ending == EndingReason.TAKEN_BACK


def actions_asked():
    from safehome.agreements.actions import Asked

    return Asked("In plain words.")


def test_a_session_held_before_can_still_be_recorded(cast, acting, made, journey):
    with acting(cast.amina) as by:
        take_back(made.carers[0], by)
        held, to_come = sessions_of(journey)[0], sessions_of(journey)[-1]
        assert sign_whole(held, by=by).signed_at is not None
        with pytest.raises(PermissionDenied, match="ended"):
            sign_whole(to_come, by=by)


def test_but_not_as_if_it_had_been_held_afterwards(cast, acting, superuser, made, journey):
    with acting(cast.amina) as by:
        take_back(made.carers[0], by)
    superuser.execute(
        "UPDATE journeys_journey SET ended_at = now() - interval '3 days' WHERE id = %s",
        [journey.pk],
    )
    with acting(cast.amina) as by, pytest.raises(actions.Incomplete, match="had ended by then"):
        sign_whole(sessions_of(journey)[0], held_on=TODAY(), by=by)


def test_a_journey_that_ended_otherwise_stays_as_it_is(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        actions.end_journey(
            journey, reason="moved", reflection="Well.", carers_reflection="", what_next="Wait.",
            seen=journey.version, by=by,
        )  # fmt: skip
        take_back(made.carers[0], by)
        assert Journey.objects.get(pk=journey.pk).ending == "moved"
        with pytest.raises(PermissionDenied, match="ended"):
            sign_whole(sessions_of(journey)[0], by=by)


def test_on_the_page_it_says_first_what_follows(cast, signed_in, two):
    made, journey = two
    carol, dan = made.carers
    browser = signed_in(cast.amina)
    day = {"on_day": TODAY().day, "on_month": TODAY().month, "on_year": TODAY().year}

    first = reverse("agreements:take-back", args=[dan.pk, "taking-part"])
    assert "the journey goes on with Carol" in browser.get(first).text
    assert browser.post(first, day).status_code == 302
    last = reverse("agreements:take-back", args=[carol.pk, "taking-part"])
    page = browser.get(last).text
    assert "The journey ends with this" in page
    assert "What happens next for this family?" in page
    assert browser.post(last, day | {"what_next": "A call in June."}).status_code == 302
    page = browser.get(reverse("journeys:journey", args=[journey.pk])).text
    assert "the agreement to take part was taken back" in page
    assert "A call in June." in page


def test_somebody_elses_journey_is_left_alone(cast, acting, two):
    made, _ = two
    with acting(cast.dev) as by, pytest.raises(PermissionDenied):
        take_back_unopened(made.carers[1], by)
    with acting(cast.amina):
        assert not JourneyCarer.objects.exclude(left_on=None).exists()


def take_back_unopened(carer, by):
    return actions.withdraw_agreement(carer, purpose="taking-part", on=TODAY(), by=by)


def restricted(cast, acting, carer):
    """Only Priya may know of this carer from now on."""
    with acting(cast.priya) as by:
        open_family(carer.family_id, purpose="test")
        member = FamilyMember.objects.select_related("family").get(pk=carer.pk)
        families.restrict_member(member, readers=[], because="Safety.", by=by)


def test_it_goes_on_with_somebody_of_whom_the_writer_may_not_know(cast, acting, two, signed_in):
    made, journey = two
    carol, dan = made.carers
    restricted(cast, acting, dan)
    page = signed_in(cast.amina).get(
        reverse("agreements:take-back", args=[carol.pk, "taking-part"])
    ).content.decode()  # fmt: skip
    assert "the journey goes on." in page
    assert "Dan" not in page
    with acting(cast.amina) as by:
        take_back(carol, by)
        assert Journey.objects.get(pk=journey.pk).ended_at is None


def test_words_of_two_are_on_the_paper_of_neither(cast, acting, two):
    """The carers looked back together, and few may know of one of them."""
    made, journey = two
    carol, dan = made.carers
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        actions.end_journey(
            journey, reason="completed", reflection="Much.", carers_reflection="We both sleep.",
            what_next="A call.", seen=Journey.objects.get(pk=journey.pk).version, by=by,
        )  # fmt: skip
    restricted(cast, acting, dan)
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        ended = Journey.objects.select_related("lead", "pack_version").get(pk=journey.pk)
        assert summary_data(ended, carer=carol.pk)["looking_back"] == ""
