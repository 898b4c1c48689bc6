"""A letter by mail is asked about again at the moment it goes: it may have waited for days."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.entries.models import Flag
from safehome.informing import actions
from safehome.informing.models import Letter, Told
from safehome.notices import sending
from safehome.notices.models import Held, Notice
from safehome.notices.queries import did_not_go
from safehome.vault.keyring import open_family
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
