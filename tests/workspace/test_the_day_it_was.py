"""The story tells the day on which something happened, and not the day it was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.design.words import short_day
from safehome.journeys.models import Session
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole


@pytest.mark.feature("FAM7")
def test_a_session_stands_on_the_day_it_was_held(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        journey = make_journey(by, made)
        open_family(made.pk, purpose="test")
        held = timezone.localdate() - timedelta(days=5)
        session = sign_whole(sessions_of(journey)[0], by=by, held_on=held)
    page = signed_in(cast.amina).get(reverse("workspace:chronology", args=[made.pk]))
    line = page.content.decode().partition("Session 1 was held")[0].rpartition("<li")[2]
    assert short_day(held) in line
    with acting(cast.amina):
        assert Session.objects.get(pk=session.pk).signed_at.date() != held
