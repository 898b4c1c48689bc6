"""Months after the end: a private link goes by e-mail, and an old telephone answers."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from playwright.sync_api import Page, expect

from safehome.config.serve import open_door, wait_until_open
from safehome.journeys import actions as journeys
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.contacts import EMAIL, reachable
from tests.factories.families import make_family, make_journey
from tests.journeys.test_end_journey import WORDS
from tests.notices.conftest import Sink
from tests.stories.story import NARROW, PATIENCE, Story

LINK = re.compile(r"http://\S+/page/[A-Z0-9-]+/")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class TestSentToHerTelephone(Story):
    @pytest.fixture(autouse=True)
    def _outside(self, _stage: None) -> Iterator[None]:
        """The public door, and a mail server on this machine."""
        door, self.smtp, self.post = free_port(), free_port(), Sink()
        process = open_door("reception", door)
        assert wait_until_open(door, process)
        self.public = f"http://127.0.0.1:{door}"
        controller = Controller(self.post, hostname="127.0.0.1", port=self.smtp)
        controller.start()
        self.superuser.execute("DELETE FROM ctx.knock")
        yield
        controller.stop()
        process.terminate()
        process.wait(timeout=20)

    @pytest.mark.feature("MEA2", "MEA4")
    def test_carol_is_asked_three_months_on(self) -> None:
        self.given_a_journey_that_ended_four_months_ago()
        self.when_amina_follows_home_to_the_late_questions()
        self.and_sends_a_link_by_e_mail()
        self.and_the_worker_comes_by()
        self.then_the_mail_says_nothing_but_an_address()
        self.when_carol_opens_it_on_an_old_telephone()
        self.and_answers_and_sends()
        self.then_amina_takes_the_answers_in()

    def given_a_journey_that_ended_four_months_ago(self) -> None:
        began = timezone.localtime() - timedelta(days=220)
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast)
            open_family(self.made.pk, purpose="making")
            reachable(self.made.carers[0], by=by, channel="email", also=[])
            self.journey = make_journey(by, self.made, first_session_at=began)
            journeys.end_journey(self.journey, seen=1, by=by, **WORDS)
        self.superuser.execute("UPDATE journeys_journey SET ended_at = now() - interval '115 days'")
        self.amina = self.page_of(self.cast.amina)

    def when_amina_follows_home_to_the_late_questions(self) -> None:
        self.open(self.amina, "/")
        self.then_the_page_is_well_made(self.amina, "home-late-follow-up")
        self.amina.get_by_role("link", name="months on, 3 sets of questions").click()
        expect(self.amina.get_by_role("heading", level=1)).to_have_text("Ask by a private link")

    def and_sends_a_link_by_e_mail(self) -> None:
        page = self.amina
        expect(page.locator("main")).to_contain_text("Not by text message")
        assert page.get_by_label("Send it by text").count() == 0
        page.get_by_label("Talking and home life").uncheck()
        page.get_by_label(f"Send it by e-mail to {EMAIL}").check()
        page.get_by_label("I asked who else sees their phone").check()
        self.then_the_page_is_well_made(page, "private-link-send")
        page.get_by_role("button", name="Make the link").click()
        expect(page.locator(".govuk-notification-banner")).to_contain_text("The message goes now")
        assert not LINK.search(page.content())
        self.then_the_page_is_well_made(page, "private-link-goes")

    def and_the_worker_comes_by(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "safehome.config.worker", "--once"], check=True,
            capture_output=True, text=True,
            env={**os.environ, "SAFEHOME_DOOR": "worker",
                 "SAFEHOME_SMTP": f"host=127.0.0.1 port={self.smtp} security=none",
                 "SAFEHOME_MAIL_FROM": "no-reply@post.example",
                 "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
        )  # fmt: skip
        assert "'sent': 1" in done.stdout, done.stdout + done.stderr
        found = LINK.search(self.mailed())
        assert found
        code = found[0].rstrip("/").rpartition("/")[2]
        assert code not in done.stdout + done.stderr
        self.link = f"{self.public}/page/{code}/"

    def mailed(self) -> str:
        (mail,) = self.post.mails
        body = mail.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def then_the_mail_says_nothing_but_an_address(self) -> None:
        (mail,) = self.post.mails
        assert (mail["To"], mail["Subject"]) == (EMAIL, "Your page")
        said = LINK.sub("", self.mailed())
        for word in ("Carol", "Marlow", "Harbour", "Amina", "Safe Home", "question", "child"):
            assert word.casefold() not in said.casefold(), word

    def when_carol_opens_it_on_an_old_telephone(self) -> None:
        telephone = self.chrome.new_context(
            java_script_enabled=False, viewport={"width": NARROW, "height": 740}, locale="en-GB"
        )
        telephone.set_default_timeout(PATIENCE)
        self.contexts.append(telephone)
        self.carol = telephone.new_page()
        self.carol.goto(self.link)
        self.carol.get_by_role("button", name="Begin").click()
        expect(self.carol).to_have_title("Page 1 of 13 – Page")

    def choose(self, page: Page, answer: str) -> None:
        page.get_by_label(answer, exact=False).first.check()
        page.get_by_role("button", name="Next").click()

    def and_answers_and_sends(self) -> None:
        for number in range(1, 13):
            expect(self.carol).to_have_title(f"Page {number} of 13 – Page")
            self.choose(self.carol, "8")
        self.choose(self.carol, "No, I did it by myself")
        self.carol.get_by_role("button", name="Send").click()
        expect(self.carol.get_by_role("heading", level=1)).to_have_text("Sent. Thank you")

    def then_amina_takes_the_answers_in(self) -> None:
        self.open(self.amina, "/")
        self.amina.get_by_role("link", name="answers of Carol have come by a link").click()
        self.amina.get_by_role("button", name="Take in the answers").click()
        expect(self.amina.locator("body")).to_contain_text("are kept")
        self.open(self.amina, f"/families/{self.made.pk}/measures/")
        expect(self.amina.locator("main")).to_contain_text("By the carer, on a private link")
