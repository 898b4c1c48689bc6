"""The programme office takes in keys and packets of another deployment, and refuses with reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safehome.config.doors import office
from safehome.evaluation.rules.report import METHOD
from safehome.observatory.models import Sender, SenderKey, TakenPacket
from safehome.observatory.queries.taken import senders, told_by_all
from safehome.observatory.rules.packet import LARGEST, Packet, digest, written
from safehome.observatory.rules.signature import fingerprint, key_id, key_line, to_sign
from safehome.observatory.rules.topics import Topic
from safehome.people.access import acting_as
from safehome.people.endpoints import addresses
from tests.factories import signed_in_client

NAME = "Saltmarsh Trust"
REFERRALS = Topic("referrals", 1, {"begun": 20, "waits": 6, "no-family": 0, "whole": 26})
LIST = reverse("taking:senders", urlconf="safehome.config.doors.office")
TAKE_IN = f"{LIST}take-in/"
TAKE_IN_KEY = f"{LIST}keys/take-in/"
ALL = f"{LIST}all/"


class Elsewhere:
    """An organisation on a deployment of its own."""

    def __init__(self) -> None:
        self.private = Ed25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes_raw()
        self.fingerprint = fingerprint(self.public)
        self.line = key_line(self.public)

    def first(self, *topics: Topic, **changes: object) -> Packet:
        made = Packet(
            key_id(self.public), 1, "", timezone.localdate(), METHOD, (("open", "1.0"),),
            topics or (REFERRALS,),
        )  # fmt: skip
        return replace(made, **changes)

    def after(self, packet: Packet, **changes: object) -> Packet:
        told = {"sequence": packet.sequence + 1, "previous": digest(packet)}
        return replace(packet, **(told | changes))

    def file(self, packet: Packet) -> bytes:
        return written(packet, self.private.sign(to_sign(packet)))


@pytest.fixture
def them() -> Elsewhere:
    return Elsewhere()


def send_key(olu: Client, them: Elsewhere, *, name: str = NAME, heard: str = "") -> str:
    given = {"name": name, "line": them.line, "heard": heard or them.fingerprint}
    return olu.post(TAKE_IN_KEY, given, follow=True).text


def send(olu: Client, content: bytes) -> str:
    file = SimpleUploadedFile("packet-1.json", content, "application/json")
    return olu.post(TAKE_IN, {"file": file}, follow=True).text


def kept(cast) -> list[int]:
    with acting_as(cast.olu):
        return list(TakenPacket.objects.values_list("sequence", flat=True))


@pytest.mark.feature("NEW26")
def test_a_key_then_packets_then_tables(cast, olu, them):
    assert "No organisation sends packets yet" in olu.get(LIST).text
    assert "Nothing was taken in yet" in olu.get(ALL).text
    assert "The key of Saltmarsh Trust was taken in" in send_key(olu, them)

    first = them.first()
    page = send(olu, them.file(first))
    assert "Packet 1 of Saltmarsh Trust was taken in." in page
    assert "What became of referrals" in page
    more = Topic("referrals", 2, {"begun": 25, "waits": 6, "no-family": 0, "whole": 31})
    second = them.after(first, topics=(more,))
    assert "Packet 2 of Saltmarsh Trust was taken in." in send(olu, them.file(second))
    assert digest(second)[:12] in olu.get(LIST).text

    other = Elsewhere()
    send_key(olu, other, name="Calder Vale")
    send(olu, other.file(other.first(replace(
        REFERRALS, counts={"begun": 10, "waits": None, "no-family": None, "whole": 17}
    ))))  # fmt: skip
    page = olu.get(ALL).text
    assert "6, and held back by 1" in page
    assert ">35<" in page  # 25 and 10
    assert "Calder Vale" in page
    assert page.count("<svg") >= 2
    assert kept(cast) == [1, 1, 2]


def test_the_same_again_is_refused(cast, olu, them):
    send_key(olu, them)
    send(olu, them.file(them.first()))
    assert "Packet 1 was taken in before. Nothing changed" in send(olu, them.file(them.first()))
    assert kept(cast) == [1]


def test_one_byte_changed_is_refused_wherever_it_is(cast, olu, them):
    send_key(olu, them)
    content = them.file(them.first())
    for place in range(0, len(content), len(content) // 12):
        changed = bytearray(content)
        changed[place] ^= 1
        page = send(olu, bytes(changed))
        assert "was taken in." not in page, place
        assert "fetch the same packet again" in page, place  # what to do next
    assert kept(cast) == []


def test_each_reason_is_said(cast, olu, them):
    send_key(olu, them)
    first = them.first()
    moved = replace(REFERRALS, told_in=2, counts={**REFERRALS.counts, "begun": 22, "whole": 28})
    repeated = them.after(first, takes_back=(1,))
    tomorrow = timezone.localdate() + timedelta(days=3)
    for content, words in (
        (b"", "This file is empty"),
        (b" " * (LARGEST + 1), "larger than 200 kB"),
        (b"{}", "not a packet of Safe Home"),
        (them.file(first).replace(b'"noise": 0', b'"noise": 2'), "moved by chance"),
        (Elsewhere().file(them.first()), "signature does not fit"),
        (them.file(them.first(until=tomorrow)), "has not come yet"),
        (them.file(them.first(method="9")), "method 9"),
        (them.file(them.after(first)), "packet 1 has not come yet"),
        (Elsewhere().file(Elsewhere().first()), "never taken in here"),
    ):
        assert words in send(olu, content), words
    assert kept(cast) == []
    send(olu, them.file(first))
    for content, words in (
        (them.file(them.after(first, previous="00" * 32)), "does not follow the last one"),
        (them.file(them.after(first, topics=(moved,))), "fewer than five people"),
        (them.file(repeated), "repeats what was taken back"),
    ):
        assert words in send(olu, content), words
    assert kept(cast) == [1]


def test_both_the_line_and_the_voice_must_fit(cast, olu, them):
    mixed = send_key(olu, them, heard=Elsewhere().fingerprint)
    assert "The fingerprint does not belong to this line" in mixed
    them.line = them.line[:-4]
    assert "copy it whole" in send_key(olu, them)
    empty = olu.post(TAKE_IN_KEY, {}).text
    for words in ("Write whose key it is", "Paste the line", "Type in the fingerprint"):
        assert words in empty
    with acting_as(cast.olu):
        assert not Sender.objects.exists()
        assert not SenderKey.objects.exists()


def test_a_key_is_one_senders(cast, olu, them):
    send_key(olu, them)
    assert "taken in before, and holds" in send_key(olu, them)
    assert "This key belongs to Saltmarsh Trust" in send_key(olu, them, name="Calder Vale")
    another = Elsewhere()
    send_key(olu, another, name="saltmarsh trust")  # however it is written
    with acting_as(cast.olu):
        assert Sender.objects.count() == 1
        assert SenderKey.objects.count() == 2


def end(olu: Client, because: str = "A laptop was lost") -> str:
    sender = re.search(rf'href="({LIST}senders/[0-9a-f-]+/)"', olu.get(LIST).text)[1]  # type: ignore[index]
    address = re.search(rf'href="({LIST}keys/[0-9a-f-]+/end/)"', olu.get(sender).text)[1]  # type: ignore[index]
    return olu.post(address, {"because": because}, follow=True).text


def test_what_an_ended_key_signs_is_refused_and_a_new_one_goes_on(cast, olu, them):
    send_key(olu, them)
    first = them.first()
    send(olu, them.file(first))
    assert "Write why the key ends" in end(olu, because="")
    assert "A laptop was lost" in end(olu)
    assert "No key holds" in olu.get(LIST).text
    assert "ended on" in send(olu, them.file(them.after(first)))

    new = Elsewhere()
    send_key(olu, new)
    following = new.after(first, key=key_id(new.public))
    assert "Packet 2 of Saltmarsh Trust was taken in." in send(olu, new.file(following))
    # Begun anew under the new key it would be a second history.
    begun = new.first()
    assert "older than packet 2" in send(olu, new.file(begun))


def test_what_was_refused_and_taken_is_in_the_audit(cast, olu, them, superuser):
    send_key(olu, them)
    send(olu, b"{}")
    send(olu, them.file(them.first()))
    found = superuser.execute(
        "SELECT verb, outcome FROM audit_event WHERE organisation_id = %s"
        " AND verb = ANY (%s) ORDER BY sequence",
        [cast.office.pk, ["sender-key.taken-in", "packet.refused", "packet.taken-in"]],
    ).fetchall()
    assert found == [
        ("sender-key.taken-in", "done"), ("packet.refused", "refused"), ("packet.taken-in", "done"),
    ]  # fmt: skip


def test_the_database_keeps_packets_and_keys_as_they_are(cast, olu, them):
    send_key(olu, them)
    send(olu, them.file(them.first()))
    end(olu)
    for act in (
        "UPDATE observatory_takenpacket SET sequence = 9",
        "DELETE FROM observatory_takenpacket",
        "DELETE FROM observatory_senderkey",
        "UPDATE observatory_senderkey SET public = 'x'",
        "SELECT count(*) FROM observatory_signedpacket",
    ):
        with (
            acting_as(cast.olu),
            pytest.raises(Exception, match="permission denied"),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(act)
    with acting_as(cast.olu), connections["default"].cursor() as cursor:
        cursor.execute("UPDATE observatory_senderkey SET ended_because = 'other'")
        assert cursor.rowcount == 0  # what has ended stays so


def test_a_packet_names_a_key_of_its_own_sender(cast, olu, them, superuser: psycopg.Connection):
    send_key(olu, them)
    send(olu, them.file(them.first()))
    send_key(olu, Elsewhere(), name="Calder Vale")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        superuser.execute(
            "UPDATE observatory_takenpacket SET key_id = (SELECT k.id FROM observatory_senderkey k"
            " JOIN observatory_sender s ON s.id = k.sender_id WHERE s.name = 'Calder Vale')"
        )


@pytest.mark.feature("SEC3")
def test_only_the_office_comes_in(cast, olu, them, everybody_else):
    send_key(olu, them)
    paths = set()
    for name, pattern, _ in addresses(office.urlpatterns):
        if name.startswith("taking:"):
            args = [cast.office.pk] if "<uuid:pk>" in pattern else []
            args += ["referrals"] if "<str:topic>" in pattern else []
            paths.add(reverse(name, args=args))
    assert len(paths) == 7
    for path in paths:
        assert olu.get(path).status_code in (200, 404), path
        assert Client().get(path).status_code == 302, path
        for person in everybody_else.values():
            assert signed_in_client(person).get(path).status_code in (302, 403), (person, path)


def test_many_organisations_stand_on_pages_of_their_own(olu):
    for number in range(1, 54):
        them = Elsewhere()
        send_key(olu, them, name=f"Trust {number:02}")
        send(olu, them.file(them.first()))

    page = olu.get(ALL).text
    assert "53 organisations tell of it" in page
    assert "half have 26 or more in all" in page
    assert "Trust 20" not in page  # fifty-three columns help nobody

    there = f"{ALL}referrals/"
    assert f'href="{there}"' in page
    first, second = olu.get(there).text, olu.get(f"{there}?page=2").text
    assert "Organisations 1 to 50 of 53" in first
    assert ("Trust 50" in first, "Trust 51" in first) == (True, False)
    assert ("Trust 50" in second, "Trust 51" in second) == (False, True)
    assert olu.get(f"{there}?page=rubbish").status_code == 200
    assert olu.get(f"{ALL}nothing-of-this-name/").status_code == 404


def test_all_together_is_read_from_each_ones_last_packet(olu, cast, them):
    """One reading however many packets there are, and the day of each topic is right."""
    send_key(olu, them)
    first = them.first(until=timezone.localdate() - timedelta(days=90))
    more = Topic("referrals", 2, {"begun": 40, "waits": 6, "no-family": 0, "whole": 46})
    second = them.after(first, until=timezone.localdate(), topics=(more,))
    third = them.after(second)
    for packet in (first, second, third):
        send(olu, them.file(packet))

    with acting_as(cast.olu) as by, CaptureQueriesContext(connections["default"]) as asked:
        (told,) = told_by_all(by)
    assert len(asked) == 1
    assert told.of == ((NAME, more, second.until),)


def test_a_packet_taken_in_by_an_older_release_has_its_days_too(olu, cast, them, superuser):
    send_key(olu, them)
    first = them.first(until=timezone.localdate() - timedelta(days=90))
    for packet in (first, them.after(first, until=timezone.localdate())):
        send(olu, them.file(packet))
    superuser.execute("UPDATE observatory_takenpacket SET until = NULL, counted = NULL")

    with acting_as(cast.olu) as by:
        (told,) = told_by_all(by)
        (line,) = senders(by)
    assert told.of[0][2] == first.until
    assert line.until == timezone.localdate()
