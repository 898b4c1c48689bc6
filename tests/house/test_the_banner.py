"""Wherever a family is open the page says whose it is, and how they may be reached."""

from __future__ import annotations

from django.urls import reverse

from tests.house.visiting import Visit, every_address

BANNER = b'class="sh-banner"'
CLOSED = b'<details class="sh-closed sh-no-print">'
# Pages about a family that do not show its banner, each with its reason.
WITHOUT = {
    "agreements:ask": "turned to one carer: nothing of anybody else is on it",
    "agreements:thanks": "the carer still looks at the screen",
    "journeys:manual": "the programme’s own words: the family is not opened for them",
    "goals:add": "turned to one carer",
    "goals:became": "turned to one carer",
    "goals:goals": "turned to one carer, and printed for the fridge",
    "goals:words": "turned to one carer",
    "instruments:scores": "turned to one carer",
    "measures:answer": "turned to one carer",
    "measures:together": "turned to one carer, and printed for the fridge",
    "workspace:member": "one person’s page speaks of nobody else",
}
# Pages that are turned to the family at times: there the banner is shut until it is opened.
SHUT = {
    "plans:write",
    "plans:line",
    "plans:version",
    "plans:voice",
    "plans:load",
    "workspace:family-map",
}


def pages(visit: Visit) -> list[tuple[str, bytes]]:
    """Every page about one family, as whoever may open it sees it."""
    found = []
    for address in every_address():
        if not (address.endpoint.family and address.method == "GET"):
            continue
        for who in ("amina", "ben", "priya", "mo", "rita"):
            answer = visit.ask(who, address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found.append((address.name, answer.content))
                break
    return found


def test_every_page_about_a_family_says_whose_it_is(visit):
    found = dict(pages(visit))

    assert len(found) > 60
    assert {name for name, page in found.items() if BANNER not in page} == set(WITHOUT)
    assert {name for name, page in found.items() if CLOSED in page} == SHUT
    for name, page in found.items():
        assert page.count(BANNER) == (name not in WITHOUT), name


def test_it_says_how_they_may_be_reached_and_what_is_flagged(visit):
    page = visit.clients["amina"].get(reverse("entries:raise-flag", args=[visit.family]))
    strip = page.content.decode().partition('class="sh-banner"')[2].partition("</section>")[0]

    for words in ("Quillfeather", "Carers: ", "Children: ", "Flag: ", "How to reach them."):
        assert words in strip


def test_a_page_that_is_refused_or_not_found_has_none(visit):
    for address in every_address():
        if not address.endpoint.family:
            continue
        for who in ("mo", "rita", "dev"):
            answer = visit.ask(who, address)
            if answer.status_code >= 400:
                assert BANNER not in answer.content, (who, address.name)
