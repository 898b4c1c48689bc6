"""P17: whoever else sees a message learns nothing. Every kind, language and channel, as it went.

After a change that was meant, write the file anew and read it as a stranger would:

    SAFEHOME_WRITE_NOTICES=1 ./run test tests/notices/test_notices_say_nothing.py
"""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from safehome.families.models import Channel
from safehome.notices import actions, wording
from safehome.notices.models import NoticeKind
from safehome.vault.keyring import open_family
from tests.factories.contacts import EMAIL, make_professional
from tests.factories.families import make_journey
from tests.factories.languages import read_messages
from tests.factories.links import make_private_link

SNAPSHOT = Path(__file__).with_name("what_went_out.json")
LINK = re.compile(r"https?:|www\.|://|\.uk\b", re.IGNORECASE)
ADDRESS = re.compile(r"https://a\.example/page/[0-9A-Z-]{17,24}/")  # of a private page
ONE_DAY = re.compile(r"\b([A-Z][a-z]+day|ddydd \w+) \d{1,2} \w+")
DAY = re.compile(r"(on )?[a-zA-Z]+(day| [A-Z]\w+)? \d{1,2} \w+ (at|am) \d{1,2}:\d\d")


def names_of(cast, made, superuser) -> set[str]:
    """Every name that a person or place of this record has."""
    people = [getattr(cast, who).name for who in ("amina", "ben", "priya", "mo")]
    family = [one.name for one in (*made.carers, *made.children)]
    organisations = [cast.harbour.name, cast.meadow.name, cast.office.name, "Quinlan"]
    words = re.findall(r"[^\W\d_]+", " ".join([*people, *family, *organisations]))
    return {word.casefold() for word in words if len(word) > 2}


def went_out(cast, acting, made, send, posted, settings) -> dict[str, dict[str, str]]:
    """Each message, as the mail server and the text carrier got it."""
    meets = (timezone.now() + timedelta(days=9)).replace(microsecond=0)
    found: dict[str, dict[str, str]] = {}
    journey = None
    for kind in NoticeKind.values:
        for language in wording.LANGUAGES:
            for channel in (Channel.TEXT, Channel.EMAIL):
                if kind == "letter" and channel == Channel.TEXT:
                    continue
                with acting(cast.amina) as by:
                    open_family(made.pk, purpose="test")
                    if kind == "letter":
                        someone = make_professional(made.family, by=by)
                        actions.queue_letter(
                            someone, paper=b"%PDF-", by=by, at=timezone.now(), language=language
                        )
                    else:
                        carer = made.carers[0]
                        carer.refresh_from_db()
                    if kind == "private-link":
                        journey = journey or make_journey(by, made)
                        if language != "en":
                            read_messages(by, language=language)
                        link = make_private_link(by, journey, point=f"p{len(found)}")
                        actions.queue_link(
                            link.link, channel=channel, language=language, by=by,
                            address=f"https://a.example/page/{link.code}/",
                        )  # fmt: skip
                    elif kind != "letter":
                        actions.queue_notice(
                            carer, kind, channel=channel, language=language, by=by,
                            meets_at=meets if kind in wording.NEEDS_A_MOMENT else None,
                        )  # fmt: skip
                assert send() == {"sent": 1}
                if channel == Channel.TEXT:
                    line = Path(settings.TEXTS["FILE"]).read_text().splitlines()[-1]
                    said = {"text": json.loads(line)["words"]}
                else:
                    mail = posted.mails[-1]
                    body = mail.get_body(("plain",)).get_content().strip()
                    said = {"from": mail["From"], "subject": mail["Subject"], "text": body}
                    said["attachments"] = ", ".join(
                        part.get_filename() for part in mail.iter_attachments()
                    )
                found[f"{kind} {language} {channel}"] = said
    return found


@pytest.mark.feature("NEW19")
def test_every_message_is_as_it_was_reviewed_and_says_nothing(
    cast, acting, made, send, posted, superuser, settings
):
    found = went_out(cast, acting, made, send, posted, settings)
    assert len(found) == (5 * 2 + 1) * 2

    plain = {
        name: {
            part: ONE_DAY.sub("DAY", ADDRESS.sub("ADDRESS", DAY.sub("WHEN", words)))
            for part, words in said.items()
        }
        for name, said in found.items()
    }
    if os.environ.get("SAFEHOME_WRITE_NOTICES"):
        SNAPSHOT.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n")
    reviewed = json.loads(SNAPSHOT.read_text())
    assert plain == reviewed, "if it was meant, read it aloud as whoever else might, then write it"

    names = names_of(cast, made, superuser)
    for name, said in found.items():
        everything = " ".join(said.values())
        if name.startswith("private-link "):
            (address,) = ADDRESS.findall(everything)
            assert not wording.address_gives_away(address)
            everything = ADDRESS.sub("", everything)
        words = {word.casefold() for word in re.findall(r"[^\W\d_]+", everything)}
        assert not words & names, name
        assert not wording.gives_away(everything), name
        assert not LINK.search(everything), name
    addresses = {EMAIL, "pat.quinlan@council.example"}
    for raw in posted.raw:
        text = raw.decode()
        for address in addresses:
            text = text.replace(address, "")
        headers = text.partition("\n\n")[0].partition("\r\n\r\n")[0]
        assert not {word for word in names if word in headers.casefold()}, headers
        assert not wording.gives_away(re.sub(r"(?m)^X-.*$", "", headers)), headers
        assert "@post.example>" in headers.partition("Message-ID")[2]


@pytest.mark.fault
def test_the_test_sees_a_name_a_word_and_a_link(cast, made, superuser):
    names = names_of(cast, made, superuser)
    assert {"carol", "quillfeather", "harbour", "amina"} <= names
    for said in (
        "Your parenting sessions",
        "Safeguarding called",
        "Eich teulu",
        "the child's plan",
    ):
        assert wording.gives_away(said), said
    assert LINK.search("See harbourfamilies.org.uk")


@pytest.mark.parametrize(
    "name",
    ["Harbour", "Family service", "Safe Home", "NSPCC", "Gwasanaethau plant", "SAFEGUARDING"],
)
def test_no_sender_that_gives_it_away(cast, acting, name):
    with acting(cast.mo) as by, pytest.raises(Exception, match="would tell a stranger too much"):
        actions.name_sender(name, by=by)


def test_a_neutral_sender_stands_on_what_goes_next(cast, acting, made, send, posted):
    with acting(cast.mo) as by:
        actions.name_sender("Bookings desk", by=by)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        carer = made.carers[0]
        carer.refresh_from_db()
        actions.queue_notice(carer, "please-ring", channel="email", by=by)
    send()
    assert posted.mails[0]["From"] == "Bookings desk <no-reply@post.example>"


def test_a_practitioner_does_not_choose_the_sender(cast, acting):
    with acting(cast.amina) as by, pytest.raises(Exception, match="manager or administrator"):
        actions.name_sender("Bookings", by=by)
