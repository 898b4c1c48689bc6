"""Amina prepares session four, records it, forgets a child, and is told so kindly."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.stories.recording import fill_in
from tests.stories.story import Story


class TestRecordingASession(Story):
    @pytest.mark.feature("SES9", "NEW1", "SEC3")
    def test_a_practitioner_records_what_happened(self) -> None:
        self.given_amina_has_session_four_today()

        self.when_she_opens_it_from_her_home()
        self.and_reads_how_to_prepare_it()
        self.and_records_it_with_one_child_forgotten()
        self.then_she_is_told_which_and_led_to_the_place()

        self.when_she_adds_the_line_and_signs()
        self.then_it_is_recorded()
        self.and_the_chronology_tells_it()
        self.and_ben_sees_who_looked()
        self.and_none_of_it_exists_for_dev()

    def given_amina_has_session_four_today(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=3)
        self.session = self.session_of(self.journey, 4)
        self.page = self.page_of(self.cast.amina)

    def when_she_opens_it_from_her_home(self) -> None:
        self.open(self.page, "/")
        expect(self.page.get_by_role("heading", name="What needs me now")).to_be_visible()
        self.then_the_page_is_well_made(self.page, "home")
        self.page.locator("main").get_by_role("button", name="Prepare").first.click()

    def and_reads_how_to_prepare_it(self) -> None:
        expect(self.page.locator("h1")).to_contain_text("Session 4")
        expect(self.page.locator("main")).to_contain_text("Ring on Monday")
        self.then_the_page_is_well_made(self.page, "prepare")
        self.page.get_by_role("button", name="Record this session").click()

    def and_records_it_with_one_child_forgotten(self) -> None:
        expect(self.page.locator("h1")).to_contain_text("Record session 4", ignore_case=True)
        self.then_the_page_is_well_made(self.page, "record-empty")
        self.forgotten = self.made.children[1]
        fill_in(self.page, forgetting=[self.forgotten.pk])
        self.page.get_by_role("button", name="Sign off").click()

    def then_she_is_told_which_and_led_to_the_place(self) -> None:
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_contain_text("Nearly there: 1 thing still to do")
        expect(summary.get_by_role("link")).to_have_count(1)
        self.then_the_page_is_well_made(self.page, "record-refused")
        summary.get_by_role("link").click()
        self.box = self.page.locator(f"#id_line_{self.forgotten.pk}")
        expect(self.box).to_be_focused()
        expect(self.page.locator("textarea[name=next_step]")).to_have_value(
            "Ring on Thursday about the swimming club."
        )

    def when_she_adds_the_line_and_signs(self) -> None:
        self.page.keyboard.type("Made the pancakes herself.")
        self.page.get_by_role("button", name="Sign off").click()

    def then_it_is_recorded(self) -> None:
        expect(self.page.locator(".govuk-notification-banner")).to_contain_text("signed")
        expect(self.page.locator("main")).to_contain_text("Made the pancakes herself.")
        self.then_the_page_is_well_made(self.page, "session-signed")

    def and_the_chronology_tells_it(self) -> None:
        self.open(self.page, reverse("workspace:chronology", args=[self.made.pk]))
        expect(self.page.locator("main")).to_contain_text("Session 4")
        self.then_the_page_is_well_made(self.page, "chronology")

    def and_ben_sees_who_looked(self) -> None:
        ben = self.page_of(self.cast.ben)
        self.open(ben, reverse("workspace:who-looked", args=[self.made.pk]))
        expect(ben.locator("main table")).to_contain_text("Amina Yusuf")
        self.then_the_page_is_well_made(ben, "who-looked")

    def and_none_of_it_exists_for_dev(self) -> None:
        family, session = [self.made.pk], [self.session.pk]
        addresses = [
            *(reverse(f"workspace:{name}", args=family)
              for name in ("family", "people", "sessions", "measures", "chronology", "who-looked")),
            *(reverse(f"journeys:{name}", args=session)
              for name in ("prepare-session", "manual", "record-session", "session")),
            reverse("journeys:journey", args=[self.journey.pk]),
            reverse("measures:ask", args=[self.journey.pk]),
            reverse("workspace:member", args=[self.forgotten.pk]),
        ]  # fmt: skip
        amina, dev = self.page.context.request, self.browser_of(self.cast.dev).request
        found = {path: dev.get(self.door + path).status for path in addresses}
        assert found == dict.fromkeys(addresses, 404)
        there = {path: amina.get(self.door + path).status for path in addresses[:-1]}
        del there[addresses[5]]  # who looked: for those who answer for the record
        assert set(there.values()) == {200}
