"""Carol says what she hopes for; low answers bring somebody to her; they look at it together."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from safehome.people.access import acting_as
from tests.factories.families import make_family, make_journey, open_pack_version, sessions_of
from tests.stories.story import Story

SLEEP, REST = "To sleep through the night again.", "To rest, and to trust the night plan."


class TestWhatCarolHopesFor(Story):
    @pytest.mark.feature("MEA5", "MEA6", "MEA8")
    def test_her_words_are_kept_and_her_low_day_is_seen(self) -> None:
        self.given_a_session_today()
        self.when_amina_asks_for_a_goal_from_the_record()
        self.then_she_is_back_at_the_record()
        self.when_carol_puts_it_differently()
        self.then_her_first_words_stay()
        self.when_carol_answers_that_home_is_hard()
        self.then_ben_is_asked_to_check_in_today()
        self.when_ben_writes_how_it_was()
        self.then_nobody_is_asked_any_more()
        self.then_they_look_at_it_together()

    def given_a_session_today(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            made = make_family(by, self.cast)
            self.journey = make_journey(by, made, first_session_at=timezone.now())
            self.session = sessions_of(self.journey)[0]
            self.carol = made.carers[0].pk
        self.page = self.page_of(self.cast.amina)

    def when_amina_asks_for_a_goal_from_the_record(self) -> None:
        self.open(self.page, reverse("journeys:record-session", args=[self.session.pk]))
        self.page.get_by_role("link", name="Ask Carol").click()
        self.then_the_page_is_well_made(self.page, "goals-first")
        self.page.get_by_label("Filled in on screen, together").check()
        self.page.get_by_label("My first goal, in my own words").fill(SLEEP)
        first = self.page.get_by_role("group", name="How close does it feel today?").first
        first.get_by_label("3", exact=True).check()
        self.page.get_by_role("button", name="Keep these answers").click()

    def then_she_is_back_at_the_record(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Record session 1")

    def when_carol_puts_it_differently(self) -> None:
        self.open(self.page, reverse("goals:goals", args=[self.journey.pk, self.carol]))
        expect(self.page.locator("main")).to_contain_text(SLEEP)
        self.page.get_by_role("link", name="Put it differently").click()
        self.then_the_page_is_well_made(self.page, "goal-words")
        self.page.get_by_label("In the carer’s own words").fill(REST)
        self.page.get_by_role("button", name="Keep these words").click()

    def then_her_first_words_stay(self) -> None:
        expect(self.page.get_by_role("heading", level=2, name=REST)).to_be_visible()
        expect(self.page.locator("main")).to_contain_text(f"it was: “{SLEEP}”")
        self.then_the_page_is_well_made(self.page, "goals")

    def when_carol_answers_that_home_is_hard(self) -> None:
        there = reverse("measures:answer", args=[self.journey.pk, self.carol, "baseline", "home"])
        self.open(self.page, there)
        self.page.get_by_label("Filled in on screen, together").check()
        for box in self.page.locator(".sh-scale").all():
            box.get_by_label("1", exact=True).check()
        self.page.get_by_role("button", name="Keep these answers").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("what you told us")
        # The screen is turned to Carol: nothing on it speaks of a check-in.
        expect(self.page.locator("main")).not_to_contain_text("heck in")

    def then_ben_is_asked_to_check_in_today(self) -> None:
        self.bens = self.page_of(self.cast.ben)
        self.open(self.bens, "/")
        self.then_the_page_is_well_made(self.bens, "home-check-in")
        self.bens.get_by_role("link", name="check in with Carol").click()
        expect(self.bens.locator("main")).to_contain_text("The rule:")
        self.then_the_page_is_well_made(self.bens, "check-in")

    def when_ben_writes_how_it_was(self) -> None:
        self.bens.get_by_label("What did they find").fill("Rang. A hard week; her sister is there.")
        self.bens.get_by_role("button", name="Write this down").click()
        expect(self.bens.locator("main")).to_contain_text("her sister is there")

    def then_nobody_is_asked_any_more(self) -> None:
        self.open(self.bens, "/")
        expect(self.bens.locator("main")).not_to_contain_text("check in with")

    def then_they_look_at_it_together(self) -> None:
        self.open(self.page, reverse("measures:together", args=[self.journey.pk, self.carol]))
        expect(self.page.locator("main")).to_contain_text("Talking and home life")
        expect(self.page.locator("main")).to_contain_text(REST)
        self.then_the_page_is_well_made(self.page, "together")
        # On a phone each picture runs down the page, and nothing in it is moved sideways.
        self.page.set_viewport_size({"width": 360, "height": 800})
        seen = [one for one in self.page.locator("main svg.pic").all() if one.is_visible()]
        assert len(seen) == self.page.get_by_text("The same in figures").count()
        for one in seen:
            box = one.bounding_box()
            assert box
            assert box["x"] + box["width"] <= 360
