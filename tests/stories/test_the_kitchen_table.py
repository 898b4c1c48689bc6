"""A plan written together: a carer's words kept, a near miss answered, a supervisor's approval."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from safehome.people.access import acting_as
from safehome.plans import actions
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import ask_everybody, make_in_force, make_line, next_version
from tests.stories.story import Story


class TestTheKitchenTable(Story):
    @pytest.mark.feature("PLN1", "NEW7", "PRG12")
    def test_a_plan_is_begun_together(self) -> None:
        self.given_a_family_without_a_plan()
        self.when_amina_begins_one_for_now()
        self.and_carol_says_what_happens_in_the_evening()
        self.then_her_words_stand_as_she_said_them()
        self.when_a_line_forbids()
        self.then_it_is_asked_what_happens_instead()
        self.and_a_child_is_heard()
        self.and_what_is_missing_is_a_quiet_list()

    def given_a_family_without_a_plan(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast, carers=("Carol", "Dean"))
        self.page = self.page_of(self.cast.amina)

    def when_amina_begins_one_for_now(self) -> None:
        self.open(self.page, reverse("workspace:plans", args=[self.made.pk]))
        self.then_the_page_is_well_made(self.page, "plans-empty")
        self.page.get_by_role("button", name="Begin a plan").click()
        self.then_the_page_is_well_made(self.page, "plan-begin")
        self.page.get_by_role("button", name="Begin").click()
        expect(self.page.locator("h1")).to_contain_text("Why do we make this plan")

    def and_carol_says_what_happens_in_the_evening(self) -> None:
        self.page.get_by_role("link", name="Supervision").click()
        self.then_the_page_is_well_made(self.page, "plan-write")
        self.page.get_by_label("What do we do?").fill("I sit where I can see them both")
        hands = self.page.get_by_role("group", name="Who does it?")
        hands.get_by_label("Carol").check()
        for day in ("Mon", "Tue", "Wed"):
            self.page.get_by_label(day, exact=True).check()
        self.page.get_by_label("From", exact=True).fill("15:30")
        self.page.get_by_label("Until").fill("20:00")
        self.page.get_by_label("Are these somebody’s own words?").select_option(label="Carol")
        self.page.get_by_label("I have read it back to them").check()
        self.page.get_by_role("button", name="Put it in the plan").click()

    def then_her_words_stand_as_she_said_them(self) -> None:
        line = self.page.locator(".sh-line").first
        expect(line).to_contain_text("“I sit where I can see them both” Carol")
        expect(line).to_contain_text("Mon to Wed, 15:30 to 20:00")

    def when_a_line_forbids(self) -> None:
        self.page.get_by_role("link", name="Digital life").click()
        self.page.get_by_label("What do we do?").fill("No phones upstairs")
        self.page.get_by_role("button", name="Put it in the plan").click()

    def then_it_is_asked_what_happens_instead(self) -> None:
        expect(self.page.locator(".govuk-error-summary")).to_contain_text(
            "Write what you do instead"
        )
        self.then_the_page_is_well_made(self.page, "plan-write-refused")
        self.page.get_by_label("What do you do instead?").fill("They charge in the kitchen")
        self.page.get_by_role("button", name="Put it in the plan").click()
        expect(self.page.locator(".sh-line").first).to_contain_text(
            "Instead: They charge in the kitchen"
        )

    def and_a_child_is_heard(self) -> None:
        self.page.get_by_role("link", name="Each child's voice").click()
        self.page.get_by_role("link", name="Jay’s own voice").click()
        self.then_the_page_is_well_made(self.page, "plan-voice")
        self.page.get_by_label("What helps me feel safe").fill("The landing light")
        self.page.get_by_label("How were they asked?").select_option(label="Drawing or playing")
        self.page.get_by_role("button", name="Save").click()

    def and_what_is_missing_is_a_quiet_list(self) -> None:
        self.page.get_by_role("button", name="See what is missing").click()
        expect(self.page.locator("main")).to_contain_text("“People and roles” has no line yet")
        self.then_the_page_is_well_made(self.page, "plan-agree")
        self.page.get_by_role("link", name="As the carer will read it").click()
        self.then_the_page_is_well_made(self.page, "plan-read")

    @pytest.mark.feature("NEW8", "NEW9", "FID5", "PLN3")
    def test_a_near_miss_is_answered_before_the_next_version_holds(self) -> None:
        self.given_a_plan_for_now_is_in_force()
        self.when_something_nearly_goes_wrong()
        self.and_the_next_version_is_written()
        self.then_it_waits_for_an_answer()
        self.when_a_line_changes_carol_is_asked_again()
        self.when_it_is_answered_and_ben_approves()
        self.then_it_holds_and_says_what_changed()

    def given_a_plan_for_now_is_in_force(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast)
            self.first = make_in_force(by, self.made)
        self.page = self.page_of(self.cast.amina)

    def when_something_nearly_goes_wrong(self) -> None:
        self.open(self.page, reverse("plans:plan", args=[self.first.plan_id]))
        self.then_the_page_is_well_made(self.page, "plan")
        self.page.get_by_role("link", name="Something did not work").click()
        self.page.get_by_label("It nearly went wrong").check()
        today = timezone.localdate()
        for box, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            self.page.get_by_label(box, exact=True).fill(str(number))
        self.page.get_by_label("In a few plain words").fill("The door stood open at bedtime")
        self.then_the_page_is_well_made(self.page, "plan-breach")
        self.page.get_by_role("button", name="Write it down").click()
        expect(self.page.locator("h1")).to_contain_text("To be looked at again")

    def and_the_next_version_is_written(self) -> None:
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="story")
            self.second = ask_everybody(by, next_version(by, self.first), self.made)

    def then_it_waits_for_an_answer(self) -> None:
        self.open(self.page, reverse("plans:agree", args=[self.second.pk]))
        expect(self.page.locator("main")).to_contain_text("Not answered yet")
        assert self.page.get_by_role("button", name="Let it hold from now on").count() == 0
        self.then_the_page_is_well_made(self.page, "plan-agree-unanswered")

    def when_a_line_changes_carol_is_asked_again(self) -> None:
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="story")
            make_line(by, self.second, "A bell hangs on the door", section="SP5",
                      children=self.made.children)  # fmt: skip
            for child in self.made.children:
                actions.keep_stand(
                    self.second, child, stand="content", on=timezone.localdate(), by=by
                )
        self.open(self.page, reverse("plans:agree", args=[self.second.pk]))
        expect(self.page.locator("main")).to_contain_text("To an earlier wording")
        self.page.get_by_role("link", name="Ask again Carol").click()
        expect(self.page.locator("main")).to_contain_text("you are asked again")
        self.then_the_page_is_well_made(self.page, "plan-stand")
        self.page.get_by_label("I agree").check()
        self.page.get_by_label("Type my name").check()
        self.page.get_by_label("Your name").fill("Carol Haywood")
        self.page.get_by_label("This is what I say").check()
        self.page.get_by_role("button", name="Keep this").click()
        expect(self.page.locator("main")).not_to_contain_text("To an earlier wording")

    def when_it_is_answered_and_ben_approves(self) -> None:
        self.page.get_by_role("link", name="Answer it").click()
        self.page.get_by_label("What does this version do about it?").fill("A bell on the door")
        self.page.get_by_role("button", name="Save").click()
        bens = self.page_of(self.cast.ben)
        self.open(bens, reverse("plans:agree", args=[self.second.pk]))
        bens.get_by_role("button", name="Read and approve").click()
        self.then_the_page_is_well_made(bens, "plan-approve")
        bens.get_by_label("I approve it").check()
        bens.get_by_role("button", name="Save").click()
        expect(bens.locator("main")).to_contain_text("Approved Ben")

    def then_it_holds_and_says_what_changed(self) -> None:
        self.open(self.page, reverse("plans:agree", args=[self.second.pk]))
        self.page.get_by_role("button", name="Let it hold from now on").click()
        expect(self.page.locator("main")).to_contain_text("Version 2")
        self.open(self.page, reverse("plans:compare", args=[self.second.pk]))
        expect(self.page.locator("main")).to_contain_text("A bell on the door")
        self.then_the_page_is_well_made(self.page, "plan-compare")
        expect(self.page.get_by_role("button", name="Compare")).to_be_visible()
        expect(self.page.locator("main")).to_contain_text("A bell hangs on the door")
