"""Every page and paper of the staff's door is read for words that belong to one child.

The pages come from the registry of addresses: one made tomorrow is read too. Where
such words may stand is written here, and nowhere else may they.
"""

from __future__ import annotations

import pypdfium2
import pytest

from tests.factories.families import make_family
from tests.factories.records import make_entry, make_flag, part
from tests.house.visiting import every_address

ALL_OF_IT = {"workspace:chronology", "entries:correct"}  # what staff read of the whole family
WORDS = {
    "canary-own": ALL_OF_IT | {"the child’s page"},
    "canary-anothers": ALL_OF_IT,
    "canary-carers": ALL_OF_IT | {"the carer’s page"},
    "canary-staff": ALL_OF_IT,
}


@pytest.fixture
def written(cast, acting, visit):
    """Four canaries in one entry of the visited family."""
    from safehome.entries.models import Entry
    from safehome.families.models import Family
    from safehome.families.queries import members_of
    from safehome.vault.keyring import open_family
    from tests.factories.families import MadeFamily

    with acting(cast.amina) as by:
        family = Family.objects.get(pk=visit.family)
        open_family(family.pk, purpose="making")
        members = members_of(family)
        carers = tuple(one for one in members if one.is_carer)
        young = tuple(one for one in members if one.is_child)
        made = MadeFamily(family, carers, young)
        entry = make_entry(by, made, [
            part("canary-own", young[0], carers[0], own=young[0]),
            part("canary-anothers", young[1], young[0], own=young[1]),
            part("canary-carers", carers[0]),
            part("canary-staff", carers[0], staff_only=True),
        ])  # fmt: skip
        assert Entry.objects.filter(pk=entry.pk).exists()
    visit.ids["entry"] = entry.pk
    return made


def said(answer) -> str:
    if answer.headers.get("Content-Type") == "application/pdf":
        paper = pypdfium2.PdfDocument(answer.content)
        return "".join(page.get_textpage().get_text_range() for page in paper)
    return answer.content.decode(errors="replace")


@pytest.mark.feature("NEW17")
@pytest.mark.parametrize("who", ["amina", "priya"])
def test_ones_own_words_stand_nowhere_else(visit, written, who):
    places = {word: set() for word in WORDS}
    read = 0
    for address in every_address():
        if address.method != "GET" or address.name.startswith("people:sign-out"):
            continue
        ids = {address.name: visit.ids}
        if address.name == "workspace:member":
            ids = {
                "the carer’s page": visit.ids,
                "the child’s page": visit.ids | {"member": written.children[0].pk},
            }
        for name, these in ids.items():
            answer = visit.ask(who, address, ids=these)
            read += answer.status_code == 200
            for word in WORDS:
                if word in said(answer):
                    places[word].add(name)
    assert read > 40
    assert places == WORDS


def test_there_are_papers_among_what_is_read(visit, written):
    kinds = {
        visit.ask("amina", address).headers.get("Content-Type")
        for address in every_address()
        if address.method == "GET" and not address.name.startswith("people:")
    }
    assert "application/pdf" in kinds


def test_a_flag_stands_in_the_banner_and_never_beside_a_carer(cast, acting, signed_in):
    from django.urls import reverse

    with acting(cast.amina) as by:
        made = make_family(by, cast)
        make_flag(by, made, words="canary-of-a-flag", about=made.carers[0])
    client = signed_in(cast.amina)
    family = client.get(reverse("workspace:family", args=[made.pk])).content.decode()
    carer = client.get(reverse("workspace:member", args=[made.carers[0].pk])).content.decode()

    assert "canary-of-a-flag" in family
    assert "canary-of-a-flag" not in carer
