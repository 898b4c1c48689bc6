"""A carer answers alone, on an old telephone; feedback goes to supervision first."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from safehome.config.serve import open_door, wait_until_open
from safehome.measures import actions
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.links import make_private_link
from tests.stories.story import NARROW, PATIENCE, Story

WORDS = "I was not heard when I spoke of my mother."


class TestAnsweringAlone(Story):
    @pytest.fixture(autouse=True)
    def _public_door(self, _stage: None) -> Iterator[None]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        process = open_door("reception", port)
        assert wait_until_open(port, process)
        self.public = f"http://127.0.0.1:{port}"
        self.superuser.execute("DELETE FROM ctx.knock")
        yield
        process.terminate()
        process.wait(timeout=20)

    @pytest.mark.feature("MEA2")
    def test_carol_answers_by_a_link_and_amina_reads_it(self) -> None:
        self.given_a_journey_that_has_begun()
        self.when_amina_makes_a_link()
        self.and_carol_begins_on_her_telephone()
        self.and_answers_half_and_loses_the_page()
        self.then_another_browser_is_told_kindly()
        self.when_she_opens_the_link_again_she_goes_on()
        self.and_checks_changes_and_sends()
        self.then_the_link_opens_nothing_any_more()
        self.when_amina_takes_it_in()
        self.then_it_stands_as_given_by_a_link()

    @pytest.mark.feature("MEA7")
    def test_feedback_is_read_in_supervision_first(self) -> None:
        self.given_a_journey_that_has_begun()
        self.when_ben_decides_that_feedback_goes_to_supervision_first()
        self.and_carol_gives_feedback_by_a_link()
        self.then_amina_sees_that_it_is_there_and_not_what_it_says()
        self.when_ben_opens_it_after_supervision()
        self.then_amina_reads_it()

    # Given

    def given_a_journey_that_has_begun(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=1)
        self.asking = f"/journeys/{self.journey.pk}/answers/"
        self.amina = self.page_of(self.cast.amina)

    # A link

    def when_amina_makes_a_link(self) -> None:
        page = self.amina
        self.open(page, self.asking)
        page.get_by_role("link", name="by a private link: at the start").click()
        page.get_by_label("Talking and home life").uncheck()
        page.get_by_label("I asked who else sees their phone").check()
        self.then_the_page_is_well_made(page, "private-link-make")
        page.get_by_role("button", name="Make the link").click()
        self.then_the_page_is_well_made(page, "private-link-shown")
        link = page.locator("#private-link").text_content()
        assert link is not None
        self.link = link.replace("http://localhost:8412", self.public)

    def an_old_telephone(self) -> BrowserContext:
        context = self.chrome.new_context(
            java_script_enabled=False, viewport={"width": NARROW, "height": 740}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context

    def and_carol_begins_on_her_telephone(self) -> None:
        self.telephone = self.an_old_telephone()
        self.carol = self.telephone.new_page()
        self.carol.goto(self.link)
        expect(self.carol.get_by_role("heading", level=1)).to_have_text(
            "This page is for one person"
        )
        for word in ("Carol", "Marlow", "Harbour", "Safe Home", "child"):
            assert word not in self.carol.content()
        assert self.carol.title() == "Begin – Page"
        self.carol.get_by_role("button", name="Begin").click()
        expect(self.carol).to_have_title("Page 1 of 13 – Page")

    def and_answers_half_and_loses_the_page(self) -> None:
        for number in range(1, 7):
            expect(self.carol).to_have_title(f"Page {number} of 13 – Page")
            self.choose(self.carol, "5" if number > 1 else "I’d rather not answer")
        self.carol.close()

    def choose(self, page: Page, answer: str) -> None:
        page.get_by_label(answer, exact=False).first.check()
        page.get_by_role("button", name="Next").click()

    def then_another_browser_is_told_kindly(self) -> None:
        page = self.page_of()
        page.goto(self.link)
        expect(page.get_by_role("heading", level=1)).to_have_text("This was begun somewhere else")
        self.then_the_page_is_well_made(page, "private-link-elsewhere")

    def when_she_opens_the_link_again_she_goes_on(self) -> None:
        self.carol = self.telephone.new_page()
        self.carol.goto(self.link)
        self.carol.get_by_role("button", name="Go on").click()
        expect(self.carol).to_have_title("Page 7 of 13 – Page")
        for number in range(7, 13):
            expect(self.carol).to_have_title(f"Page {number} of 13 – Page")
            self.choose(self.carol, "8")
        expect(self.carol.get_by_text("Did anybody help you")).to_be_visible()
        self.choose(self.carol, "No, I did it by myself")

    def and_checks_changes_and_sends(self) -> None:
        page = self.carol
        expect(page).to_have_title("Check and send – Page")
        expect(page.locator("#line-1")).to_contain_text("I’d rather not answer")
        page.locator("#line-2").get_by_role("link").click()
        page.get_by_label("9", exact=True).check()
        page.get_by_role("button", name="Keep").click()
        expect(page.locator("#line-2")).to_contain_text("9")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sent. Thank you")

    def then_the_link_opens_nothing_any_more(self) -> None:
        self.carol.goto(self.public + "/page/line/2/")
        expect(self.carol).to_have_title("Sent – Page")
        stranger = self.an_old_telephone().new_page()
        answer = stranger.goto(self.link)
        assert answer is not None
        assert answer.status == 404
        expect(stranger.get_by_role("heading", level=1)).to_have_text("There is nothing here now")

    def when_amina_takes_it_in(self) -> None:
        self.open(self.amina, self.asking)
        self.then_the_page_is_well_made(self.amina, "private-link-has-come")
        self.amina.get_by_role("button", name="Take in the answers").click()
        expect(self.amina.locator("body")).to_contain_text("are kept")

    def then_it_stands_as_given_by_a_link(self) -> None:
        self.open(self.amina, f"/families/{self.made.pk}/measures/")
        expect(self.amina.locator("main")).to_contain_text("By the carer, on a private link")

    # Supervision first

    def when_ben_decides_that_feedback_goes_to_supervision_first(self) -> None:
        self.ben = self.page_of(self.cast.ben)
        self.open(self.ben, self.asking)
        self.ben.get_by_text("Who reads feedback first").click()
        self.ben.get_by_role("button", name="Feedback goes to supervision first").click()
        expect(self.ben.locator("body")).to_contain_text("From now on")

    def and_carol_gives_feedback_by_a_link(self) -> None:
        with acting_as(self.cast.amina) as by:
            made = make_private_link(by, self.journey, "feedback", point="session-1")
        page = self.page_of()
        page.set_viewport_size({"width": NARROW, "height": 740})
        page.goto(f"{self.public}/page/{made.code}/")
        self.then_the_page_is_well_made(page, "private-link-begin")
        page.get_by_role("button", name="Begin").click()
        expect(page.locator("main")).to_contain_text("until they have talked about it")
        self.then_the_page_is_well_made(page, "private-link-line")
        for _ in range(4):
            self.choose(page, "2")
        page.get_by_role("textbox").fill(WORDS)
        self.then_the_page_is_well_made(page, "private-link-words")
        page.get_by_role("button", name="Next").click()
        self.choose(page, "No, I did it by myself")
        self.then_the_page_is_well_made(page, "private-link-check")
        page.get_by_role("button", name="Send").click()
        self.then_the_page_is_well_made(page, "private-link-sent")
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="story")
            actions.take_in(made.link, by=by)

    def then_amina_sees_that_it_is_there_and_not_what_it_says(self) -> None:
        self.open(self.amina, self.asking)
        expect(self.amina.locator("main")).to_contain_text("Answered, for supervision")
        self.then_the_page_is_well_made(self.amina, "feedback-kept")
        for path in (self.asking, f"/families/{self.made.pk}/measures/"):
            self.open(self.amina, path)
            assert WORDS not in self.amina.content()

    def when_ben_opens_it_after_supervision(self) -> None:
        self.open(self.ben, self.asking)
        self.ben.get_by_role("link", name="Read it").click()
        expect(self.ben.locator("main")).to_contain_text(WORDS)
        self.then_the_page_is_well_made(self.ben, "feedback-in-supervision")
        self.ben.get_by_role("button", name="Talked about in supervision").click()
        expect(self.ben.locator("body")).to_contain_text("can read it now")

    def then_amina_reads_it(self) -> None:
        self.open(self.amina, self.asking)
        self.amina.get_by_role("link", name="Read it").click()
        expect(self.amina.locator("main")).to_contain_text(WORDS)
        expect(self.amina.locator("main")).to_contain_text("Talked about in supervision on")
        self.then_the_page_is_well_made(self.amina, "feedback-opened")
