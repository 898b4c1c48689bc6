"""Keeping what a carer answered: each for themselves, once said never changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.utils import timezone

from safehome.agreements import actions, queries
from safehome.agreements.actions import Asked
from safehome.agreements.models import Agreement
from safehome.agreements.rules import State
from safehome.families.actions import agree_safe_contact
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family

TODAY = timezone.localdate
SIGNED = Asked("You can stop on any day.", how="typed", signature="Carol Marlow")


def keep(carer, by, **changes):
    open_family(carer.family_id, purpose="asking")
    given = {"purpose": "taking-part", "said": "given", "on": TODAY(), "asked": SIGNED}
    return actions.keep_answer(carer, by=by, **given | changes)


@pytest.mark.feature("REF7", "REF12")
def test_it_works(cast, acting, made, superuser):
    carol, dan = made.carers
    with acting(cast.amina) as by:
        kept = keep(carol, by, until=TODAY() + timedelta(days=365))

        assert queries.agreed(made.pk, "taking-part", on=TODAY()) == {carol.pk}
        assert queries.standing_of(dan, "taking-part", on=TODAY()).state is State.NOT_ASKED
        assert Agreement.objects.get().explained == SIGNED.explained
    verbs = superuser.execute("SELECT verb FROM audit_event WHERE about_id = %s", [kept.pk])
    assert verbs.fetchall() == [("agreement.given",)]


def test_words_and_signature_are_sealed(cast, acting, made, superuser):
    with acting(cast.amina) as by:
        keep(made.carers[0], by)
    (row,) = superuser.execute("SELECT explained, signature FROM agreements_agreement").fetchall()
    assert b"Carol" not in bytes(row[1])
    assert b"stop" not in bytes(row[0])


@pytest.mark.feature("REF11")
def test_a_refusal_has_a_reason(cast, acting, made):
    with acting(cast.amina) as by:
        with pytest.raises(PermissionDenied, match="why not"):
            keep(made.carers[0], by, said="refused")
        kept = keep(made.carers[0], by, said="refused", reason="practical", because="The shifts.")
        assert (kept.reason, kept.because) == ("practical", "The shifts.")
        assert kept.until is None


def test_what_holds_is_taken_back_and_not_refused(cast, acting, made):
    with acting(cast.amina) as by:
        keep(made.carers[0], by)
        with pytest.raises(PermissionDenied, match="take it back"):
            keep(made.carers[0], by, said="refused", reason="not-now")


def test_given_again_it_is_renewed(cast, acting, made, superuser):
    carol = made.carers[0]
    with acting(cast.amina) as by:
        make_agreement(carol, by=by, until=TODAY() + timedelta(days=3))
        keep(carol, by, until=TODAY() + timedelta(days=365))
        stands = queries.standing_of(carol, "taking-part", on=TODAY())
        assert stands.since == TODAY() - timedelta(days=365)
        assert Agreement.objects.count() == 2
    assert superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'agreement.renewed'"
    ).fetchone() == (1,)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"on": TODAY() + timedelta(days=1)}, "day to come"),
        ({"until": TODAY() - timedelta(days=1)}, "run out before"),
        ({"asked": Asked("Words.", how="paper")}, "where the paper lies"),
        ({"purpose": "contact"}, "First agree how"),
    ],
)
def test_it_refuses(cast, acting, made, changes, why):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=why):
        keep(made.carers[0], by, **changes)


def test_contact_is_agreed_once_there_is_a_rule(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="agreeing")
        agree_safe_contact(made.carers[0], channel="phone", by=by)
        assert keep(made.carers[0], by, purpose="contact").said == "given"


def test_children_are_not_asked(cast, acting, made):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="asked of carers"):
        keep(made.children[0], by)


def test_a_manager_does_not_write_it(cast, acting, made):
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="work with the family"):
        keep(made.carers[0], by)


def test_no_answer_is_changed_or_removed(cast, acting, made):
    with acting(cast.amina) as by:
        kept = keep(made.carers[0], by)
        for change in (
            lambda: Agreement.objects.filter(pk=kept.pk).update(said="refused"),
            lambda: Agreement.objects.filter(pk=kept.pk).delete(),
        ):
            with pytest.raises(Error, match="permission denied"), transaction.atomic():
                change()


def test_another_organisation_sees_none(cast, acting, made):
    with acting(cast.amina) as by:
        keep(made.carers[0], by)
    with acting(cast.dev) as by:
        assert not Agreement.objects.exists()
        make_family(by, cast, name="Elsewhere")
        assert Agreement.objects.count() == 1


def test_a_day_years_before_the_record_is_refused(cast, acting, made):
    long_ago = TODAY() - timedelta(days=367)
    with acting(cast.amina) as by:
        with pytest.raises(PermissionDenied, match="more than a year before"):
            keep(made.carers[0], by, on=long_ago)
        assert not Agreement.objects.exists()
        keep(made.carers[0], by, on=long_ago + timedelta(days=1))
