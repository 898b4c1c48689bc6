"""Feedback goes to supervision first: the database keeps it from whoever it is about."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from safehome.families import actions as families
from safehome.families.models import Family
from safehome.kit.records import insert_together
from safehome.measures import actions, queries
from safehome.measures.models import (
    Answers,
    AnswerWords,
    CheckInAsked,
    ForSupervision,
    SupervisionFirst,
)
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole
from tests.factories.links import Carer, make_private_link

WORDS = "Canary: I was not heard today."
GIVEN = ["1", "2", "1", "0", WORDS]


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        journey = make_journey(by, make_family(by, cast))
        sign_whole(sessions_of(journey)[0], by=by)
    with acting(cast.ben) as by:
        open_family(journey.family_id, purpose="test")
        actions.keep_for_supervision(
            journey.family, journey=journey.pk, about=journey.lead_id, by=by
        )
    return journey


def answered(cast, acting, journey, *, mode="link"):
    """Carol's feedback after session 1, by a private link; taken in by whom it is about."""
    with acting(cast.amina) as by:
        made = make_private_link(by, journey, "feedback", point="session-1")
    carol = Carer(made)
    carol.begins()
    carol.answers_all(GIVEN)
    carol.sends()
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        actions.take_in(made.link, by=by)
    return carol


@pytest.fixture
def kept(cast, acting, journey):
    answered(cast, acting, journey)
    with acting(cast.ben):
        return ForSupervision.objects.get()


def pages_of(client, journey, kept):
    family = journey.family_id
    paths = (
        f"/journeys/{journey.pk}/answers/", f"/journeys/feedback/{kept.pk}/", "/",
        f"/journeys/{journey.pk}/answers/{kept.carer_id}/", f"/families/{family}/measures/",
        f"/families/{family}/", f"/families/{family}/chronology/", f"/journeys/{journey.pk}/",
        f"/families/search/?q={WORDS[:12]}",
    )  # fmt: skip
    answers = [client.get(path) for path in paths]
    assert {one.status_code for one in answers} == {200}
    return [one.text for one in answers]


@pytest.mark.feature("MEA7")
def test_it_works(cast, acting, signed_in, journey, kept):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    address = f"/journeys/feedback/{kept.pk}/"
    for page in pages_of(amina, journey, kept):
        assert WORDS not in page
    assert "Answered, for supervision" in amina.get(f"/journeys/{journey.pk}/answers/").text
    assert "read in supervision first" in amina.get(address).text
    assert "Not asked" not in amina.get(address).text

    read = ben.get(address).text
    assert WORDS in read
    assert "Today I felt heard." in read
    assert amina.post(f"{address}open/").status_code == 403
    assert "can read it now" in ben.post(f"{address}open/", follow=True).text

    read = amina.get(address).text
    assert WORDS in read
    assert "Talked about in supervision on" in read
    assert "Ben" in read
    assert WORDS in amina.get(f"/families/{journey.family_id}/measures/").text
    # Once: whoever presses after a colleague is told how it is, and nothing is written anew.
    with acting(cast.ben):
        first = ForSupervision.objects.get()
    assert signed_in(cast.priya).post(f"{address}open/").status_code == 302
    with acting(cast.ben):
        again = ForSupervision.objects.get()
    assert (again.opened_at, again.opened_by_id) == (first.opened_at, cast.ben.pk)


def read_as(acting, who, journey):
    """What the database gives somebody, asked plainly."""
    with acting(who), connection.cursor() as cursor:
        open_family(journey.family_id, purpose="test")
        found = []
        for question in (
            "SELECT count(*) FROM measures_answers WHERE questionnaire = 'feedback'",
            "SELECT count(*) FROM measures_answerwords",
            "SELECT count(*) FROM measures_forsupervision",
        ):
            cursor.execute(question)
            found.append(cursor.fetchone()[0])
        return found


def test_the_database_keeps_it_from_whoever_it_is_about(cast, acting, journey, kept):
    assert read_as(acting, cast.amina, journey) == [0, 0, 1]
    assert read_as(acting, cast.ben, journey) == [1, 1, 1]
    assert read_as(acting, cast.priya, journey) == [1, 1, 1]
    assert read_as(acting, cast.rita, journey) == [1, 1, 1]
    assert read_as(acting, cast.noor, journey) == [0, 0, 0]
    assert read_as(acting, cast.dev, journey) == [0, 0, 0]
    with acting(cast.mo) as by:
        open_family(journey.family_id, purpose="test")
        families.assign_family(
            Family.objects.get(pk=journey.family_id), person=cast.noor.pk, by=by, leads=False
        )
    assert read_as(acting, cast.noor, journey) == [0, 0, 1], "nor a colleague beside them"


def test_the_policies_are_what_keeps_it(cast, acting, journey, kept, superuser):
    """Taken away, one after the other: then it would be read."""
    superuser.execute("DROP POLICY supervision_first ON measures_answers")
    try:
        assert read_as(acting, cast.amina, journey)[:2] == [1, 1]
    finally:
        restore(superuser)
    assert read_as(acting, cast.amina, journey)[:2] == [0, 0]


def restore(superuser):
    from importlib import import_module

    made = import_module("safehome.measures.migrations.0015_row_security_of_feedback").HIDES
    statement = made.split("CREATE POLICY supervision_first")[1].split(";")[0]
    superuser.execute(f"CREATE POLICY supervision_first{statement}")


def test_whoever_it_is_about_cannot_open_it_in_the_database(cast, acting, journey, kept):
    for statement in (
        "UPDATE measures_forsupervision SET opened_at = now(), opened_by_id = ctx.person()",
        "UPDATE measures_forsupervision SET opened_at = now(), opened_by_id = set_by_id"
        " FROM measures_supervisionfirst",
    ):
        with acting(cast.amina), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 0
    for statement in (
        "UPDATE measures_supervisionfirst SET ended_at = now(), ended_by_id = ctx.person()",
    ):
        with acting(cast.amina), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 0
    with acting(cast.amina), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM measures_forsupervision")
    with acting(cast.ben), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        ForSupervision.objects.update(opened_at=timezone.now(), opened_by=cast.amina.pk)
    with (
        acting(cast.ben),
        pytest.raises(DatabaseError, match="stays what it is"),
        transaction.atomic(),
    ):
        ForSupervision.objects.update(
            opened_at=timezone.now(), opened_by=cast.ben.pk, about=cast.ben.pk
        )


def test_a_supervisor_who_leads_the_journey_is_kept_from_it_too(cast, acting, making):
    making.accreditation(cast.ben)
    with acting(cast.ben) as by:
        made = make_family(by, cast, name="Okafor")
        journey = make_journey(by, made)
        open_family(made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="one’s own work"):
            actions.keep_for_supervision(made.family, journey=journey.pk, about=by.pk, by=by)
        with pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            SupervisionFirst.objects.create(
                organisation_id=by.organisation_id, family=made.family, journey_id=journey.pk,
                about_id=by.pk, set_by_id=by.pk,
            )  # fmt: skip


def test_they_do_not_ask_it_themselves(cast, acting, signed_in, journey):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    carer = queries_carer(acting, cast, journey)
    address = f"/journeys/{journey.pk}/answers/{carer.pk}/session-1/feedback/"
    page = amina.get(address)
    assert page.status_code == 403
    assert "closed envelope" in page.text
    form = ben.get(address).text
    assert "Filled in on screen, together" not in form
    assert "data-draft-url" not in form, "what is typed is kept where a colleague would read it"
    today = timezone.localdate()
    ben.post(address, {
        "mode": "paper", "help": "none", "given_on_day": today.day, "given_on_month": today.month,
        "given_on_year": today.year, "f1": "1", "f2": "1", "f3": "1", "f4": "1", "o1": WORDS,
    })  # fmt: skip
    assert read_as(acting, cast.amina, journey) == [0, 0, 1]
    assert read_as(acting, cast.ben, journey) == [1, 1, 1]
    again = ben.get(address, follow=True).text
    assert "already answered" in again


def queries_carer(acting, cast, journey):
    with acting(cast.amina):
        return journey.carers.select_related("carer").get().carer


def test_entered_by_themselves_the_database_refuses(cast, acting, journey):
    carer = queries_carer(acting, cast, journey)
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        asked = pack_of(journey.pack_version).questionnaire("feedback")
        facts = {
            "journey": journey.pk, "pack_version": journey.pack_version, "point": "session-1",
            "on": timezone.localdate(), "by": by,
        }  # fmt: skip
        given = {"f1": 1, "f2": 1, "f3": 1, "f4": 1}
        with pytest.raises(PermissionDenied, match="supervision first"):
            actions.give_answers(carer, asked, given, mode="paper", **facts)
        row = Answers(
            organisation_id=by.organisation_id, family_id=journey.family_id, carer=carer,
            journey_id=journey.pk, pack_version=journey.pack_version, questionnaire="feedback",
            point="session-1", mode="paper", given_on=timezone.localdate(), given={}, scores={},
            entered_by_id=by.pk, kept_from_id=by.pk,
        )  # fmt: skip
        with (
            pytest.raises(DatabaseError, match="entered_by_another"),
            transaction.atomic(),
        ):
            insert_together([row])


def test_what_the_carer_was_promised_holds(cast, acting, journey, superuser):
    """Promised by the link, and read at once again before it was sent: it stays kept."""
    with acting(cast.amina) as by:
        made = make_private_link(by, journey, "feedback", point="session-1")
    carol = Carer(made)
    carol.begins()
    assert "supervisor" in carol.browser.get("/page/line/1/").text
    with acting(cast.ben) as by:
        open_family(journey.family_id, purpose="test")
        actions.stop_keeping(queries.first_in(journey.pk, by.organisation_id), by=by)
    carol.answers_all(GIVEN)
    assert "only after their supervisor" in carol.browser.get("/page/check/").text
    carol.sends()
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        actions.take_in(made.link, by=by)
    assert read_as(acting, cast.amina, journey) == [0, 0, 1]


def test_it_counts_as_answered_and_other_questions_are_read_at_once(cast, acting, journey, kept):
    from safehome.journeys.queries.asking import to_ask_in

    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        journey.refresh_from_db()
        (carol,) = to_ask_in(journey)
        states = {(one.questionnaire, one.point): one.state for one in carol.all}
        assert states["feedback", "session-1"] == "answered"
        made = make_private_link(by, journey)
    carer = Carer(made)
    carer.begins()
    carer.answers_all(["5"] * 12)
    carer.sends()
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        actions.take_in(made.link, by=by)
        assert Answers.objects.get().questionnaire == "kuc"


def test_the_services_counts_are_the_same_for_both(cast, acting, journey, superuser):
    """The owner counts all; who asks makes no difference."""
    carer = queries_carer(acting, cast, journey)
    row = superuser.execute("SELECT pack_version_id FROM journeys_journey").fetchone()
    for point in ("baseline", "end"):
        superuser.execute(
            "INSERT INTO measures_answers (id, organisation_id, family_id, carer_id, journey_id,"
            " pack_version_id, questionnaire, point, mode, given_on, given, scores, entered_at,"
            " entered_by_id, kept_from_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s,"
            " 'support-challenge', %s, 'link', now(), '{}', '{\"support\": 4}', now(), %s, %s)",
            [journey.organisation_id, journey.family_id, carer.pk, journey.pk, row[0], point,
             journey.lead_id, journey.lead_id],
        )  # fmt: skip

    def counted(who):
        with acting(who), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ctx.count_outcomes('end')")
            return sorted(map(str, cursor.fetchall()))

    assert counted(cast.amina) == counted(cast.ben)
    assert any("support-challenge" in one for one in counted(cast.ben))


def test_whoever_decides_it_and_nobody_else(cast, acting, signed_in, journey):
    address = f"/journeys/{journey.pk}/answers/supervision/"
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    assert amina.post(address, {"act": "stop"}).status_code == 403
    assert "read at once" in ben.post(address, {"act": "stop"}, follow=True).text
    with acting(cast.ben):
        assert SupervisionFirst.objects.get().ended_by_id == cast.ben.pk
    assert "supervision first" in ben.post(address, {"act": "keep"}, follow=True).text
    asked = amina.get(reverse("measures:ask", args=[journey.pk])).text
    assert "goes to supervision first" in asked


def test_words_without_their_answers_are_not_shown(cast, acting, journey, kept, superuser):
    with acting(cast.amina):
        open_family(journey.family_id, purpose="test")
        assert not AnswerWords.objects.exists()


def test_that_somebody_is_asked_to_check_in_is_kept_with_it(cast, acting, journey, kept):
    """It would say that the answers were low."""
    with acting(cast.ben) as by:
        CheckInAsked.objects.create(
            organisation_id=by.organisation_id, family_id=journey.family_id,
            answers_id=kept.answers_id, carer_id=kept.carer_id, of="total",
        )  # fmt: skip
        assert CheckInAsked.objects.count() == 1
    with acting(cast.amina):
        assert not CheckInAsked.objects.exists()
