"""A letter: to confirmed people alone, whole, called back in time, read by a second person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.entries.models import Flag
from safehome.informing import actions, queries
from safehome.informing.models import Letter, Told
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family
from tests.informing.conftest import fresh

WORDS = {"template": "own:blank", "title": "Our next talk", "body": "Dear you,\n\nAll is well.",
         "matter": "progress", "basis": "themselves"}  # fmt: skip


def write(acting, person, apart, who="carol", channel="post", **more):
    with acting(person) as by:
        open_family(apart.pk, purpose="test")
        to = (
            queries.professional_addressee(queries.professional_for(by, apart.pat.pk))
            if who == "pat"
            else queries.member_addressee(fresh(getattr(apart, who)))
        )
        return actions.write_letter(to, channel=channel, by=by, **WORDS | more)


def act(acting, person, action, letter):
    with acting(person) as by:
        open_family(letter.family_id, purpose="test")
        return action(queries.letter_for(by, letter.pk), by=by)


def time_passes(superuser, letter):
    superuser.execute(
        "UPDATE informing_letter SET goes_after = now() - interval '1 minute' WHERE id = %s",
        [letter.pk],
    )
    superuser.execute("UPDATE notices_notice SET not_before = now() - interval '1 minute'")


def flag(acting, cast, apart):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        Flag.objects.create(
            organisation_id=by.organisation_id, family=apart.family, kind="whereabouts",
            words="Take care.", needs_second_person=True, raised_by_id=by.pk,
            review_on=timezone.localdate() + timedelta(days=90),
        )  # fmt: skip


@pytest.mark.feature("NEW6")
def test_it_works(cast, acting, apart, superuser):
    letter = write(acting, cast.amina, apart)
    assert letter.goes_after > timezone.now() + timedelta(minutes=29)
    time_passes(superuser, letter)
    act(acting, cast.amina, actions.note_sent, letter)

    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        (told,) = Told.objects.all()
        assert (told.member_id, told.matter, told.how) == (apart.carol.pk, "progress", "post")
        (line,) = queries.ledger_of(apart.family)
        assert line.words == "Letter: Our next talk"


@pytest.mark.feature("NEW6")
def test_to_a_professional_by_e_mail_it_goes_by_itself(
    cast, acting, apart, superuser, send, posted
):
    letter = write(acting, cast.amina, apart, "pat", "email")
    assert send() == {}, "it can still be called back"
    time_passes(superuser, letter)

    assert send() == {"sent": 1}
    (mail,) = posted.mails
    (paper,) = mail.iter_attachments()
    assert paper.get_content().startswith(b"%PDF-")
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        assert Letter.objects.get(pk=letter.pk).sent_at is not None
        assert Told.objects.get().professional_id == apart.pat.pk


def test_it_is_called_back_in_time(cast, acting, apart, superuser, send, posted):
    letter = write(acting, cast.amina, apart, "pat", "email")
    act(acting, cast.amina, actions.recall_letter, letter)
    time_passes(superuser, letter)

    assert send() == {}
    assert posted.raw == []
    with pytest.raises(PermissionDenied, match="called back already"):
        act(acting, cast.amina, actions.note_sent, letter)


def test_not_before_it_has_waited_and_not_after_it_has_gone(cast, acting, apart, superuser):
    letter = write(acting, cast.amina, apart)
    with pytest.raises(PermissionDenied, match="waits a little"):
        act(acting, cast.amina, actions.note_sent, letter)
    time_passes(superuser, letter)
    act(acting, cast.amina, actions.note_sent, letter)
    with pytest.raises(PermissionDenied, match="It has gone"):
        act(acting, cast.amina, actions.recall_letter, letter)


def test_with_a_warning_a_second_person_reads_it(cast, acting, apart, superuser, send, posted):
    flag(acting, cast, apart)
    letter = write(acting, cast.amina, apart, "pat", "email")
    time_passes(superuser, letter)
    assert send() == {}
    with pytest.raises(PermissionDenied, match="Somebody else"):
        act(acting, cast.amina, actions.check_letter, letter)
    act(acting, cast.ben, actions.check_letter, letter)
    assert send() == {"sent": 1}


def test_on_paper_too(cast, acting, apart, superuser):
    flag(acting, cast, apart)
    letter = write(acting, cast.amina, apart)
    time_passes(superuser, letter)
    with pytest.raises(PermissionDenied, match="second person reads it first"):
        act(acting, cast.amina, actions.note_sent, letter)
    act(acting, cast.ben, actions.check_letter, letter)
    act(acting, cast.amina, actions.note_sent, letter)


@pytest.mark.feature("NEW6")
@pytest.mark.parametrize(("who", "channel"), [("carol", "post"), ("pat", "email")])
def test_a_warning_that_comes_later_holds_what_waits(
    cast, acting, apart, superuser, send, posted, who, channel
):
    letter = write(acting, cast.amina, apart, who, channel)
    flag(acting, cast, apart)
    time_passes(superuser, letter)

    assert send() == {}
    if channel == "post":
        with pytest.raises(PermissionDenied, match="second person reads it first"):
            act(acting, cast.amina, actions.note_sent, letter)
    act(acting, cast.ben, actions.check_letter, letter)
    time_passes(superuser, letter)
    if channel == "email":
        assert send() == {"sent": 1}
        assert len(posted.mails) == 1
    else:
        assert act(acting, cast.amina, actions.note_sent, letter).sent_at is not None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"body": "Dear you, on [date]."}, r"still open: \[date\]"),
        ({"body": "Dear {carer_name}."}, r"still open: \{carer_name\}"),
        ({"title": ""}, "title and words"),
        ({"channel": "email"}, "cannot be written to in this way"),
        ({"channel": "text"}, "cannot be written to in this way"),
        ({"basis": "agreed"}, "Choose the agreement"),
    ],
)
def test_what_is_refused_and_why(cast, acting, apart, more, said):
    with pytest.raises(PermissionDenied, match=said):
        write(acting, cast.amina, apart, **more)


def test_what_they_must_not_be_told_is_not_written(cast, acting, apart):
    with acting(cast.amina) as by:
        open_family(apart.pk, purpose="test")
        actions.note_knowing(
            apart.family, matter="concern", knows="must-not", member=apart.dean, by=by
        )
    with pytest.raises(PermissionDenied, match="must not be told"):
        write(acting, cast.amina, apart, "dean", matter="concern")
    assert write(acting, cast.amina, apart, "dean", matter="progress")


def test_an_address_that_has_changed_since_stops_it(cast, acting, apart, superuser):
    letter = write(acting, cast.amina, apart)
    time_passes(superuser, letter)
    with acting(cast.amina):
        open_family(apart.pk, purpose="test")
        apart.hers.refresh_from_db()
        apart.hers.address = "1 New Street\nHW9 9ZZ"
        apart.hers.save()
    with pytest.raises(PermissionDenied, match="has changed since"):
        act(acting, cast.amina, actions.note_sent, letter)


@pytest.mark.parametrize("who", ["mo", "rita"])
def test_others_write_none(cast, acting, apart, who):
    with pytest.raises(PermissionDenied, match="Only those who work with the family"):
        write(acting, getattr(cast, who), apart)


@pytest.mark.feature("NEW18")
def test_a_preview_cannot_be_posted(cast, acting, apart, signed_in, tmp_path):
    """It is looked at before a second person has read it, so it must not do for the letter."""
    from tests.informing.test_no_wrong_recipient import SIGNS, text_of

    flag(acting, cast, apart)
    client = signed_in(cast.amina)
    there = reverse("informing:write-to-member", args=[apart.carol.pk])
    answer = client.post(there, WORDS | {
        "channel": "post", "language": "en", "format": "standard", "act": "preview",
        "template": "own:blank",
    })  # fmt: skip
    assert answer["Content-Type"] == "application/pdf"
    said = text_of(answer.content, tmp_path)
    assert "Draft" in said
    assert "All is well" in said
    assert not SIGNS.search(said), "no address"

    letter = write(acting, cast.amina, apart)
    act(acting, cast.ben, actions.check_letter, letter)
    paper = client.get(reverse("informing:paper", args=[letter.pk]))
    said = text_of(paper.content, tmp_path)
    assert "Draft" not in said
    assert SIGNS.search(said)


def test_what_was_called_back_is_taken_up_again(cast, acting, apart, signed_in):
    letter = write(acting, cast.amina, apart, body="Dear Carol,\n\nAll is wel.")
    browser = signed_in(cast.amina)
    assert "Take it up again" not in browser.get(f"/informing/letters/{letter.pk}/").text
    act(acting, cast.amina, actions.recall_letter, letter)

    page = browser.get(f"/informing/letters/{letter.pk}/").text
    there = f"/informing/members/{apart.carol.pk}/letter/?again={letter.pk}"
    assert f'href="{there}"' in page
    begun = browser.get(there).text
    assert "All is wel." in begun
    assert "It stays as it was" in begun
    # Nobody else's page begins with those words.
    other = browser.get(f"/informing/members/{apart.dean.pk}/letter/?again={letter.pk}")
    assert "All is wel." not in other.text


def test_where_nobody_can_be_written_to_the_page_leads_on(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Quill")
        open_family(made.pk, purpose="test")
        somebody = make_professional(made.family, by=by, confirmed_at=None, confirmed_by_id=None)
    said = signed_in(cast.amina).get(reverse("informing:begin-letter", args=[made.pk])).text
    assert reverse("families:agree-safe-contact", args=[made.carers[0].pk]) in said
    assert reverse("network:confirm", args=[somebody.pk]) in said
