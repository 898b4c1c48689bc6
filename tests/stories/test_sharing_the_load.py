"""One carer does everything; a week is looked at together, and two tasks find other hands."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.network.models import Professional
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import make_line, make_plan
from tests.stories.story import Story

AFTERNOONS = [[[0, 1, 2, 3, 4], 930, 1170]]
SATURDAYS = [[[5], 540, 870]]
SUNDAYS = [[[6], 540, 870]]


class TestSharingTheLoad(Story):
    @pytest.mark.feature("NEW3", "NEW4", "PRG15")
    def test_two_tasks_move_and_it_eases(self) -> None:
        self.given_carol_does_everything_alone()
        self.when_they_look_at_the_week_together()
        self.then_the_plan_says_that_it_leans_on_her()
        self.when_carol_says_how_she_is_with_it()
        self.and_two_tasks_go_to_nan_and_to_school()
        self.then_it_leans_on_nobody()

    def given_carol_does_everything_alone(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast, carers=("Carol", "Nan"))
            self.version = make_plan(by, self.made)
            for text, week in (
                ("I sit where I can see them both", AFTERNOONS),
                ("Saturday morning we are out together", SATURDAYS),
                ("Sunday morning we bake", SUNDAYS),
            ):
                make_line(
                    by, self.version, text, children=self.made.children,
                    hands={self.made.carers[0].pk: week},
                )  # fmt: skip
            school = make_professional(self.made.family, by=by)
            open_family(self.made.pk, purpose="story")
            self.school = Professional.objects.get(pk=school.pk).name
        self.page = self.page_of(self.cast.amina)

    def when_they_look_at_the_week_together(self) -> None:
        self.open(self.page, reverse("plans:write", args=[self.version.pk]))
        self.page.get_by_role("link", name="What it asks of each person").click()

    def then_the_plan_says_that_it_leans_on_her(self) -> None:
        expect(self.page.locator("main")).to_contain_text("The plan leans on Carol")
        expect(self.page.locator("main")).to_contain_text("alone for 31 hours a week")
        self.then_the_page_is_well_made(self.page, "plan-load")

    def when_carol_says_how_she_is_with_it(self) -> None:
        self.page.get_by_role("link", name="Ask how Carol is with it").click()
        self.page.get_by_label("It is a stretch").check()
        self.page.get_by_label("In their own words").fill("Sundays I would love to sit down")
        self.then_the_page_is_well_made(self.page, "plan-account")
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.locator("main")).to_contain_text("“Sundays I would love to sit down”")

    def and_two_tasks_go_to_nan_and_to_school(self) -> None:
        self.give("I sit where I can see them both", self.school)
        self.give("Sunday morning we bake", "Nan")

    def give(self, text: str, to: str) -> None:
        self.page.get_by_role("link").filter(has_text=f": {text}").click()
        self.page.get_by_label(to, exact=True).check()
        self.then_the_page_is_well_made(self.page, "plan-move")
        self.page.get_by_role("button", name="Give it to them").click()
        expect(self.page.locator("main")).to_contain_text(text)

    def then_it_leans_on_nobody(self) -> None:
        main = self.page.locator("main")
        expect(main).not_to_contain_text("worth moving something")
        expect(main).to_contain_text("Nan 5.5 hours a week, all of them alone")
        self.then_the_page_is_well_made(self.page, "plan-load-eased")
