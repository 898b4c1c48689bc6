"""A report that takes too long for a page is made beside; its pages are well made on the way."""

from __future__ import annotations

import os
import subprocess
import sys

from django.urls import reverse
from playwright.sync_api import expect

from safehome.evaluation.models import Order, What
from safehome.people.access import acting_as
from tests.factories.reports import make_order
from tests.stories.story import Story


class TestMadeBeside(Story):
    def test_it_is_followed_cancelled_and_opened(self) -> None:
        self.given_two_things_were_ordered()
        self.when_mo_follows_one_and_cancels_it()
        self.and_the_worker_comes_by()
        self.then_home_says_so_and_the_report_opens()
        self.and_there_is_nothing_left_when_it_is_deleted()

    def given_two_things_were_ordered(self) -> None:
        with acting_as(self.cast.mo) as by:
            self.report: Order = make_order(by)
            self.set: Order = make_order(by, what=What.SET, name="Autumn")
        self.page = self.page_of(self.cast.mo)

    def when_mo_follows_one_and_cancels_it(self) -> None:
        self.open(self.page, reverse("evaluation:orders"))
        self.then_the_page_is_well_made(self.page, "orders-waiting")
        still = reverse("evaluation:order", args=[self.set.pk]) + "?still=yes"
        self.open(self.page, still)
        expect(self.page.locator("main")).to_contain_text("1 before it.")
        self.then_the_page_is_well_made(self.page, "order-waiting")
        self.page.get_by_role("button", name="Cancel").click()
        expect(self.page.locator("h2").first).to_have_text("Cancelled")
        self.then_the_page_is_well_made(self.page, "order-cancelled")

    def and_the_worker_comes_by(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "safehome.config.worker", "--once"], check=True,
            capture_output=True, text=True,
            env={**os.environ, "SAFEHOME_DOOR": "worker",
                 "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
        )  # fmt: skip
        assert "Orders: {'ready': 1}" in done.stdout, done.stdout + done.stderr

    def then_home_says_so_and_the_report_opens(self) -> None:
        self.open(self.page, "/")
        self.page.get_by_role("link", name="Ready: Report: All of the organisation").click()
        self.then_the_page_is_well_made(self.page, "order-ready")
        self.page.get_by_role("button", name="Open the report").click()
        expect(self.page.locator("h1")).to_have_text("Outcomes, as counted")

    def and_there_is_nothing_left_when_it_is_deleted(self) -> None:
        for order in (self.report, self.set):
            self.open(self.page, reverse("evaluation:order", args=[order.pk]))
            self.page.get_by_role("button", name="Delete").or_(
                self.page.get_by_role("button", name="Remove from the list")
            ).click()
        expect(self.page.locator("main")).to_contain_text("Nothing is being made")
        self.then_the_page_is_well_made(self.page, "orders-none")
