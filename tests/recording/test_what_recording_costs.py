"""How many boxes, where they are used, and minutes of nobody in particular."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from safehome.drafts.actions import save_draft
from safehome.journeys import uses
from safehome.kit import boxes
from safehome.people.models import Role
from safehome.recording import queries
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_family,
    make_journey,
    open_pack_version,
    sessions_of,
    sign_whole,
)

PAGE = reverse("recording:cost")


def test_each_session_says_how_much_it_asks(cast, signed_in):
    open_pack_version()
    page = signed_in(cast.mo).get(PAGE).text
    assert "too few to say" in page
    assert "13. " in page
    assert "the report: attendance" in page
    assert "Only read again on the session’s own page:" in page
    assert "Used nowhere:" not in page
    assert signed_in(cast.amina).get(PAGE).status_code == 403
    assert "No programme is in force" not in page


def test_what_must_be_filled_follows_the_rules():
    """The rules that refuse to sign are asked, not a list beside them."""
    required = uses.required_in_record()
    assert {"held_on", "attendance_", "line_", "next_step", "rating_"} <= required
    assert not required & {"worries", "support_challenge_note", "setting", "without_"}
    assert uses.must_be_filled(5) - uses.must_be_filled(3) == 2


def test_a_box_that_is_used_nowhere_is_listed(cast, signed_in, monkeypatch):
    held = {**uses.RECORD, "worries": replace(uses.RECORD["worries"], uses=())}
    monkeypatch.setitem(uses.FORMS, "RecordForm", held)
    page = signed_in(cast.mo).get(PAGE).text
    assert "<strong>Used nowhere:</strong> Anything that worries you?" in page


@pytest.mark.feature("NEW31")
def test_plans_and_referrals_stand_there_too(cast, signed_in):
    open_pack_version()
    page = signed_in(cast.mo).get(PAGE).text
    for told in (
        "A line of a plan",
        "How sure are we that we can keep to it?",
        "A child’s voice",
        "A referral: reaching a carer",
        "Opening the family’s record",
        "the list of referrals",
        "Only read again on the referral’s own page:",
    ):
        assert told in page


def write(acting, cast, who, family, minutes, superuser):
    """Somebody records a first session: kept again and again, left alone, and signed."""
    with acting(who) as by:
        made = make_family(by, cast, name=f"Marlow {family}")
        session = sessions_of(make_journey(by, made))[0]
    with acting(who) as by:
        open_family(made.pk, purpose="recording a session")
        for seen in range(minutes):
            save_draft(
                "session-record", session.pk, family=session.journey.family,
                body={"next_step": str(seen)}, seen=seen, by=by,
            )  # fmt: skip
    with acting(who) as by:
        open_family(made.pk, purpose="recording a session")
        sign_whole(session, by=by)
    # A minute from one to the next, and a night before the last.
    superuser.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    (now,) = superuser.execute(
        "SELECT signed_at FROM journeys_session WHERE id = %s", [session.pk]
    ).fetchone()
    rows = superuser.execute(
        "SELECT sequence FROM audit_event WHERE family_id = %s AND (verb, purpose) IN"
        " (('family.opened', 'recording a session'), ('draft.saved', 'session-record'))"
        " ORDER BY sequence", [made.pk],
    ).fetchall()  # fmt: skip
    for place, (sequence,) in enumerate(reversed(rows)):
        back = timedelta(minutes=place) + (timedelta(hours=9) if place else timedelta())
        superuser.execute(
            "UPDATE audit_event SET at = %s WHERE sequence = %s AND organisation_id = %s",
            [now - back, sequence, cast.harbour.pk],
        )
    superuser.execute("ALTER TABLE audit_event ENABLE TRIGGER ALL")


def medians(acting, who):
    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.median_minutes()")
        return cursor.fetchall()


@pytest.mark.feature("NEW31")
def test_minutes_are_a_median_of_enough_records_by_enough_people(
    cast, making, acting, superuser, signed_in
):
    open_pack_version()
    third = making.person("Third Writer", cast.harbour, Role.PRACTITIONER, team=cast.team)
    making.accreditation(third)
    for family in range(9):
        who = (cast.amina, cast.noor)[family % 2]
        write(acting, cast, who, family, 4, superuser)
    assert medians(acting, cast.mo) == []  # nine, by two
    write(acting, cast, cast.amina, 9, 4, superuser)
    assert medians(acting, cast.mo) == []  # ten, by two
    write(acting, cast, third, 10, 8, superuser)

    ((session, records, minutes),) = medians(acting, cast.mo)
    assert (session, records) == (1, 11)
    assert minutes == 4  # a minute before the first kept, three between; the night is cut out
    assert "the median of 11 records" in signed_in(cast.mo).get(PAGE).text
    assert medians(acting, cast.amina) == []  # a practitioner has no figure
    assert medians(acting, cast.dev) == []  # nor has another organisation


def test_the_examples_are_true():
    assert doctest.testmod(boxes).attempted
    assert doctest.testmod(boxes).failed == 0
    assert doctest.testmod(queries).failed == 0
