"""The thirteenth session is held, the questions are asked again, and a summary is given."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import expect

from safehome.journeys.models import EndingReason
from tests.stories.recording import choose, fill_in
from tests.stories.story import Story


class TestEndingAJourney(Story):
    def test_a_journey_comes_to_a_good_end(self) -> None:
        self.given_twelve_sessions_are_recorded()
        self.when_amina_records_the_last()
        self.and_asks_the_questions_at_the_end()
        self.then_there_is_a_picture_to_look_at_together()

        self.when_she_ends_the_journey()
        self.then_the_journey_says_so()
        self.and_its_summary_is_a_pdf_for_the_carer_alone()

    def given_twelve_sessions_are_recorded(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=12)
        self.last = self.session_of(self.journey, 13)
        self.page = self.page_of(self.cast.amina)

    def when_amina_records_the_last(self) -> None:
        self.open(self.page, reverse("journeys:record-session", args=[self.last.pk]))
        fill_in(self.page)
        self.page.get_by_role("button", name="Sign off").click()
        expect(self.page.locator(".govuk-notification-banner")).to_contain_text("signed")

    def and_asks_the_questions_at_the_end(self) -> None:
        carer = self.made.carers[0].pk
        self.open(self.page, reverse("measures:ask", args=[self.journey.pk]))
        self.then_the_page_is_well_made(self.page, "questions")
        for point, answer in (("baseline", "3"), ("end", "8")):
            self.open(
                self.page, reverse("measures:answer", args=[self.journey.pk, carer, point, "kuc"])
            )
            if point == "end":
                self.then_the_page_is_well_made(self.page, "answering")
            choose(self.page, "", answer)
            self.page.locator("input[name=mode]").first.check()
            self.page.get_by_role("button", name="Keep these answers").click()
            self.page.wait_for_url(
                f"**{reverse('measures:together', args=[self.journey.pk, carer])}"
            )

    def then_there_is_a_picture_to_look_at_together(self) -> None:
        expect(self.page.locator(".sh-picture svg")).to_be_visible()
        expect(self.page.locator("table")).to_contain_text("8")
        self.then_the_page_is_well_made(self.page, "together")

    def when_she_ends_the_journey(self) -> None:
        self.open(self.page, reverse("journeys:journey", args=[self.journey.pk]))
        self.page.get_by_role("link", name="End this journey").click()
        self.then_the_page_is_well_made(self.page, "end-journey")
        choose(self.page, "reason", EndingReason.values[0])
        self.page.locator("[name=carers_reflection]").fill("We talk at the table again.")
        self.page.locator("[name=reflection]").fill("They led, and I followed.")
        self.page.locator("[name=what_next]").fill("A call in the spring.")
        self.page.get_by_role("button", name="End the journey").click()

    def then_the_journey_says_so(self) -> None:
        expect(self.page.locator("h1")).to_contain_text("13 of 13 sessions recorded")
        expect(self.page.locator("main")).to_contain_text("We talk at the table again.")
        self.then_the_page_is_well_made(self.page, "journey-ended")

    def and_its_summary_is_a_pdf_for_the_carer_alone(self) -> None:
        link = self.page.get_by_role("link", name="(PDF)").first
        address = self.door + str(link.get_attribute("href"))
        answer = self.page.request.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
        assert "no-store" in answer.headers["cache-control"]
        assert self.browser_of(self.cast.dev).request.get(address).status == 404
