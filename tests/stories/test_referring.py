"""A social worker refers a family from a phone, and follows what becomes of it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from safehome.config.serve import open_door, wait_until_open
from tests.factories.reception import open_front_door
from tests.stories.story import NARROW, PATIENCE, Story

SLOW = 30_000
OUTLINE = "Their grandmother noticed. The children sleep apart since Sunday."


@pytest.fixture(scope="module")
def front() -> Iterator[str]:
    """The address of the public door."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = open_door("reception", port)
    try:
        assert wait_until_open(port, process), "The public door did not open"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


class TestReferring(Story):
    @pytest.fixture(autouse=True)
    def _front(self, front: str, _stage: None) -> None:
        open_front_door(self.cast.mo)
        self.front = front

    @pytest.mark.feature("REF1", "REF2", "REF13")
    def test_a_social_worker_refers_from_a_phone(self) -> None:
        self.given_a_social_worker_at_the_front_door()
        self.when_she_starts_and_writes_the_code_down()
        self.and_answers_what_is_asked()
        self.and_loses_the_connection_while_she_writes()
        self.then_nothing_is_lost()

        self.when_she_hands_it_in()
        self.then_she_is_told_by_when()
        self.and_the_staff_take_it_in()
        self.and_she_sees_that_it_is_looked_at()

    def test_the_whole_way_without_scripts(self) -> None:
        self.given_a_social_worker_at_the_front_door(scripts=False)
        self.when_she_starts_and_writes_the_code_down()
        self.and_answers_what_is_asked()
        self.when_she_answers("outline/1/words", words=OUTLINE)
        self.when_she_hands_it_in()
        self.then_she_is_told_by_when()

    def test_she_comes_back_on_another_device(self) -> None:
        self.given_a_social_worker_at_the_front_door()
        self.when_she_starts_and_writes_the_code_down()
        self.when_she_answers("you/1/who", name="Wren Social", kind="school")
        self.page = self.phone()
        self.go("return/")
        self.then_it_is_well_made("refer-return")
        self.page.fill("[name=reference]", self.reference.lower())
        self.page.fill("[name=code]", self.code.replace("-", " "))
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.get_by_text("Your referral")).to_be_visible()
        self.page.get_by_role("button", name="Leave, and clear this browser").click()
        self.then_it_is_well_made("refer-cleared")
        self.page.go_back()
        self.page.reload()
        expect(self.page.get_by_label("Return code")).to_be_visible()

    # Given, when, then

    def phone(self, *, scripts: bool = True) -> Page:
        context = self.chrome.new_context(
            viewport={"width": NARROW, "height": 740}, java_script_enabled=scripts,
            locale="en-GB", timezone_id="Europe/London",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        self.contexts.append(context)
        return context.new_page()

    def go(self, path: str) -> None:
        self.open(self.page, f"{self.front}/harbour/{path}")

    def then_it_is_well_made(self, name: str) -> None:
        if self.scripts:
            self.then_the_page_is_well_made(self.page, name)

    def given_a_social_worker_at_the_front_door(self, *, scripts: bool = True) -> None:
        self.scripts = scripts
        self.page = self.phone(scripts=scripts)
        self.go("")
        self.then_it_is_well_made("refer-before")

    def when_she_starts_and_writes_the_code_down(self) -> None:
        self.page.wait_for_timeout(1100)  # nobody reads that page faster
        self.page.get_by_role("button", name="Start").click()
        self.reference, self.code = self.page.locator(".sh-code dd").all_inner_texts()
        self.then_it_is_well_made("refer-code")
        self.page.get_by_role("button", name="I have written them down").click()
        self.then_it_is_well_made("refer-tasks")

    def when_she_answers(self, path: str, **given: str) -> None:
        """Fill the boxes by their names, and go on."""
        if path not in self.page.url:
            self.go(f"tasks/{path}/")
        for name, value in given.items():
            box = self.page.locator(f'[name="{name}"]').first
            if box.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        self.then_it_is_well_made("refer-" + path.replace("/", "-"))
        self.page.get_by_role("button", name="Continue").click()
        self.page.wait_for_url(lambda now: path not in now)

    def and_answers_what_is_asked(self) -> None:
        self.page.get_by_role("link", name="You", exact=True).click()
        self.when_she_answers("you/1/who", name="Wren Social", agency="Northtown",
                              kind="social-care")  # fmt: skip
        self.when_she_answers("you/1/reach", phone="01632 960321")
        self.when_she_answers("when/1/soon", urgency="soon", why="School begins again.")
        self.when_she_answers("when/1/now", safe_now="yes")
        self.when_she_answers("adults/1/who", name="Carol Marlow", kind="birth", knows="yes")
        self.when_she_answers("adults/1/reach", phone="01632 960001", safe_contact="Mornings.")
        self.when_she_answers("adults/1/needs", language="bn")
        self.then_it_is_well_made("refer-adults")
        self.when_she_answers("children/1/who", name="Jay Marlow", birth_date_day="4",
                              birth_date_month="3", birth_date_year="2014")  # fmt: skip
        self.when_she_answers("children/1/part", part="displayed")
        self.when_she_answers("children/1/life", lives_with="Carol")
        self.when_she_answers("outline/1/kind", kinds="touch")
        self.when_she_answers("outline/1/when", when="month", where="home")
        self.when_she_answers("support/1/support", status="planned")
        self.when_she_answers("agreeing/1/agree", carers_agree="yes")
        self.when_she_answers("agreeing/1/not", must_not_know="")

    def and_loses_the_connection_while_she_writes(self) -> None:
        self.foreseen += ["ERR_INTERNET_DISCONNECTED"]
        self.go("tasks/outline/1/words/")
        box = self.page.locator("textarea")
        box.press_sequentially("Their grandmother")
        status = self.page.locator("[data-save-status]")
        expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d$"), timeout=SLOW)

        self.page.context.set_offline(True)
        box.press_sequentially(OUTLINE.removeprefix("Their grandmother"))
        self.page.get_by_role("button", name="Continue").click()
        expect(status).to_have_text("Not saved, retrying", timeout=SLOW)
        expect(box).to_have_value(OUTLINE)
        self.then_it_is_well_made_offline()

    def then_it_is_well_made_offline(self) -> None:
        assert "outline/1/words" in self.page.url, "she is still on her page"

    def then_nothing_is_lost(self) -> None:
        self.page.context.set_offline(False)
        status = self.page.locator("[data-save-status]")
        expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d$"), timeout=SLOW)
        self.page.get_by_role("button", name="Continue").click()
        self.page.wait_for_url("**/tasks/")
        self.go("check/")
        expect(self.page.get_by_text(OUTLINE)).to_be_visible()

    def when_she_hands_it_in(self) -> None:
        self.go("check/")
        self.then_it_is_well_made("refer-check")
        self.page.get_by_role("button", name="Hand in").click()

    def then_she_is_told_by_when(self) -> None:
        expect(self.page.get_by_text("What happens next")).to_be_visible()
        expect(self.page.get_by_text("at the latest").first).to_be_visible()
        assert self.reference in self.page.content()
        assert "Carol" not in self.page.content()
        self.then_it_is_well_made("refer-handed-in")

    def and_the_staff_take_it_in(self) -> None:
        staff = self.page_of(self.cast.ben)
        self.open(staff, "/referrals/")
        self.then_the_page_is_well_made(staff, "referrals")
        staff.get_by_role("button", name=f"Take in {self.reference}").click()
        expect(staff.get_by_role("heading", name="Carol Marlow")).to_be_visible()
        self.then_the_page_is_well_made(staff, "referral")
        there = staff.url
        for name in ("tell", "step-aside"):
            staff.goto(f"{there}{name}/")
            self.then_the_page_is_well_made(staff, f"referral-{name}")
        staff.goto(f"{there}tell/")
        staff.get_by_label("We are looking at it").check()
        staff.get_by_role("button", name="Let them see it").click()
        manager = self.page_of(self.cast.mo)
        self.open(manager, "/referrals/front-door/")
        self.then_the_page_is_well_made(manager, "front-door")

    def and_she_sees_that_it_is_looked_at(self) -> None:
        self.go("return/")
        self.page.fill("[name=reference]", self.reference)
        self.page.fill("[name=code]", self.code)
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.get_by_text("We are looking at it")).to_be_visible()
        assert "Carol" not in self.page.content()
        self.then_it_is_well_made("refer-became")
