"""Small forms keep their words, too: as they are typed, until they are sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.models import Draft
from safehome.vault.keyring import open_family
from tests.factories.families import MadeFamily, make_family, make_journey
from tests.factories.records import make_flag, make_professional


@dataclass(frozen=True)
class Small:
    """One small form: its address by what it is about, and the words typed into it."""

    address: str
    about: str
    typed: dict[str, str]
    sent: dict[str, str]  # whatever else it needs to be sent


TODAY = timezone.localdate().isoformat()
FORMS = {
    "carer": Small("families:add-carer", "family", {"name": "Dean the long name"},
                   {"carer_kind": "birth", "language": "en"}),
    "child": Small("families:add-child", "family", {"name": "Tom the long name"},
                   {"language": "en", "here_because": "is_sibling"}),
    "adult": Small("families:add-adult", "family", {"name": "Uncle with a long name"},
                   {"language": "en"}),
    "home": Small("families:add-household", "family", {"name": "The house at the end"}, {}),
    "member-correction": Small("families:correct-member", "carer", {"name": "Carol Newname"},
                               {"carer_kind": "birth", "language": "en", "seen": "1"}),
    "safe-contact": Small("families:agree-safe-contact", "carer", {"hours": "after the bus"},
                          {"channel": "text", "seen": ""}),
    "contact": Small("network:add", "family", {"name": "Sunita Rao"}, {"role": "school"}),
    "contact-correction": Small("network:correct", "professional", {"name": "Sunita Newname"},
                                {"role": "school", "seen": "1"}),
    "contact-end": Small("network:end", "professional", {"successor": "Glen Price"},
                         {"until": "2026-01-05"}),
    "therapy": Small("network:write-therapy", "child", {"provider": "Harbour Young People"},
                     {"status": "sought", "since": "2026-01-05"}),
    "departure": Small("families:leave", "child", {"because": "Moved to her aunt"},
                       {"on": "2026-01-05", "seen": "1"}),
    "flag": Small("entries:raise-flag", "family", {"words": "The dog bites"},
                  {"kind": "other", "review_on": "2030-01-05"}),
    "flag-end": Small("entries:end-flag", "flag", {"because": "The dog has moved"}, {}),
    "journey-end": Small("journeys:end-journey", "journey", {"reflection": "They laughed again"},
                         {"reason": "enough", "what_next": "Nothing more", "seen": "1"}),
    "take-back-taking-part": Small("agreements:take-back", "carer/taking-part",
                                   {"because": "Too much now"}, {"on": TODAY, "reason": ""}),
}  # fmt: skip


@pytest.fixture
def there(cast, acting) -> dict[str, object]:
    with acting(cast.amina) as by:
        made: MadeFamily = make_family(by, cast)
        journey = make_journey(by, made)
        return {
            "family": made.pk, "carer": made.carers[0].pk, "child": made.children[0].pk,
            "professional": make_professional(by, made).pk, "journey": journey.pk,
            "flag": make_flag(by, made).pk,
        }  # fmt: skip


def address_of(small: Small, there: dict[str, object]) -> str:
    about, _, purpose = small.about.partition("/")
    return reverse(small.address, args=[there[about], *([purpose] if purpose else [])])


def drafts(acting, cast, there):
    with acting(cast.amina):
        open_family(there["family"], purpose="test")
        return list(Draft.objects.values_list("form", flat=True))


@pytest.mark.feature("SES11")
@pytest.mark.parametrize("form", FORMS)
def test_it_works(cast, acting, signed_in, there, form):
    small = FORMS[form]
    address = address_of(small, there)
    amina = signed_in(cast.amina)
    page = amina.get(address).content.decode()
    keep, version = re.search(r'data-draft-url="([^"]+)" data-draft-version="(\d+)"', page).groups()
    assert f"/{form}/" in keep
    assert amina.post(keep, small.typed | {"draft_version": version}).status_code == 200

    again = signed_in(cast.amina).get(address).content.decode()
    for words in small.typed.values():
        assert words in again, "begun where it was left"
    assert 'data-draft-version="1"' in again
    assert drafts(acting, cast, there) == [form]

    sent = amina.post(address, small.typed | small.sent)
    assert sent.status_code == 302, sent.content.decode()
    assert drafts(acting, cast, there) == [], "sent, so no longer begun"


@pytest.mark.parametrize("form", [one for one in FORMS if one not in {"safe-contact", "flag-end"}])
def test_without_javascript_what_is_refused_is_kept(cast, acting, signed_in, there, form):
    """Sent with something missing, and then the battery is empty."""
    small = FORMS[form]
    address = address_of(small, there)
    broken = {"until": "soon", "since": "soon", "status": "", "role": "", "language": "none"}
    if form == "home":
        broken = {"since": "soon"}
    typed = small.typed | broken
    assert signed_in(cast.amina).post(address, typed).status_code == 200
    again = signed_in(cast.amina).get(address).content.decode()
    for words in small.typed.values():
        assert words in again


def test_each_writer_has_their_own(cast, acting, signed_in, there):
    address = reverse("network:add", args=[there["family"]])
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    keep = re.search(r'data-draft-url="([^"]+)"', amina.get(address).content.decode())[1]
    amina.post(keep, {"name": "Amina’s words", "draft_version": "0"})
    assert "Amina’s words" not in ben.get(address).content.decode()


def test_where_it_is_of_one_record_it_says_whose_words_they_are(cast, acting, signed_in, there):
    address = reverse("network:correct", args=[there["professional"]])
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    keep = re.search(r'data-draft-url="([^"]+)"', amina.get(address).content.decode())[1]
    amina.post(keep, {"name": "Amina’s words", "draft_version": "0"})
    page = ben.get(address).content.decode()
    assert "Amina’s words" in page
    assert "by Amina Yusuf" in page


@pytest.mark.feature("SES11")
def test_word_with_a_waiting_family(cast, acting, signed_in, there):
    address = reverse("referrals:check-in", args=[there["family"]])
    amina = signed_in(cast.amina)
    keep = re.search(r'data-draft-url="([^"]+)"', amina.get(address).content.decode())[1]
    amina.post(keep, {"how_they_are": "Waiting is hard", "draft_version": "0"})
    assert "Waiting is hard" in amina.get(address).content.decode()
    home = amina.get("/").content.decode()
    assert "word with a waiting family" in home, "and the first page leads back to it"
    assert address in home


def test_nobody_has_half_agreed_or_half_signed(cast, acting, signed_in, there):
    """Of a carer's answer only what the practitioner writes is kept."""
    address = reverse("agreements:ask", args=[there["carer"], "taking-part"])
    amina = signed_in(cast.amina)
    keep = re.search(r'data-draft-url="([^"]+)"', amina.get(address).content.decode())[1]
    typed = {"say_taking-part": "given", "signature": "M 1 2", "typed_name": "Carol Signs",
             "because": "She asked about Sundays", "draft_version": "0"}  # fmt: skip
    assert amina.post(keep, typed).status_code == 200
    page = amina.get(address).content.decode()
    assert "She asked about Sundays" in page
    assert "Carol Signs" not in page
    with acting(cast.amina):
        open_family(there["family"], purpose="test")
        kept = Draft.objects.get().body
        assert "M 1 2" not in kept
        assert "given" not in kept
