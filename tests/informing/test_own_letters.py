"""The service's own letters, and how it writes: managers say so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from safehome.informing import actions, queries
from safehome.vault.keyring import open_family

LETTER = {"key": "group", "title": "Our evening", "to": "carer", "language": "en",
          "body": "Dear {carer_name}, come on [date]."}  # fmt: skip


@pytest.mark.feature("NEW6")
def test_it_works(cast, acting, signed_in, apart):
    said = signed_in(cast.mo).post(reverse("informing:write-template"), LETTER, follow=True)
    assert "Our evening" in said.content.decode()

    page = signed_in(cast.amina).get(
        reverse("informing:write-to-member", args=[apart.dean.pk]) + "?template=own:group"
    )
    assert "Dear Dean, come on [date]." in page.content.decode()


def test_written_anew_the_newest_holds_and_a_retired_one_is_gone(cast, acting, apart):
    with acting(cast.mo) as by:
        actions.keep_template(**LETTER, by=by)
        actions.keep_template(**LETTER | {"title": "Our morning"}, by=by)
        (only,) = queries.own_templates(by)
        assert only.title == "Our morning"
        actions.retire_template(only, by=by)
        assert not queries.own_templates(by).exists(), "not even the one before it"
        with pytest.raises(PermissionDenied, match="already"):
            actions.retire_template(only, by=by)


def test_others_keep_none(cast, acting):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="service manager"):
        actions.keep_template(**LETTER, by=by)


def test_how_the_service_writes(cast, acting, signed_in, apart):
    given = {"sender": "Bookings", "phone": "01632 960100", "letterhead": "Harbour\n1 Quay",
             "wait_minutes": "5", "every_sessions": "3"}  # fmt: skip
    client = signed_in(cast.mo)
    client.post(reverse("informing:manner"), given)
    refused = client.post(reverse("informing:manner"), given | {"sender": "Harbour families"})
    assert "would tell a stranger too much" in refused.content.decode()

    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        manner = queries.manner_of(by.organisation_id)
        assert (manner.wait_minutes, manner.phone) == (5, "01632 960100")
    page = signed_in(cast.amina).get(
        reverse("informing:write-to-member", args=[apart.dean.pk]) + "?template=pack:missed-session"
    )
    assert "You can call me on 01632 960100" in page.content.decode()


def test_a_letter_that_was_begun_goes_on(cast, acting, signed_in, apart):
    client = signed_in(cast.amina)
    keep = reverse("drafts:keep", kwargs={
        "form": "letter", "family": apart.pk, "about": apart.dean.pk})  # fmt: skip
    typed = {"title": "Half", "body": "Dear Dean, I was", "template": "own:blank"}
    assert client.post(keep, typed | {"draft_version": "0"}).status_code == 200

    there = reverse("informing:write-to-member", args=[apart.dean.pk])
    page = client.get(there + "?template=pack:review").content.decode()
    assert "Dear Dean, I was" in page
    assert "began this letter" in page
    anew = client.get(there + "?template=pack:review&fresh=yes").content.decode()
    assert "Dear Dean, I was" not in anew
    assert 'data-draft-version="1+"' in anew, "what was begun is set aside, and not lost"
