"""A manager lets sessions begin without a plan for now, until a day, and takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from safehome.plans import actions, queries
from safehome.plans.models import Exemption
from safehome.vault.keyring import open_family
from tests.factories.plans import make_exemption
from tests.plans.test_pages import days, text_of


def holds(made, by, *, ahead=0):
    on = timezone.localdate() + timedelta(days=ahead)
    return queries.exemption_that_holds(made.pk, by.organisation_id, on=on) is not None


@pytest.mark.feature("PLN1")
def test_a_manager_writes_it_everybody_reads_it_and_it_is_taken_back(cast, acting, signed_in, made):
    mo, amina = signed_in(cast.mo), signed_in(cast.amina)
    until = timezone.localdate() + timedelta(days=7)
    page = reverse("plans:exempt", args=[made.pk])
    assert "Let sessions begin without a plan" in text_of(mo, "plans:exemptions", made.pk)
    said = {"because": "They moved to Nan’s last night"} | days("until", until)
    assert mo.post(page, said).status_code == 302
    assert "They moved to Nan’s last night" in text_of(amina, "workspace:plans", made.pk)
    assert "Take it back now" not in text_of(amina, "plans:exemptions", made.pk)
    assert "Take it back now" in text_of(mo, "plans:exemptions", made.pk)
    with acting(cast.amina) as by:
        assert holds(made, by)
        assert holds(made, by, ahead=7)
        assert not holds(made, by, ahead=8)
        one = Exemption.objects.get()
    mo.post(reverse("plans:end-exemption", args=[one.pk]))
    assert "Taken back" in text_of(amina, "plans:exemptions", made.pk)
    with acting(cast.amina) as by:
        assert not holds(made, by)


def test_it_says_why_and_is_not_for_ever(cast, signed_in, made):
    mo = signed_in(cast.mo)
    page = reverse("plans:exempt", args=[made.pk])
    assert "Write why" in mo.post(page, {}).content.decode()
    for ahead in (-1, 29):
        until = timezone.localdate() + timedelta(days=ahead)
        asked = mo.post(page, {"because": "Because"} | days("until", until))
        assert "at most 28 days away" in asked.content.decode()


def test_one_at_a_time(cast, acting, signed_in, made):
    with acting(cast.mo) as by:
        make_exemption(by, made)
        with pytest.raises(PermissionDenied, match="End that first"):
            make_exemption(by, made)
    assert signed_in(cast.mo).get(reverse("plans:exempt", args=[made.pk])).status_code == 302


@pytest.mark.fault
def test_who_works_with_the_family_does_not_write_or_end_it(cast, acting, made):
    with acting(cast.mo) as by:
        one = make_exemption(by, made)
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="A manager or the safeguarding lead"):
            make_exemption(by, made)
        with pytest.raises(PermissionDenied, match="A manager or the safeguarding lead"):
            actions.end_exemption(one, by=by)
        assert holds(made, by)


@pytest.mark.fault
def test_the_database_keeps_what_was_written(cast, acting, made):
    with acting(cast.mo) as by:
        one = make_exemption(by, made)
        later = timezone.localdate() + timedelta(days=300)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Exemption.objects.filter(pk=one.pk).update(until=later)
        actions.end_exemption(one, by=by)
        with pytest.raises(PermissionDenied, match="holds no longer"):
            actions.end_exemption(one, by=by)


def test_another_organisation_sees_none_of_it(cast, acting, signed_in, made):
    with acting(cast.mo) as by:
        one = make_exemption(by, made)
    dev = signed_in(cast.dev)
    assert dev.get(reverse("plans:exemptions", args=[made.pk])).status_code == 404
    assert dev.post(reverse("plans:end-exemption", args=[one.pk])).status_code in (403, 404)
    with acting(cast.dev):
        assert not Exemption.objects.exists()
