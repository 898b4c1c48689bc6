"""What is typed about a plan outlives a time-out: a stand, an approval, why one closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.registry import form_at
from safehome.plans import actions
from safehome.plans.models import Said
from safehome.vault.keyring import open_family
from tests.factories.families import open_pack_version
from tests.factories.plans import fill, make_in_force, make_line, make_plan


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


def keep(client, made, form, about, **typed):
    address = reverse("drafts:keep", args=[form, made.pk, about])
    assert client.post(address, typed | {"draft_version": 0}).status_code == 200


def page_of(client, address):
    return client.get(address).content.decode()


def test_how_somebody_stands_is_kept_and_their_signature_is_not(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        draft = fill(by, make_plan(by, made), made, stand=False)
    amina, carol = signed_in(cast.amina), made.carers[0]
    there = reverse("plans:stand", args=[draft.pk, carol.pk])
    before = page_of(amina, there)
    keep(
        amina, made, form_at("stand", carol.pk), draft.pk, stand="differs",
        words="Nobody asked me about nights", typed_name="Canary name", read_at="2020-01-01",
    )  # fmt: skip
    page = page_of(amina, there)
    assert "Nobody asked me about nights" in page
    assert "Canary name" not in page
    assert 'value="differs" checked' not in page  # nobody has half agreed
    # What they read is the page as it is now, and not as it was when the words were begun.
    read_at = before.partition('name="read_at" value="')[2].partition('"')[0]
    assert read_at
    assert f'name="read_at" value="{read_at}"' in page
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        make_line(by, draft, "One more line")
    today = timezone.localdate()
    sent = {
        "stand": "differs", "words": "Nobody asked me", "how": "spoken", "read_at": read_at,
        "said_on_day": today.day, "said_on_month": today.month, "said_on_year": today.year,
    }  # fmt: skip
    assert amina.post(there, sent).url == there
    with acting(cast.amina):
        assert not Said.objects.exists()


def test_an_approval_a_close_and_a_withdrawal_keep_their_words(cast, acting, signed_in, made):
    today = timezone.localdate()
    with acting(cast.amina) as by:
        held = make_in_force(by, made)
        draft = make_plan(by, made, setting="school")
        copy = actions.give_copy(
            held, kind="standard", for_role=False, how="in-person", given_on=today,
            expires_on=today + timedelta(days=30), member=made.carers[0].pk, by=by,
        )  # fmt: skip
    ben, amina = signed_in(cast.ben), signed_in(cast.amina)
    for client, form, about, box, there in (
        (ben, "plan-approval", draft.pk, "comment", reverse("plans:approve", args=[draft.pk])),
        (amina, "plan-close", held.plan_id, "because",
         reverse("plans:close", args=[held.plan_id])),
        (amina, "copy-withdrawn", copy.pk, "because",
         reverse("plans:withdraw-copy", args=[copy.pk])),
    ):  # fmt: skip
        keep(client, made, form, about, **{box: f"Begun: {form}"})
        assert f"Begun: {form}" in page_of(client, there), form
