"""Two records of one family, read as one; and as two again."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from safehome.families import actions
from safehome.families.models import Family, Merge
from safehome.families.queries import block_for, family_for
from safehome.families.together import merge_for
from tests.factories.families import make_family


@pytest.fixture
def two(cast, acting):
    """Amina's Marlows, and Noor's Fishers: one family, met twice."""
    with acting(cast.amina) as by:
        kept = make_family(by, cast, name="Marlow")
    with acting(cast.noor) as by:
        folded = make_family(by, cast, name="Fisher", carers=("Dean",), children=("Oscar",))
    return kept.family, folded.family


def merged(acting, person, two):
    with acting(person) as by:
        kept, folded = (family_for(by, one.pk, purpose="test") for one in two)
        return actions.merge_families(kept, folded, because="Same children.", by=by)


@pytest.mark.feature("REF4")
def test_they_are_read_as_one(cast, signed_in, two):
    kept, folded = two
    client = signed_in(cast.mo)
    said = {"other": folded.reference.lower().replace("-", " "), "because": "Same children."}
    assert client.post(f"/families/{kept.pk}/merge/", said).url == f"/families/{kept.pk}/"

    client.get("/")  # where what was just done is said, once
    caseload = client.get("/families/").content.decode()
    assert kept.reference in caseload
    assert folded.reference not in caseload
    assert "Fisher" not in client.get("/families/search/?q=Oscar").content.decode()
    assert "is read with this record" in client.get(f"/families/{kept.pk}/").content.decode()
    assert "Carry on there" in client.get(f"/families/{folded.pk}/").content.decode()
    story = client.get(f"/families/{kept.pk}/chronology/").content.decode()
    assert f"Oscar was added as a child (record {folded.reference})" in story


def test_nobody_sees_more_than_before(cast, acting, signed_in, two):
    kept, folded = two
    merged(acting, cast.priya, two)
    amina, noor = signed_in(cast.amina), signed_in(cast.noor)
    page = amina.get(f"/families/{kept.pk}/chronology/").content.decode()
    assert "Oscar" not in page
    assert "Fisher" not in amina.get(f"/families/{kept.pk}/").content.decode()
    assert amina.get(f"/families/{folded.pk}/").status_code == 404
    # Whoever sees only the folded record keeps it, and learns nothing of the other.
    assert folded.reference in noor.get("/families/").content.decode()
    assert "Oscar" in noor.get("/families/search/?q=Oscar").content.decode()
    theirs = noor.get(f"/families/{folded.pk}/").content.decode()
    assert "Marlow" not in theirs
    assert kept.reference not in theirs


def test_it_is_undone_with_one_press_and_the_history_is_kept(cast, acting, signed_in, two):
    _, folded = two
    merge = merged(acting, cast.mo, two)
    client = signed_in(cast.priya)
    assert client.post(f"/families/merges/{merge.pk}/undo/").status_code == 302
    assert folded.reference in client.get("/families/").content.decode()
    assert client.post(f"/families/merges/{merge.pk}/undo/").status_code == 404
    with acting(cast.mo):
        row = Merge.objects.get()
        assert row.undone_by_id == cast.priya.pk
        assert row.merged_by_id == cast.mo.pk
        assert Family.objects.count() == 2


def test_only_a_manager_or_lead(cast, signed_in, two):
    kept, _ = two
    for person in (cast.amina, cast.ben, cast.rita):
        assert signed_in(person).get(f"/families/{kept.pk}/merge/").status_code == 403
    assert signed_in(cast.dev).get(f"/families/{kept.pk}/merge/").status_code == 404


def test_each_refusal_says_what_to_do(cast, acting, signed_in, two):
    kept, folded = two
    client, there = signed_in(cast.mo), f"/families/{kept.pk}/merge/"
    page = client.post(there, {"other": "AAAA-AAAA", "because": "x"}).content.decode()
    assert "No record that you can see has this reference" in page
    merged(acting, cast.mo, two)
    with acting(cast.mo) as by:
        ours = family_for(by, kept.pk, purpose="test")
        theirs = family_for(by, folded.pk, purpose="test")
        for one, other, words in (
            (ours, ours, "the same record"), (ours, theirs, "Undo that first"),
            (theirs, ours, "Undo that first"),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied, match=words):
                actions.merge_families(one, other, because="x", by=by)


def test_whoever_is_kept_out_of_one_is_kept_out_of_both(cast, making, acting, signed_in, two):
    _, folded = two
    making.block(cast.ben, two[0].pk)
    assert signed_in(cast.ben).get(f"/families/{folded.pk}/").status_code == 200
    merge = merged(acting, cast.priya, two)
    assert signed_in(cast.ben).get(f"/families/{folded.pk}/").status_code == 404
    with acting(cast.mo) as by:
        actions.undo_merge(merge_for(by, merge.pk), by=by)
    assert signed_in(cast.ben).get(f"/families/{folded.pk}/").status_code == 404


def test_a_block_placed_or_lifted_later_is_of_both_records(cast, acting, two):
    kept, folded = two
    merged(acting, cast.priya, two)
    with acting(cast.priya) as by:
        block = actions.block_somebody(
            family_for(by, folded.pk, purpose="test"), person=cast.mo.pk, by=by
        )
    with acting(cast.mo):
        assert not Family.objects.filter(pk__in=(kept.pk, folded.pk)).exists()
    with acting(cast.priya) as by:
        actions.lift_block(block_for(by, block.pk), by=by)
    with acting(cast.mo):
        assert Family.objects.filter(pk__in=(kept.pk, folded.pk)).count() == 2


def test_a_block_is_of_each_record_however_many_there_are(cast, acting, two):
    kept, folded = two
    merged(acting, cast.priya, two)
    with acting(cast.priya) as by:
        third = family_for(by, make_family(by, cast, name="Reed").pk, purpose="test")
        actions.block_somebody(third, person=cast.mo.pk, by=by)
        here = family_for(by, kept.pk, purpose="test")
        actions.merge_families(here, third, because="Theirs, too.", by=by)
    with acting(cast.mo):
        assert not Family.objects.filter(pk__in=(kept.pk, folded.pk, third.pk)).exists()


def test_a_refusal_keeps_what_was_written_on_the_page(cast, acting, signed_in, two):
    kept, folded = two
    client = signed_in(cast.mo)
    page = f"/families/{kept.pk}/merge/"
    said = client.post(page, {"other": kept.reference, "because": "Same children."})
    assert said.status_code == 200
    assert "This is the same record. Give the other one’s reference." in said.text
    assert "Same children." in said.text
    with acting(cast.mo):
        assert not Merge.objects.exists()
    merged(acting, cast.mo, two)
    assert "Undo that first" in client.post(
        page, {"other": folded.reference, "because": "Again."}
    ).text  # fmt: skip
