"""A copy for the school: chosen, looked at, given, and fetched back when a newer version holds."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.people.access import acting_as
from safehome.plans import actions
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import ask_everybody, next_version, sections
from tests.plans.copying import make_planned
from tests.stories.story import Story


class TestACopyForSchool(Story):
    @pytest.mark.feature("PLN4")
    def test_it_is_given_and_fetched_back(self) -> None:
        self.given_a_plan_in_which_the_school_has_one_line()
        self.when_amina_chooses_a_copy_for_the_school()
        self.then_she_is_asked_to_look_at_it_first()
        self.when_she_has_looked_and_gives_it()
        self.then_it_is_known_who_holds_it()
        self.when_a_newer_version_holds()
        self.then_the_old_copy_is_to_be_fetched_back()
        self.and_it_comes_back()

    def given_a_plan_in_which_the_school_has_one_line(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            made = make_family(by, self.cast, carers=("Carol", "Gran"))
            self.planned = make_planned(by, made)
            make_professional(
                made.family, by=by, name="Lee Park", confirmed_at=None, confirmed_by_id=None
            )
        self.page = self.page_of(self.cast.amina)

    def when_amina_chooses_a_copy_for_the_school(self) -> None:
        self.open(self.page, reverse("plans:plan", args=[self.planned.version.plan_id]))
        self.page.get_by_role("link", name="Copies: give one").click()
        self.then_the_page_is_well_made(self.page, "copies-none")
        self.page.get_by_role("button", name="Give a copy").click()
        self.then_the_page_is_well_made(self.page, "copy-give")
        expect(self.page.locator("main")).to_contain_text("Lee Park: This contact is not confirmed")
        self.page.get_by_label("Who gets it?").select_option(
            label="Sasha Ford (school, Northfield School)"
        )
        self.page.get_by_label("Easy read, with drawings").check()
        self.page.get_by_label("On which ground may they be told?").select_option("explained")

    def then_she_is_asked_to_look_at_it_first(self) -> None:
        self.page.get_by_role("button", name="Give it").click()
        expect(self.page.locator(".govuk-error-summary")).to_contain_text("Look at it on paper")
        self.then_the_page_is_well_made(self.page, "copy-give-refused")

    def when_she_has_looked_and_gives_it(self) -> None:
        with self.page.context.expect_page() as paper:
            self.page.get_by_role("button", name="Look at it on paper").click()
        paper.value.close()
        self.page.get_by_label("I have looked at it on paper").check()
        self.page.get_by_role("button", name="Give it").click()

    def then_it_is_known_who_holds_it(self) -> None:
        row = self.page.get_by_role("row", name="Sasha Ford")
        expect(row).to_contain_text("Easy read, their part, version 1")
        expect(row).to_contain_text("Holds")
        self.then_the_page_is_well_made(self.page, "copies")
        self.open(self.page, reverse("workspace:informed", args=[self.planned.made.pk]))
        expect(self.page.locator("main")).to_contain_text("version 1: their part of it")

    def when_a_newer_version_holds(self) -> None:
        with acting_as(self.cast.amina) as by:
            open_family(self.planned.made.pk, purpose="story")
            draft = next_version(by, self.planned.version, stage="interim")
            ask_everybody(by, draft, self.planned.made)
            actions.put_in_force(draft, sections=sections(), by=by)

    def then_the_old_copy_is_to_be_fetched_back(self) -> None:
        self.open(self.page, reverse("plans:copies", args=[self.planned.version.plan_id]))
        expect(self.page.get_by_role("row", name="Sasha Ford")).to_contain_text(
            "A newer version holds"
        )
        self.then_the_page_is_well_made(self.page, "copies-to-fetch")

    def and_it_comes_back(self) -> None:
        self.page.get_by_role("link", name="It came back").click()
        self.then_the_page_is_well_made(self.page, "copy-returned")
        self.page.get_by_role("button", name="Write it down").click()
        expect(self.page.get_by_role("row", name="Sasha Ford")).to_contain_text("Came back")
