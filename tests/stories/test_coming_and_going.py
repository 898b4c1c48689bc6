"""Signing in with a password and a code, the caseload by keyboard alone, and signing out."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from playwright.sync_api import expect

from safehome.people.models import Account
from tests.stories.story import Story

PASSWORD = "a harbour wall in winter"


class TestComingAndGoing(Story):
    @pytest.mark.feature("SEC2")
    def test_signing_in_with_password_and_code_and_out_again(self) -> None:
        self.given_amina_has_a_password()
        self.when_she_gives_it()
        self.then_she_sets_up_an_app_for_codes()
        self.and_is_at_home()

        self.when_she_signs_out()
        self.then_her_pages_are_closed()

        self.when_she_gives_it()
        self.and_the_code_that_is_asked()
        self.and_is_at_home()

    def test_the_caseload_by_keyboard_alone(self) -> None:
        self.made, _ = self.family_on_a_journey(recorded=1)
        self.family_on_a_journey(recorded=2, name="Okafor")
        self.page = self.page_of(self.cast.amina)
        self.open(self.page, "/")
        self.when_she_tabs_to("Skip to main content")
        self.when_she_tabs_to("Families")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/families/")
        self.when_she_tabs_to("Marlow")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**{reverse('workspace:family', args=[self.made.pk])}")
        self.when_she_tabs_to("Chronology")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("h1")).to_contain_text("Chronology")

    # Given, when, then

    def given_amina_has_a_password(self) -> None:
        account = Account.objects.get(pk=self.cast.amina.account_id)
        account.set_password(PASSWORD)
        account.save()
        self.email = account.email
        self.page = self.page_of()

    def when_she_gives_it(self) -> None:
        self.open(self.page, "/sign-in/")
        self.then_the_page_is_well_made(self.page, "sign-in")
        self.page.locator("input[name=login]").fill(self.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def then_she_sets_up_an_app_for_codes(self) -> None:
        self.open(self.page, "/")
        expect(self.page.get_by_role("button", name="Set up an app")).to_be_visible()
        self.then_the_page_is_well_made(self.page, "second-factor")
        self.page.get_by_role("button", name="Set up an app").click()
        self.page.get_by_text("I cannot scan it").click()
        self.secret = self.page.locator("main code").inner_text().strip()
        self.then_the_page_is_well_made(self.page, "second-factor-app")
        self.page.locator("input[name=code]").fill(code_of(self.secret))
        self.page.get_by_role("button", name="Set it up").click()
        self.page.wait_for_url("**/second-factor/codes/")
        self.then_the_page_is_well_made(self.page, "recovery-codes")

    def and_is_at_home(self) -> None:
        self.open(self.page, "/")
        expect(self.page.get_by_role("heading", name="What needs me now")).to_be_visible()

    def when_she_signs_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/sign-in/**")

    def then_her_pages_are_closed(self) -> None:
        self.page.go_back()
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()
        self.open(self.page, "/families/")
        assert "/sign-in/" in self.page.url

    def and_the_code_that_is_asked(self) -> None:
        self.page.wait_for_url("**/sign-in/second/**")
        self.then_the_page_is_well_made(self.page, "sign-in-second")
        self.page.locator("input[name=code]").fill(code_of(self.secret))
        self.page.get_by_role("button", name="Sign in", exact=False).or_(
            self.page.get_by_role("button", name="Continue")
        ).first.click()
        self.page.wait_for_url(self.door + "/")

    def when_she_tabs_to(self, words: str) -> None:
        for _ in range(60):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate("document.activeElement.innerText ?? ''")
            if focused.strip() == words:
                return
        raise AssertionError(f"No way by keyboard to “{words}”")


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
