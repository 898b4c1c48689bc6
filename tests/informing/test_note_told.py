"""The ledger: who was told what, on which ground; and who knows what."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.families.models import FamilyMember
from safehome.informing import actions, queries
from safehome.informing.models import Told
from safehome.informing.rules import Way
from safehome.referrals.actions import tell_referrer
from safehome.referrals.models import Referral
from safehome.vault.keyring import open_family
from tests.factories.referrals import make_waiting


def agree(by, apart, purpose="sharing-explained", said="given", **more):
    return Agreement.objects.create(
        organisation_id=by.organisation_id, family=apart.family, carer=apart.carol,
        purpose=purpose, said=said, how="spoken", said_on=timezone.localdate(),
        written_by_id=by.pk, **more,
    )  # fmt: skip


def tell(by, apart, **more):
    facts = {"matter": "plan", "words": "Their part of it.", "on": timezone.localdate(),
             "how": "phone", "basis": "safeguarding"}  # fmt: skip
    return actions.note_told(apart.family, by=by, **facts | more)


@pytest.mark.feature("NEW6")
def test_it_works(cast, acting, apart):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        agreement = agree(by, apart)
        tell(by, apart, professional=apart.pat, basis="agreed", agreement=agreement)
        (line,) = queries.ledger_of(apart.family)
        assert (line.who, line.what, line.how) == (
            "Pat Quinlan", "The safety plan, or their part of it", "Telephone",
        )  # fmt: skip
        assert line.basis.startswith("They agreed: Carol")


@pytest.mark.parametrize("gone", ["withdrawn", "run out", "none"])
def test_without_the_agreement_in_force_nobody_is_told_on_it(cast, acting, apart, gone):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        ended = timezone.localdate() - timedelta(days=1)
        agreement = agree(by, apart, until=ended if gone == "run out" else None)
        if gone == "withdrawn":
            agree(by, apart, said="withdrawn")
        with pytest.raises(PermissionDenied, match="agreement"):
            tell(by, apart, professional=apart.pat, basis="agreed",
                 agreement=None if gone == "none" else agreement)  # fmt: skip
        assert not Told.objects.exists()


@pytest.mark.feature("REF13")
def test_the_referrer_only_on_the_agreement_about_the_referrer(cast, acting, apart):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        other, right = agree(by, apart), agree(by, apart, "tell-referrer")
        with pytest.raises(PermissionDenied, match="about something else"):
            tell(by, apart, basis="agreed", agreement=other)
        assert tell(by, apart, basis="agreed", agreement=right).referrer


def test_not_for_a_day_to_come_and_not_with_a_hidden_address(cast, acting, apart):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="has not come yet"):
            tell(by, apart, member=apart.dean, on=timezone.localdate() + timedelta(days=1))
        with pytest.raises(PermissionDenied, match="where a home is"):
            tell(by, apart, professional=apart.pat, words="She lives in Invented Street.")


@pytest.mark.parametrize("who", ["mo", "rita"])
def test_others_write_nothing(cast, acting, apart, who):
    with acting(getattr(cast, who)) as by:
        open_family(apart.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="Only those who work with the family"):
            tell(by, apart, member=apart.dean)
        with pytest.raises(PermissionDenied, match="Only those who work with the family"):
            actions.note_knowing(apart.family, matter="plan", knows="knows", by=by)


@pytest.mark.feature("NEW18")
def test_who_knows_goes_round_and_the_newest_holds(cast, acting, apart, signed_in):
    client = signed_in(cast.amina)
    there = reverse("informing:change-knowing", args=[apart.pk])
    for knows in ("knows", "must-not"):
        client.post(there, {"who": str(apart.dean.pk), "matter": "plan", "knows": knows})
    page = client.get(reverse("workspace:informed", args=[apart.pk])).content.decode()
    assert "Dean, plan: must not be told. Change to knows" in page


@pytest.mark.parametrize(
    ("known", "stops", "words"),
    [
        ({"carol": "not"}, [False], "does not know yet"),
        ({"carol": "must-not"}, [True], "must not be told"),
        ({"jay": "must-not"}, [False], "lives with Carol"),
        ({"dean": "must-not"}, [], ""),
        ({"carol": "knows"}, [], ""),
    ],
)
def test_a_letter_warns_of_them_and_of_those_at_home(cast, acting, apart, known, stops, words):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        jay = apart.made.children[0]
        jay.household = apart.hers
        jay.save()
        people = {"carol": apart.carol, "dean": apart.dean, "jay": jay}
        for name, knows in known.items():
            actions.note_knowing(
                apart.family, matter="concern", knows=knows, member=people[name], by=by
            )
        found = queries.warnings_for(
            queries.map_of(apart.family), recipient=apart.carol.pk, matter="concern"
        )
        assert [one.stops for one in found] == stops
        assert all(words in one.words for one in found)


def test_a_hidden_person_is_in_no_map_for_others(cast, acting, apart, superuser):
    superuser.execute(
        "INSERT INTO families_restriction (id, organisation_id, family_id, member_id, readers,"
        " because, placed_at, placed_by_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, '', now(),"
        " %s)",
        [cast.harbour.pk, apart.pk, apart.dean.pk, [cast.priya.pk], cast.priya.pk],
    )  # fmt: skip
    for person, sees in ((cast.amina, False), (cast.priya, True)):
        with acting(person):
            open_family(apart.pk, purpose="test")
            names = {row.name for row in queries.map_of(apart.family).rows}
            assert ("Dean" in names) is sees


@pytest.mark.feature("REF13")
def test_what_the_referrer_read_at_the_front_door_counts(cast, acting, superuser):
    with acting(cast.priya) as by:
        family = make_waiting(by, cast.team.pk)
    superuser.execute("DELETE FROM referrals_whatbecame")

    def page():
        open_family(family.pk, purpose="test")
        carers = FamilyMember.objects.filter(family=family, is_child=False)
        for carer in carers:
            Agreement.objects.create(
                organisation_id=by.organisation_id, family=family, carer=carer, how="spoken",
                purpose="tell-referrer", said="given", said_on=timezone.localdate(),
                written_by_id=by.pk,
            )  # fmt: skip
        owed = queries.owed_in(family, [], way=Way(), in_sessions=[])
        return {one.matter for one in owed}, [one.words for one in queries.ledger_of(family)]

    with acting(cast.priya) as by:
        assert page() == ({"referral"}, [])
        referral = Referral.objects.get(became=family)
        tell_referrer(referral, "waiting", by=by)
        assert page() == (set(), ["The family is on the waiting list"])


def test_after_a_tap_the_keyboard_is_where_it_was(cast, apart, signed_in):
    browser = signed_in(cast.amina)
    page = browser.get(f"/families/{apart.pk}/informed/").text
    box = r'name="who" value="([^"]+)"><input type="hidden" name="matter" value="progress"'
    who = re.search(box, page)[1]
    knows = re.search(r'name="knows" value="([^"]+)"', page)[1]

    pressed = {"who": who, "matter": "progress", "knows": knows}
    answer = browser.post(f"/informing/families/{apart.pk}/knowing/", pressed)

    assert answer.headers["Location"] == f"/families/{apart.pk}/informed/#knows-{who}-progress"
    assert f'id="knows-{who}-progress"' in page
