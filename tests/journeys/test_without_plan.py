"""The first session stands on a plan for home, if only one for now; or a manager answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.drafts.queries import body_of, draft_of
from safehome.people.access import acting_as
from safehome.plans import actions as plans
from safehome.plans.models import Exemption, Plan
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_cover,
    make_family,
    make_journey,
    sessions_of,
    sign_whole,
    whole_record,
)
from tests.factories.plans import make_in_force, make_plan
from tests.workspace.test_statements import as_typed

REFUSED = "once a safety plan for home holds"


@pytest.fixture
def waiting(cast, acting):
    """A family on a journey, for whom nobody has agreed a plan."""
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        return made, sessions_of(make_journey(by, made, planned=False))


@pytest.mark.feature("PRG12")
def test_with_a_plan_for_now_it_is_signed(cast, acting, waiting):
    made, sessions = waiting
    with acting(cast.amina) as by:
        make_in_force(by, made)
        assert sign_whole(sessions[0], by=by).signed_at


def test_without_one_it_is_not(cast, acting, waiting):
    _, sessions = waiting
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=REFUSED):
        sign_whole(sessions[0], by=by)


def test_a_draft_a_plan_for_elsewhere_and_a_closed_one_are_not_enough(cast, acting, waiting):
    made, sessions = waiting
    with acting(cast.amina) as by:
        make_plan(by, made, stage="interim")
        make_in_force(by, made, setting="school")
        closed = Plan.objects.get(pk=make_cover(by, made).plan_id)
        plans.close_plan(closed, because="They moved", by=by)
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=REFUSED):
        sign_whole(sessions[0], by=by)


def test_another_familys_plan_is_not_enough(cast, acting, waiting):
    _, sessions = waiting
    with acting(cast.amina) as by:
        make_in_force(by, make_family(by, cast, name="Okafor"))
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=REFUSED):
        sign_whole(sessions[0], by=by)


def test_only_the_first_asks_for_it(cast, acting, waiting):
    _, sessions = waiting
    with acting(cast.amina) as by:
        assert sign_whole(sessions[1], by=by).signed_at


def exempt(cast, made, *, days):
    """A manager's word, as it stands some days before or after its last day."""
    with acting_as(cast.mo) as by:
        open_family(made.pk, purpose="deciding")
        Exemption.objects.create(
            organisation_id=by.organisation_id, family=made.family, written_by_id=by.pk,
            because="They move next week", until=timezone.localdate() + timedelta(days=days),
        )  # fmt: skip


def test_a_manager_answers_for_it_until_a_day(cast, acting, waiting):
    made, sessions = waiting
    exempt(cast, made, days=7)
    with acting(cast.amina) as by:
        assert sign_whole(sessions[0], by=by).signed_at


def test_after_that_day_what_was_held_before_can_be_recorded_and_nothing_else(
    cast, acting, waiting
):
    made, sessions = waiting
    exempt(cast, made, days=-1)
    today = timezone.localdate()
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=REFUSED):
        sign_whole(sessions[0], by=by, held_on=today)
    with acting(cast.amina) as by:
        assert sign_whole(sessions[0], by=by, held_on=today - timedelta(days=1)).signed_at


def test_the_page_says_so_keeps_the_words_and_leads_there(cast, acting, waiting, signed_in):
    made, sessions = waiting
    client, there = signed_in(cast.amina), f"/journeys/sessions/{sessions[0].pk}/record/"
    said = client.get(there).content.decode()
    assert REFUSED in said
    assert f"/families/{made.pk}/plans/" in said
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        fields = as_typed(whole_record(sessions[0])) | {"seen": sessions[0].version}
    answer = client.post(there, fields)
    assert REFUSED in answer.content.decode()
    assert "Sign off" not in answer.content.decode()
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        kept = draft_of("session-record", sessions[0].pk)
        assert kept is not None
        assert body_of(kept)["next_step"] == fields["next_step"]


def test_the_journey_says_what_is_missing_until_it_is_there(cast, acting, waiting, signed_in):
    made, sessions = waiting
    client = signed_in(cast.amina)
    journey = f"/journeys/{sessions[0].journey_id}/"
    prepare = f"/journeys/sessions/{sessions[0].pk}/prepare/"
    for page in (journey, prepare):
        assert "No safety plan for home holds yet" in client.get(page).content.decode()
    exempt(cast, made, days=7)
    for page in (journey, prepare):
        assert "may begin without a safety plan until" in client.get(page).content.decode()
    with acting(cast.amina) as by:
        make_in_force(by, made)
    for page in (journey, prepare):
        said = client.get(page).content.decode()
        assert "No safety plan for home" not in said
        assert "may begin without" not in said
