"""A family of nine in two households: on one screen, and on one page of A4."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.families import actions as families
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.families import make_family
from tests.stories.story import Story

CHILDREN = ("Jay", "Mina", "Oscar", "Tam", "Wren")


class TestTheFamilyMap(Story):
    @pytest.mark.feature("FAM3")
    def test_nine_people_in_two_households(self) -> None:
        self.given_a_family_of_nine()
        self.when_amina_opens_the_map()
        self.then_everybody_is_on_one_screen()
        self.and_on_one_page_of_paper()
        self.then_the_page_is_well_made(self.page, "family-map")

        self.when_she_writes_that_the_parents_parted()
        self.then_the_map_says_so()

    def given_a_family_of_nine(self) -> None:
        with acting_as(self.cast.amina) as by:
            made = make_family(by, self.cast, carers=("Carol", "Dean"), children=CHILDREN)
            open_family(made.pk, purpose="making")
            homes = [
                families.add_household(made.family, name=name, by=by)
                for name in ("Carol’s home", "Dean’s home")
            ]
            grans = [
                families.add_member(made.family, name=name, is_child=False, by=by, gender=gender)
                for name, gender in (("Jean Marlow", "female"), ("Ron Marlow", "male"))
            ]
            carol, dean = made.carers
            there = [(one, homes[0]) for one in (carol, *made.children[:3], *grans)]
            there += [(one, homes[1]) for one in (dean, *made.children[3:])]
            for one, home in there:
                families.correct_member(one, seen=1, by=by, household_id=home.pk)
            for parent in made.carers:
                for child in made.children:
                    families.relate(parent, "parent", child, by=by)
            for gran in grans:
                families.relate(gran, "parent", carol, by=by)
            families.relate(grans[0], "partner", grans[1], by=by)
        self.made = made

    def when_amina_opens_the_map(self) -> None:
        self.page = self.page_of(self.cast.amina)
        self.open(self.page, reverse("workspace:family-map", args=[self.made.pk]))

    def then_everybody_is_on_one_screen(self) -> None:
        picture = self.page.locator("svg.pic-kin")
        for name in (*CHILDREN, "Carol Marlow", "Dean Marlow", "Jean Marlow", "Ron Marlow"):
            expect(picture.locator("text", has_text=name)).to_be_in_viewport()

    def and_on_one_page_of_paper(self) -> None:
        paper = pikepdf.open(io.BytesIO(self.page.pdf(prefer_css_page_size=True)))
        left, low, right, high = (float(edge) for edge in paper.pages[0].mediabox)

        assert len(paper.pages) == 1
        assert sorted((round(right - left), round(high - low))) == [595, 842]

    def when_she_writes_that_the_parents_parted(self) -> None:
        self.open(self.page, reverse("families:relate", args=[self.made.pk]))
        for label, words in (
            ("Who", "Carol Marlow"), ("is what", "is the former partner of"),
            ("of whom", "Dean Marlow"),
        ):  # fmt: skip
            self.page.get_by_label(label, exact=True).select_option(label=words)
        self.page.get_by_role("button", name="Write this").click()

    def then_the_map_says_so(self) -> None:
        picture = self.page.locator("svg.pic-kin")
        expect(picture.locator("desc")).to_contain_text("Carol is the former partner of Dean")
