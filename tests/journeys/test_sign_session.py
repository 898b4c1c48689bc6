"""Signing a session: whole, once, and every child with a line or a reason."""

from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.drafts.actions import draft_of, save_draft
from safehome.drafts.models import SetAside
from safehome.journeys import actions
from safehome.journeys.models import ChildLine, ComponentDone, Session
from safehome.journeys.rules import ChildRecord, ComponentRecord
from safehome.vault.keyring import open_family
from tests.factories.families import sessions_of, sign_whole, whole_record


@pytest.mark.feature("SES6", "SES7", "SES8", "FID1")
def test_it_works(cast, acting, made, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[0]
        signed = sign_whole(session, by=by)
        assert signed.signed_by_id == cast.amina.pk
    with acting(cast.ben):
        open_family(made.pk, purpose="reading")
        session = Session.objects.get(pk=session.pk)
        assert session.next_step.startswith("Ring on Monday")
        assert session.attendances.get().outcome == "came"
        assert {line.child_id for line in session.child_lines.all()} == {
            child.pk for child in made.children
        }


@pytest.mark.feature("NEW1")
def test_it_is_refused_while_a_child_has_neither_line_nor_reason(cast, acting, made, journey):
    jay, mina = made.children
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="recording")
        session = sessions_of(journey)[0]
        with pytest.raises(actions.Incomplete) as told:
            sign_whole(session, by=by, children={jay.pk: ChildRecord("Slept well.")})
        (missing,) = told.value.missing
        assert missing.field == f"line_{mina.pk}"
        assert "Mina" in missing.message
        assert not ChildLine.objects.exists()

        reasons = {jay.pk: ChildRecord("Slept well."), mina.pk: ChildRecord("", "not-time")}
        sign_whole(session, by=by, children=reasons)
        assert ChildLine.objects.get(child=mina).no_line == "not-time"


@pytest.mark.feature("SES8")
def test_an_adaptation_says_how_why_and_whether_it_keeps_to_the_model(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="recording")
        session = sessions_of(journey)[0]
        done = dict(whole_record(session).components)
        first, second = list(done)[:2]
        done |= {first: ComponentRecord("adapted"), second: ComponentRecord("left-out")}
        with pytest.raises(actions.Incomplete) as told:
            sign_whole(session, by=by, components=done)
        assert [one.field for one in told.value.missing] == [
            f"how_{first}", f"keeps_{first}", f"why_{second}"
        ]  # fmt: skip

        done[first] = ComponentRecord("adapted", "With cups on the table.", keeps_to_model=True)
        done[second] = ComponentRecord("left-out", "Mina came home early.")
        sign_whole(session, by=by, components=done)
        assert ComponentDone.objects.get(component=first).keeps_to_model is True


def test_a_record_with_nothing_in_it_is_told_everything_in_order(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="recording")
        session = sessions_of(journey)[0]
        with pytest.raises(actions.Incomplete) as told:
            actions.sign_session(session, record=actions_record(), seen=session.version, by=by)
        fields = [one.field.split("_")[0] for one in told.value.missing]
        assert list(dict.fromkeys(fields)) == [
            "held", "minutes", "attendance", "wellbeing", "component", "words", "line",
            "support", "home", "next", "rating",
        ]  # fmt: skip


def actions_record():
    from safehome.journeys.rules import SessionRecord

    return SessionRecord()


def test_nobody_came_means_it_is_moved_and_not_signed(cast, acting, made, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[0]
        with pytest.raises(actions.Incomplete, match="move the session"):
            sign_whole(session, by=by, attendance={made.carers[0].pk: "missed"})


def test_it_is_signed_once(cast, acting, made, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[0]
        sign_whole(session, by=by)
        session.refresh_from_db()
        with pytest.raises(PermissionDenied, match="already been recorded"):
            sign_whole(session, by=by)


def test_the_database_itself_refuses_to_change_a_signed_session(
    cast, acting, made, journey, superuser
):
    with acting(cast.amina) as by:
        sign_whole(sessions_of(journey)[0], by=by)
    with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
        superuser.execute("UPDATE journeys_session SET minutes = 1 WHERE signed_at IS NOT NULL")


def test_a_session_moved_meanwhile_is_looked_at_again(cast, acting, made, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[0]
        later = session.planned_for + timedelta(days=1)
        actions.replan_session(session, planned_for=later, setting="video", seen=1, by=by)
        with pytest.raises(actions.Changed):
            sign_whole(session, by=by)


def test_without_accreditation_somebody_else_signs(cast, acting, making, made, journey):
    making.admin.execute(
        "UPDATE training_accreditation SET ends_on = %s WHERE person_id = %s",
        [timezone.localdate() - timedelta(days=1), cast.amina.pk],
    )
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="accreditation"):
        sign_whole(sessions_of(journey)[0], by=by)


def test_its_draft_is_gone_afterwards(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="recording")
        session = sessions_of(journey)[0]
        save_draft("session-record", session.pk, family=made.family, body={"x": "y"}, seen=0, by=by)
        sign_whole(session, by=by)
        assert draft_of("session-record", session.pk) is None


def test_a_colleagues_draft_is_set_aside_and_not_lost(cast, acting, made, journey):
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="recording")
        session = sessions_of(journey)[0]
        body = {"wellbeing": "Ben's words"}
        save_draft("session-record", session.pk, family=made.family, body=body, seen=0, by=by)
    with acting(cast.amina) as by:
        sign_whole(session, by=by)
        (aside,) = SetAside.objects.all()
        assert "Ben's words" in aside.body
        assert aside.kept_by_id == cast.ben.pk
        assert draft_of("session-record", session.pk) is None


@pytest.mark.feature("SES7")
def test_afterwards_it_is_only_added_to(cast, acting, made, journey):
    with acting(cast.amina) as by:
        session = sessions_of(journey)[0]
        with pytest.raises(PermissionDenied, match="not signed yet"):
            actions.add_to_session(session, text="Early", by=by)
        sign_whole(session, by=by)
        with pytest.raises(actions.Incomplete):
            actions.add_to_session(session, text="  ", by=by)
        actions.add_to_session(session, text="The club is on Tuesdays.", by=by)
        assert [one.text for one in session.additions.all()] == ["The club is on Tuesdays."]


def test_another_organisation_sees_no_session(cast, acting, made, journey):
    with acting(cast.dev):
        assert not Session.objects.exists()
