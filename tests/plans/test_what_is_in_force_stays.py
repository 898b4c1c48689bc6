"""What was agreed stays as it was agreed: the actions refuse, and so does the database."""

from __future__ import annotations

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from safehome.plans import actions, queries
from safehome.plans.actions import LineWords
from safehome.plans.actions.agreeing import NotYet
from safehome.plans.models import Gone, Line, Version
from safehome.vault.keyring import open_family
from tests.factories.plans import fill, make_in_force, make_line, make_plan, next_version, sections


def test_it_works(cast, acting, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        assert version.in_force_at is not None
        (standing,) = queries.standings_of(made.pk, by.organisation_id, today=timezone.localdate())
        assert standing.state == "for-now"


def test_a_line_in_force_is_not_rewritten(cast, acting, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        line = Line.objects.filter(version=version).first()
        with pytest.raises(PermissionDenied, match="stays as it was agreed"):
            actions.write_line(
                version, section="SP4", words=LineWords("Otherwise"), children=[], hands={}, by=by
            )
        with pytest.raises(PermissionDenied, match="stays as it was agreed"):
            actions.remove_line(line, because="gone", by=by)


@pytest.mark.fault
def test_the_database_refuses_what_the_actions_would(cast, acting, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        mine = {"organisation_id": by.organisation_id, "version_id": version.pk}
        assert Line.objects.filter(**mine).update(place=9) == 0
        assert Version.objects.filter(pk=version.pk).update(review_on=None) == 0
        with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic():
            Gone.objects.create(
                **mine, family_id=made.pk, root=version.pk, because="", written_by_id=by.pk
            )
        for table in ("plans_line", "plans_voice", "plans_account"):
            refused = pytest.raises((ProgrammingError, DatabaseError))
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE version_id = %s", [version.pk])


@pytest.mark.fault
def test_without_the_policy_it_would_be_rewritten(cast, acting, made, superuser):
    """The teeth: the test above fails when the policy is gone."""
    policy = superuser.execute(
        "SELECT qual FROM pg_policies WHERE tablename = 'plans_line'"
        " AND policyname = 'frozen_update'"
    ).fetchone()
    assert policy is not None
    superuser.execute("DROP POLICY frozen_update ON plans_line")
    try:
        with acting(cast.amina) as by:
            version = make_in_force(by, made)
            assert Line.objects.filter(version=version).update(place=9) > 0
    finally:
        superuser.execute(
            psycopg.sql.SQL(
                "CREATE POLICY frozen_update ON plans_line AS RESTRICTIVE FOR UPDATE USING ({})"
            ).format(psycopg.sql.SQL(policy[0]))
        )


@pytest.mark.feature("PLN1")
def test_it_is_refused_with_everything_that_is_missing(cast, acting, made):
    with acting(cast.amina) as by:
        version = make_plan(by, made)
        make_line(by, version, "No phones upstairs", section="SP7")
        with pytest.raises(NotYet) as refused:
            actions.put_in_force(version, sections=sections(), by=by)
    said = str(refused.value)
    assert "“Supervision” has no line yet" in said
    assert "“No phones upstairs” says what is not done" in said
    assert "Jay’s own voice" in said
    assert "No line is for Mina yet" in said
    assert "The day on which it is looked at again" in said
    assert "How Carol stands to it" in said


@pytest.mark.feature("FID5", "FID6")
def test_a_whole_plan_waits_for_an_approval_that_is_not_ones_own(cast, acting, made):
    with acting(cast.amina) as by:
        version = fill(by, make_plan(by, made), made)
        with pytest.raises(PermissionDenied, match="approved by a supervisor"):
            actions.put_in_force(version, sections=sections(), by=by)
        with pytest.raises(PermissionDenied, match="supervisor or the safeguarding lead"):
            actions.approve_version(version, approved=True, comment="", by=by)
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="approving")
        actions.approve_version(version, approved=True, comment="Clear and kind.", by=by)
        make_line(by, version, "I add a line of my own", section="SP14", children=made.children)
        with pytest.raises(PermissionDenied, match="wrote in this version yourself"):
            actions.approve_version(version, approved=True, comment="", by=by)


@pytest.mark.feature("NEW8")
def test_the_next_version_begins_from_what_is_in_force(cast, acting, made):
    with acting(cast.amina) as by:
        first = make_in_force(by, made)
        second = next_version(by, first)
        old, new = queries.read(first), queries.read(second)
        assert [one.root for one in old.lines] == [one.root for one in new.lines]
        assert {one.text for one in new.lines} == {one.text for one in old.lines}
        assert new.weeks == old.weeks
        assert set(new.voices) == set(old.voices)
        assert not new.said  # nobody's stand is taken over
        with pytest.raises(PermissionDenied, match="written already"):
            next_version(by, first)


def test_another_organisation_sees_none_of_it(cast, acting, made):
    with acting(cast.amina) as by:
        make_in_force(by, made)
    with acting(cast.dev):
        assert not Version.objects.exists()
        assert not Line.objects.exists()
