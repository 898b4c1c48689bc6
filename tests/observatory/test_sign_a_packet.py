"""A manager makes the key, looks at exactly what would be sent, signs it, and fetches the file."""

from __future__ import annotations

import json
import re

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from safehome.observatory import actions
from safehome.observatory.models import PacketKey, SignedPacket
from safehome.observatory.queries import own as queries
from safehome.observatory.rules.packet import read
from safehome.observatory.rules.signature import check, fingerprint, key_line
from tests.observatory.conftest import looked_at

LIST, NEXT = reverse("observatory:packets"), reverse("observatory:next-packet")


def seen_in(page: str) -> str:
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page)[1]  # type: ignore[index]


@pytest.mark.feature("NEW26")
def test_from_no_key_to_a_file(cast, signed_in, refer, acting):
    refer(6)
    mo = signed_in(cast.mo)
    assert "There is no key yet" in mo.get(LIST).text
    mo.post(reverse("observatory:make-key"))
    with acting(cast.mo) as by:
        public = bytes(queries.key_in_use(by).public)
    page = mo.get(LIST).text
    assert fingerprint(public) in page
    assert key_line(public) in page

    before = mo.get(NEXT).text
    assert "What became of referrals" in before
    assert "Where the journeys are.</strong> Nothing is told yet" in before
    answer = mo.post(NEXT, {"seen": seen_in(before)}, follow=True)
    assert "Packet 1 is signed" in answer.text
    file = mo.get(re.search(r'href="(/packets/[0-9a-f-]+/file/)"', mo.get(LIST).text)[1])

    assert file["Content-Disposition"] == 'attachment; filename="packet-1.json"'
    packet, signature = read(file.content)
    check(packet, signature, public)
    assert [topic.name for topic in packet.topics] == ["referrals"]
    assert packet.topics[0].counts["no-family"] == 6


def test_what_was_looked_at_is_what_is_in_the_file(cast, signed_in, refer, key):
    """Every count of the file is on the page, and nothing of the record is in the file."""
    refer(6)
    mo = signed_in(cast.mo)
    before = mo.get(NEXT).text
    mo.post(NEXT, {"seen": seen_in(before)})
    with_file = mo.get(re.search(r'href="(/packets/[0-9a-f-]+/file/)"', mo.get(LIST).text)[1])
    held = json.loads(with_file.content)["packet"]
    cells = re.findall(r'<td class="govuk-table__cell sh-number"[^>]*>([^<]+)<', before)
    told = [str(count) for topic in held["topics"] for count in topic["counts"].values()]
    assert sorted(cells) == sorted(told)
    for word in ("Harbour", "harbour", "Marlow", "North", str(cast.harbour.pk), "Mo Brennan"):
        assert word not in with_file.content.decode()


def test_two_more_families_are_not_told_and_five_are(refer, key, sign):
    refer(6)
    first = read(bytes(sign().content))[0]
    refer(2)
    second = read(bytes(sign(nothing_new=True).content))[0]
    assert second.topics == first.topics
    assert second.previous != first.previous
    refer(3)
    third = read(bytes(sign().content))[0]
    assert third.topics[0].told_in == 3
    assert third.topics[0].counts["no-family"] == 11


def test_counts_that_moved_since_the_page_was_opened_are_looked_at_again(
    cast, signed_in, refer, key
):
    refer(6)
    mo = signed_in(cast.mo)
    seen = seen_in(mo.get(NEXT).text)
    refer(6)
    answer = mo.post(NEXT, {"seen": seen})
    assert "Nothing was signed" in answer.text
    assert "No packet was signed yet" in mo.get(LIST).text
    assert "Packet 1 is signed" in mo.post(NEXT, {"seen": seen_in(answer.text)}, follow=True).text
    # The same page sent twice signs once.
    again = mo.post(NEXT, {"seen": seen_in(answer.text)})
    assert "Nothing was signed" in again.text


def test_nothing_to_tell_is_nothing_to_sign(cast, acting, signed_in, refer, key):
    refer(4)
    page = signed_in(cast.mo).get(NEXT).text
    assert "Nothing can be told yet" in page
    assert 'name="seen"' not in page
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="nothing to sign"):
        actions.sign_packet(seen=looked_at(by), by=by)


def test_the_next_takes_back(cast, signed_in, refer, key, sign):
    refer(6)
    sign()
    mo = signed_in(cast.mo)
    preview = mo.get(NEXT, {"takes_back": "1"}).text
    assert "Takes back packet 1" in preview
    mo.post(NEXT, {"seen": seen_in(preview), "takes_back": "1"})
    page = mo.get(LIST).text
    assert "Taken back" in page
    assert 'value="1"' not in mo.get(NEXT).text  # taken back once is enough
    refused = mo.get(NEXT, {"takes_back": "7"}).text
    assert "Choose among the packets that still hold" in refused


def test_told_again_after_it_was_taken_back_only_when_enough_has_moved(refer, key, sign):
    refer(6)
    sign()
    refer(1)
    assert read(bytes(sign(takes_back=(1,)).content))[0].topics == ()
    refer(4)
    assert read(bytes(sign().content))[0].topics[0].counts["whole"] == 11


@pytest.mark.parametrize("who", ["priya", "ben", "rita"])
def test_others_read_and_do_not_sign(cast, acting, signed_in, refer, key, sign, who):
    refer(6)
    packet = sign()
    client = signed_in(getattr(cast, who))
    assert client.get(reverse("observatory:packet", args=[packet.pk])).status_code == 200
    assert client.get(reverse("observatory:file", args=[packet.pk])).status_code == 200
    assert client.get(NEXT).status_code == 403
    with acting(getattr(cast, who)) as by, pytest.raises(PermissionDenied):
        actions.sign_packet(seen="", by=by)
    with acting(getattr(cast, who)) as by, pytest.raises(PermissionDenied):
        actions.make_packet_key(by=by)
    # And the database itself lets nobody else.
    with acting(getattr(cast, who)), pytest.raises(Exception, match="row-level security"):
        PacketKey.objects.create(
            organisation_id=cast.harbour.pk, public=b"x", made_by_id=getattr(cast, who).pk
        )


def test_another_organisation_finds_nothing(cast, signed_in, refer, key, sign):
    refer(6)
    packet = sign()
    assert (
        signed_in(cast.dev).get(reverse("observatory:packet", args=[packet.pk])).status_code == 404
    )
    assert "There is no key yet" in signed_in(cast.dev).get(LIST).text


def test_no_door_changes_or_removes_a_packet(cast, acting, refer, key, sign):
    refer(6)
    packet = sign()
    for act in (
        lambda: SignedPacket.objects.filter(pk=packet.pk).update(sequence=2),
        lambda: SignedPacket.objects.filter(pk=packet.pk)._raw_delete("default"),
    ):
        with acting(cast.mo), pytest.raises(Exception, match="permission denied"):
            act()


def test_a_lost_key_says_so_and_signs_nothing(
    cast, signed_in, refer, key, keyring_superuser: psycopg.Connection
):
    refer(6)
    keyring_superuser.execute("DELETE FROM vault_signingkey")
    mo = signed_in(cast.mo)
    answer = mo.post(NEXT, {"seen": seen_in(mo.get(NEXT).text)})
    assert "The keyring has no key that fits" in answer.text
    assert "No packet was signed yet" in mo.get(LIST).text
    mo.post(reverse("observatory:make-key"))
    answer = mo.post(NEXT, {"seen": seen_in(mo.get(NEXT).text)}, follow=True)
    assert "Packet 1 is signed" in answer.text


def test_what_was_done_is_in_the_audit(cast, signed_in, refer, key, sign, superuser):
    refer(6)
    packet = sign()
    signed_in(cast.rita).get(reverse("observatory:file", args=[packet.pk]))
    found = superuser.execute(
        "SELECT verb FROM audit_event WHERE organisation_id = %s AND verb LIKE ANY"
        " (ARRAY['packet%%', 'signing%%']) ORDER BY sequence", [cast.harbour.pk],
    ).fetchall()  # fmt: skip
    assert [verb for (verb,) in found] == [
        "signing-key.made", "packet-key.made", "signing-key.used", "packet.signed",
        "packet.fetched",
    ]  # fmt: skip
