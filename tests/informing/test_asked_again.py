"""A letter by mail is asked about again at the moment it goes: it may have waited for days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement, Resolution
from safehome.entries.models import Flag
from safehome.families import actions as families
from safehome.families.queries import family_for
from safehome.informing import actions, queries
from safehome.informing.models import Letter, Told
from safehome.notices import sending
from safehome.notices.models import Held, Notice
from safehome.notices.queries import did_not_go
from safehome.vault.keyring import open_family
from tests.factories.families import make_family
from tests.informing.test_no_wrong_recipient import see
from tests.informing.test_note_told import agree
from tests.informing.test_write_letter import act, flag, time_passes, write
from tests.notices.test_cut_short import LATER, Killed


def held(acting, cast, letter):
    with acting(cast.amina):
        return Notice.objects.get(pk=Letter.objects.get(pk=letter.pk).notice_id).held_because


def agreement(acting, cast, apart, said="given"):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        return agree(by, apart, said=said)


@pytest.mark.feature("NEW6")
def test_it_works(cast, acting, apart, superuser, send, posted):
    ground = agreement(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", "email", basis="agreed", agreement=ground)
    time_passes(superuser, letter)
    assert send() == {"sent": 1}


@pytest.mark.feature("NEW6")
@pytest.mark.parametrize("since", ["from dean", "from all"])
def test_a_home_hidden_since_holds_it_until_somebody_has_looked(
    cast, acting, apart, superuser, send, posted, signed_in, since
):
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        see(apart, "from nobody")
    letter = write(acting, cast.amina, apart, "pat", "email")
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        see(apart, since)
    time_passes(superuser, letter)

    assert send() == {"held": 1}
    assert held(acting, cast, letter) == Held.HOME
    assert posted.raw == []
    client = signed_in(cast.amina)
    page = client.get(reverse("informing:letter", args=[letter.pk])).content.decode()
    assert "a home was hidden since" in page
    client.post(reverse("informing:let-go", args=[letter.pk]))
    assert send() == {"sent": 1}
    with acting(cast.amina) as by:
        assert not did_not_go(by).exists()


def test_with_that_home_in_its_words_it_never_goes(cast, acting, apart, superuser, send, posted):
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        see(apart, "from nobody")
    letter = write(acting, cast.amina, apart, "pat", "email", body="At 12 Invented Street.")
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        see(apart, "from all")
    time_passes(superuser, letter)

    assert send() == {"held": 1}
    with pytest.raises(PermissionDenied, match="hidden since"):
        act(acting, cast.amina, actions.let_go, letter)
    assert posted.raw == []


@pytest.mark.parametrize("channel", ["email", "post"])
def test_an_agreement_taken_back_since_holds_it(
    cast, acting, apart, superuser, send, posted, channel
):
    ground = agreement(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", channel, basis="agreed", agreement=ground)
    agreement(acting, cast, apart, "withdrawn")
    time_passes(superuser, letter)

    if channel == "email":
        assert send() == {"held": 1}
        assert held(acting, cast, letter) == Held.GROUND
    again = actions.let_go if channel == "email" else actions.note_sent
    with pytest.raises(PermissionDenied, match="not in force"):
        act(acting, cast.amina, again, letter)


@pytest.mark.parametrize("channel", ["email", "post"])
def test_what_they_must_not_be_told_by_now_holds_it(
    cast, acting, apart, superuser, send, posted, channel
):
    letter = write(acting, cast.amina, apart, "pat", channel)
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        for knows in ("knows", "must-not"):
            actions.note_knowing(
                apart.family, matter="progress", knows=knows, professional=apart.pat, by=by
            )
    time_passes(superuser, letter)

    if channel == "email":
        assert send() == {"held": 1}
        assert held(acting, cast, letter) == Held.TOLD
    again = actions.let_go if channel == "email" else actions.note_sent
    with pytest.raises(PermissionDenied, match="must not be told"):
        act(acting, cast.amina, again, letter)


@pytest.mark.parametrize("channel", ["email", "post"])
def test_a_warning_that_slipped_past_the_database_holds_it_too(
    cast, acting, apart, superuser, send, posted, channel
):
    """Raised at the very moment when the letter was written, so that neither saw the other."""
    letter = write(acting, cast.amina, apart, "pat", channel)
    superuser.execute("ALTER TABLE entries_flag DISABLE TRIGGER holds_letters")
    flag(acting, cast, apart)
    superuser.execute("ALTER TABLE entries_flag ENABLE TRIGGER holds_letters")
    time_passes(superuser, letter)

    if channel == "email":
        assert send() == {"held": 1}
        assert held(acting, cast, letter) == Held.SECOND
    else:
        with pytest.raises(PermissionDenied, match="second person"):
            act(acting, cast.amina, actions.note_sent, letter)
    act(acting, cast.ben, actions.check_letter, letter)
    time_passes(superuser, letter)
    if channel == "email":
        assert send() == {"sent": 1}
        with acting(cast.amina) as by:
            assert not did_not_go(by).exists(), "the one that was held is set aside"


def test_a_second_person_lets_nothing_go_that_no_longer_holds(cast, acting, apart, superuser):
    flag(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", "email")
    superuser.execute("UPDATE network_professional SET confirmed_at = NULL, confirmed_by_id = NULL")
    with pytest.raises(PermissionDenied, match="not confirmed"):
        act(acting, cast.ben, actions.check_letter, letter)


def test_a_flag_nobody_else_may_see_holds_it_as_well(cast, acting, apart, superuser, send, posted):
    letter = write(acting, cast.amina, apart, "pat", "email")
    child = apart.made.children[0]
    with acting(cast.priya) as by:
        open_family(apart.pk, purpose="test")
        Flag.objects.create(
            organisation_id=by.organisation_id, family=apart.family, kind="whereabouts",
            words="Take care.", needs_second_person=True, raised_by_id=by.pk, about=child,
            review_on=timezone.localdate(),
        )  # fmt: skip
    superuser.execute(
        "INSERT INTO families_restriction (id, organisation_id, family_id, member_id, readers,"
        " because, placed_at, placed_by_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, '',"
        " now(), %s)",
        [cast.harbour.pk, apart.pk, child.pk, [cast.priya.pk], cast.priya.pk],
    )  # fmt: skip
    time_passes(superuser, letter)
    assert send() == {}
    assert posted.raw == []
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        assert Letter.objects.get(pk=letter.pk).needs_second_person


@pytest.mark.fault
def test_a_letter_that_may_have_gone_is_settled_by_a_person(
    cast, acting, apart, superuser, send, posted, signed_in, monkeypatch
):
    letter = write(acting, cast.amina, apart, "pat", "email")
    time_passes(superuser, letter)
    hand_over = sending._hand_over

    def then_die(notice):
        hand_over(notice)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_hand_over", then_die)
        with pytest.raises(Killed):
            send()
    flag(acting, cast, apart)  # too late for a carrier that has it: it stays unclear
    assert send(timezone.now() + LATER) == {"held": 1}
    assert len(posted.mails) == 1
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        assert not Told.objects.exists()
    client = signed_in(cast.amina)
    page = client.get(reverse("informing:letter", args=[letter.pk])).content.decode()
    assert "It may have gone" in page
    assert "let it go" not in page

    client.post(reverse("informing:note-arrived", args=[letter.pk]))

    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        assert Told.objects.get().professional_id == apart.pat.pk
        assert Letter.objects.get(pk=letter.pk).sent_at is not None
    with pytest.raises(PermissionDenied, match="It has gone"):
        act(acting, cast.amina, actions.recall_letter, letter)


def read_with_another(cast, acting, apart) -> None:
    """Another record of this family, with a hidden home in it: neither Amina nor Ben sees it."""
    with acting(cast.priya) as by:
        other = make_family(by, cast, name="Fisher", carers=("Carole",), team=cast.other_team.pk)
        families.add_household(
            other.family, name="Hers", address="9 Far Lane\nOtherton\nOT4 5GH",
            address_is_hidden=True, by=by,
        )  # fmt: skip
        kept, folded = (family_for(by, pk, purpose="test") for pk in (apart.pk, other.pk))
        families.merge_families(kept, folded, because="The same family.", by=by)


@pytest.mark.parametrize(("who", "channel"), [("dean", "post"), ("pat", "email")])
def test_a_home_hidden_in_the_other_record_of_the_family_is_asked_too(
    cast, acting, apart, superuser, send, posted, who, channel
):
    """Its writer cannot see that home: whoever sees it reads the letter first."""
    read_with_another(cast, acting, apart)
    telling = write(acting, cast.amina, apart, who, channel, body="She is at 9 Far Lane.")
    letter = write(acting, cast.amina, apart, who, channel)
    assert letter.needs_second_person
    for one in (letter, telling):
        time_passes(superuser, one)
    assert send() == {}
    with pytest.raises(PermissionDenied, match="second person"):
        act(acting, cast.amina, actions.note_sent, letter)
    with pytest.raises(PermissionDenied, match="you cannot see"):
        act(acting, cast.ben, actions.check_letter, letter)
    with pytest.raises(PermissionDenied, match="where a home is"):
        act(acting, cast.priya, actions.check_letter, telling)

    act(acting, cast.priya, actions.check_letter, letter)
    if channel == "email":
        assert send() == {"sent": 1}
    else:
        assert act(acting, cast.amina, actions.note_sent, letter).sent_at is not None
    with pytest.raises(PermissionDenied, match="where a home is"):
        write(acting, cast.priya, apart, who, channel, body="She is at 9 Far Lane.")


@pytest.mark.parametrize(("who", "channel"), [("dean", "post"), ("pat", "email")])
def test_two_records_read_as_one_after_it_was_written_hold_it(
    cast, acting, apart, superuser, send, posted, who, channel
):
    letter = write(acting, cast.amina, apart, who, channel)
    read_with_another(cast, acting, apart)
    time_passes(superuser, letter)
    if channel == "email":
        assert send() == {"held": 1}
        assert held(acting, cast, letter) == Held.HOME
    else:
        with pytest.raises(PermissionDenied, match="you cannot see"):
            act(acting, cast.amina, actions.note_sent, letter)
        act(acting, cast.priya, actions.check_letter, letter)
        assert act(acting, cast.amina, actions.note_sent, letter).sent_at is not None


def test_a_home_kept_from_somebody_whom_its_writer_may_not_know_of_holds_it(
    cast, acting, apart, superuser, send, posted
):
    letter = write(acting, cast.amina, apart, "pat", "email")
    child = apart.made.children[1]
    with acting(cast.priya) as by:
        open_family(apart.pk, purpose="test")
        families.hide_home(apart.his, member=child, by=by)
        families.restrict_member(child, readers=[], because="Safety.", by=by)
    superuser.execute("UPDATE families_household SET address_is_hidden = false")
    time_passes(superuser, letter)
    assert send() == {"held": 1}
    assert held(acting, cast, letter) == Held.HOME


@pytest.mark.feature("NEW6")
@pytest.mark.parametrize("since", ["withdrawn", "typed in late", "must not", "warning"])
def test_before_a_paper_is_printed_everything_is_asked(
    cast, acting, apart, superuser, signed_in, since
):
    """A paper that is printed is as good as gone."""
    ground = agreement(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", "post", basis="agreed", agreement=ground)
    client, there = signed_in(cast.amina), reverse("informing:paper", args=[letter.pk])
    assert client.get(there).status_code == 200
    if since == "withdrawn":
        agreement(acting, cast, apart, "withdrawn")
    elif since == "must not":
        with acting(cast.amina) as by:
            open_family(apart.pk, purpose="test")
            actions.note_knowing(
                apart.family, matter="progress", knows="must-not", professional=apart.pat, by=by
            )
    elif since == "warning":
        superuser.execute("ALTER TABLE entries_flag DISABLE TRIGGER holds_letters")
        flag(acting, cast, apart)
        superuser.execute("ALTER TABLE entries_flag ENABLE TRIGGER holds_letters")
    elif since == "typed in late":
        said(acting, cast, apart, "withdrawn", days_ago=0)
        said(acting, cast, apart, "given", days_ago=3)
    assert client.get(there).status_code == 403


def said(acting, cast, apart, what, *, days_ago, purpose="sharing-explained", carer=None):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        return Agreement.objects.create(
            organisation_id=by.organisation_id, family=apart.family, carer=carer or apart.carol,
            purpose=purpose, said=what, how="spoken", written_by_id=by.pk,
            said_on=timezone.localdate() - timedelta(days=days_ago),
        )  # fmt: skip


@pytest.mark.parametrize("channel", ["email", "post"])
def test_in_force_is_by_the_day_on_which_something_was_said(
    cast, acting, apart, superuser, send, posted, channel
):
    """Monday's paper, typed in on Friday, does not outweigh what was taken back on Wednesday."""
    ground = said(acting, cast, apart, "given", days_ago=9)
    letter = write(acting, cast.amina, apart, "pat", channel, basis="agreed", agreement=ground)
    said(acting, cast, apart, "withdrawn", days_ago=1)
    late = said(acting, cast, apart, "given", days_ago=3)
    time_passes(superuser, letter)

    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        assert queries.agreements_in_force_today(apart.family) == []
    if channel == "email":
        assert send() == {"held": 1}
        assert held(acting, cast, letter) == Held.GROUND
    else:
        with pytest.raises(PermissionDenied, match="not in force"):
            act(acting, cast.amina, actions.note_sent, letter)
    with pytest.raises(PermissionDenied, match="not in force"):
        write(acting, cast.amina, apart, "pat", channel, basis="agreed", agreement=late)


@pytest.mark.parametrize("may_know", [True, False])
def test_where_carers_differ_nothing_is_in_force(cast, acting, apart, superuser, send, may_know):
    """Also where whoever writes may not know of the one who said no."""
    ground = said(acting, cast, apart, "given", days_ago=9, purpose="tell-referrer")
    letter = write(acting, cast.amina, apart, "pat", "email", basis="agreed", agreement=ground)
    said(acting, cast, apart, "refused", days_ago=1, purpose="tell-referrer", carer=apart.dean)
    if not may_know:
        with acting(cast.priya) as by:
            open_family(apart.pk, purpose="test")
            families.restrict_member(apart.dean, readers=[], because="Safety.", by=by)
    time_passes(superuser, letter)
    assert send() == {"held": 1}
    assert held(acting, cast, letter) == Held.GROUND
    with pytest.raises(PermissionDenied, match="not in force"):
        write(acting, cast.amina, apart, "pat", "post", basis="agreed", agreement=ground)
    if may_know:
        with acting(cast.priya) as by:
            open_family(apart.pk, purpose="test")
            assert queries.agreements_in_force_today(apart.family) == []
            Resolution.objects.create(
                organisation_id=by.organisation_id, family=apart.family, purpose="tell-referrer",
                decided="With her.", goes_on=True, decided_by_id=by.pk,
            )  # fmt: skip
        write(acting, cast.amina, apart, "pat", "post", basis="agreed", agreement=ground)
