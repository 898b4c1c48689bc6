"""From a referral to somebody who works with the family: caught twice, decided, waiting, given."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.people.access import acting_as
from tests.factories.families import make_family, open_pack_version, whole_open_pack
from tests.factories.referrals import make_referral
from tests.stories.story import Story


class TestBeforeItBegins(Story):
    @pytest.mark.feature("REF4")
    def test_a_duplicate_is_caught(self) -> None:
        self.given_the_marlows_have_a_record()
        self.given_they_are_referred_again_written_another_way()
        self.when_mo_looks_for_records_alike()
        self.then_the_page_is_well_made(self.page, "records-alike")
        self.when_he_says_that_it_is_the_same_family()
        self.then_the_referral_has_joined_it()

    @pytest.mark.feature("REF3", "REF5", "REF6", "NEW12")
    def test_from_referral_to_somebody_who_works_with_them(self) -> None:
        self.given_a_family_is_referred()
        self.when_priya_looks_and_finds_nothing_alike()
        self.when_she_decides_that_the_programme_suits_them()
        self.when_she_opens_the_family_without_typing_it_again()
        self.then_they_stand_on_the_waiting_list()
        self.when_she_checks_in_with_them()
        self.when_she_gives_them_to_amina()
        self.then_amina_sees_them_and_nobody_waits()

    def given_the_marlows_have_a_record(self) -> None:
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast)

    def given_they_are_referred_again_written_another_way(self) -> None:
        children = [{"name": "MARLOW Jay", "birth_date": date(2013, 3, 9), "displayed": True}]
        with acting_as(self.cast.mo) as by:
            make_referral(by, name="Marlowe", children=children)

    def when_mo_looks_for_records_alike(self) -> None:
        self.page = self.page_of(self.cast.mo)
        self.open(self.page, reverse("referrals:list"))
        self.page.get_by_role("link", name="Carol Marlowe").click()
        self.page.get_by_role("link", name="Look for records alike").click()
        expect(self.page.get_by_text("Same name and same birth date")).to_be_visible()

    def when_he_says_that_it_is_the_same_family(self) -> None:
        self.page.get_by_label(re.compile("The same family as Marlow")).check()
        self.page.get_by_label("What tells you?").fill("The same boy and the same mother.")
        self.page.get_by_role("button", name="Write this down").click()

    def then_the_referral_has_joined_it(self) -> None:
        expect(self.page).to_have_url(re.compile(str(self.made.pk)))
        self.page.get_by_role("link", name="Chronology").click()
        expect(self.page.get_by_text("Referred by Children")).to_be_visible()

    def given_a_family_is_referred(self) -> None:
        open_pack_version()
        with acting_as(self.cast.priya) as by:
            self.referral = make_referral(by, name="Quist").pk

    def when_priya_looks_and_finds_nothing_alike(self) -> None:
        self.page = self.page_of(self.cast.priya)
        self.open(self.page, reverse("referrals:referral", args=[self.referral]))
        self.then_the_page_is_well_made(self.page, "referral-to-decide")
        self.page.get_by_role("link", name="Look for records alike").click()
        self.page.get_by_role("button", name="Write this down").click()

    def when_she_decides_that_the_programme_suits_them(self) -> None:
        self.page.get_by_role("link", name="Decide whether the programme suits them").click()
        pack, _ = whole_open_pack()
        assert pack.suitability is not None
        for one in pack.suitability.criteria:
            self.page.get_by_role("group", name=one.title).get_by_label("Met", exact=True).check()
        self.page.get_by_label("Suitable", exact=True).check()
        self.then_the_page_is_well_made(self.page, "suitability")
        self.page.get_by_role("button", name="Decide").click()

    def when_she_opens_the_family_without_typing_it_again(self) -> None:
        self.page.get_by_role("button", name="Open the family").click()
        self.then_the_page_is_well_made(self.page, "open-from-referral")
        expect(self.page.get_by_label("Family name")).to_have_value("Quist")
        self.page.get_by_label("Team").select_option(label="North")
        self.page.get_by_label("In turn", exact=True).check()
        self.page.get_by_label("Why?").fill("As they came.")
        self.page.get_by_label("None yet").check()
        self.page.get_by_role("button", name="Open the record").click()
        expect(self.page.get_by_text("They wait from now on")).to_be_visible()

    def then_they_stand_on_the_waiting_list(self) -> None:
        self.page.get_by_role("link", name="Waiting list").click()
        expect(self.page.get_by_role("row", name=re.compile("Quist"))).to_contain_text(
            "since today"
        )
        self.then_the_page_is_well_made(self.page, "waiting-list")

    def when_she_checks_in_with_them(self) -> None:
        self.page.get_by_role("link", name="Check in with Quist").click()
        self.page.get_by_label("How are they?").fill("Tired, and glad of the call.")
        for child in ("Jay", "Mina"):
            self.page.get_by_label(f"A word on {child}").fill("Back at school.")
        self.then_the_page_is_well_made(self.page, "check-in")
        self.page.get_by_role("button", name="Write this down").click()

    def when_she_gives_them_to_amina(self) -> None:
        self.page.get_by_role("link", name="Give them to somebody").click()
        self.then_the_page_is_well_made(self.page, "allocate")
        self.page.get_by_label("Amina Yusuf").check()
        self.page.get_by_label("Why them?").fill("She has room and is in their team.")
        self.page.get_by_role("button", name="Give the family to them").click()

    def then_amina_sees_them_and_nobody_waits(self) -> None:
        expect(self.page.get_by_text("Nobody waits")).to_be_visible()
        hers = self.page_of(self.cast.amina)
        self.open(hers, reverse("workspace:caseload"))
        expect(hers.get_by_role("link", name="Quist")).to_be_visible()
