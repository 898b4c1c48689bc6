"""Letters and messages: no hidden address gets out, nothing comes at the wrong hour."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from safehome.families import actions as families
from safehome.families.models import FamilyMember, HiddenFrom
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.contacts import at_home, make_professional, reachable
from tests.factories.families import make_family, open_pack_version
from tests.stories.story import Story

HERS = "12 Invented Street\nHartwell\nHW2 3CD"


class TestKeepingPeopleInformed(Story):
    @pytest.mark.feature("NEW6", "NEW18", "NEW19", "PRG18", "REF13")
    def test_a_letter_to_the_father_cannot_say_where_the_mother_lives(self) -> None:
        self.given_parents_apart_and_her_home_hidden_from_him()
        self.when_amina_begins_a_letter_to_the_father()
        self.and_writes_where_the_mother_lives()
        self.then_it_is_refused_and_says_why()
        self.when_she_takes_it_out_and_sends_it()
        self.then_it_waits_and_can_be_called_back()
        self.when_she_calls_it_back()
        self.then_it_does_not_go()

    def given_parents_apart_and_her_home_hidden_from_him(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast, carers=("Carol", "Dean"))
            carol, dean = self.made.carers
            hers = at_home(carol, HERS, by=by)
            at_home(dean, "7 Elm Road\nHartwell\nHW5 6EF", by=by)
            for one in (carol, dean):
                one.refresh_from_db()
                reachable(one, by=by, also=["email", "post"])
            HiddenFrom.objects.create(
                organisation_id=by.organisation_id, family=self.made.family, household=hers,
                member=dean, begun_by_id=by.pk,
            )  # fmt: skip
            make_professional(self.made.family, by=by)
        self.page = self.page_of(self.cast.amina)

    def when_amina_begins_a_letter_to_the_father(self) -> None:
        self.open(self.page, reverse("workspace:informed", args=[self.made.pk]))
        self.then_the_page_is_well_made(self.page, "informed-empty")
        self.page.get_by_role("link", name="Write a letter").click()
        self.then_the_page_is_well_made(self.page, "begin-letter")
        card = self.page.locator("section", has_text="Dean Marlow")
        card.locator("summary").click()
        card.get_by_role("link", name="We missed you").click()
        expect(self.page.locator("h1")).to_have_text("A letter to Dean Marlow")
        self.then_the_page_is_well_made(self.page, "write-letter")

    def and_writes_where_the_mother_lives(self) -> None:
        body = self.page.locator("[name=body]")
        words = body.input_value()
        assert words.startswith("Dear Dean,")
        assert "[date]" in words
        words = words.replace("**[date], [time], [place]**", "**Thursday at ten, here**")
        self.words = words.replace("[phone]", "01632 960001")
        body.fill(self.words + "\n\nThe children are at 12, Invented St.")
        self.page.locator("[name=basis]").select_option("themselves")
        self.page.get_by_label("By hand").check()
        self.page.get_by_role("button", name="Set it on its way").click()

    def then_it_is_refused_and_says_why(self) -> None:
        expect(self.page.locator(".govuk-error-summary")).to_contain_text("where a home is")
        self.then_the_page_is_well_made(self.page, "write-letter-refused")

    def when_she_takes_it_out_and_sends_it(self) -> None:
        self.page.locator("[name=body]").fill(self.words)
        self.page.get_by_role("button", name="Set it on its way").click()

    def then_it_waits_and_can_be_called_back(self) -> None:
        expect(self.page.locator("main")).to_contain_text("Can be called back")
        self.then_the_page_is_well_made(self.page, "letter")
        paper = self.page.get_by_role("link", name="The paper (PDF)").get_attribute("href")
        made = self.page.request.get(self.door + str(paper))
        assert made.body().startswith(b"%PDF-")

    def when_she_calls_it_back(self) -> None:
        self.page.get_by_role("button", name="Call it back").click()

    def then_it_does_not_go(self) -> None:
        expect(self.page.locator("main")).to_contain_text("Called back")
        assert self.page.get_by_role("button", name="It was handed over").count() == 0

    @pytest.mark.feature("NEW19")
    def test_a_message_outside_the_hours_is_held_and_says_why(self) -> None:
        self.given_a_carer_who_can_be_texted_at_any_time()
        self.when_amina_writes_two_messages_for_later()
        self.and_calls_the_first_back_in_time()
        self.and_the_carer_asks_for_other_hours()
        self.and_the_worker_comes_by()
        self.then_the_other_was_held_and_home_says_why()

    def given_a_carer_who_can_be_texted_at_any_time(self) -> None:
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast)
            reachable(self.made.carers[0], by=by)
        self.page = self.page_of(self.cast.amina)

    def when_amina_writes_two_messages_for_later(self) -> None:
        soon = timezone.localtime() + timedelta(days=1)
        for kind in ("Please ring us", "Something is ready for you"):
            self.open(self.page, reverse("informing:send-message", args=[self.made.pk]))
            self.page.locator("[name=member]").select_option(label="Carol Marlow")
            self.page.get_by_label(kind, exact=True).check()
            self.page.get_by_label("Text message", exact=True).check()
            self.page.locator("[name=at]").fill(soon.strftime("%Y-%m-%dT%H:%M"))
            if kind == "Please ring us":
                self.then_the_page_is_well_made(self.page, "send-message")
            self.page.get_by_role("button", name="Send it as they agreed").click()
            expect(self.page.locator(".govuk-notification-banner")).to_contain_text("can be called")
        self.then_the_page_is_well_made(self.page, "informed-messages")

    def and_calls_the_first_back_in_time(self) -> None:
        self.page.get_by_role("button", name=re.compile("Call it back.*Please ring us")).click()
        expect(self.page.locator("main")).to_contain_text("Called back")

    def and_the_carer_asks_for_other_hours(self) -> None:
        """Two hours that are not now."""
        at = (timezone.localtime().hour + 12) % 24
        begin = time(min(at, 21))
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="making")
            carol = FamilyMember.objects.get(pk=self.made.carers[0].pk)
            families.agree_safe_contact(
                carol, channel="text", not_before=begin, not_after=time(begin.hour + 1), by=by
            )
        self.superuser.execute("UPDATE notices_notice SET not_before = now()")

    def and_the_worker_comes_by(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "safehome.config.worker", "--once"], check=True,
            capture_output=True, text=True,
            env={**os.environ, "SAFEHOME_DOOR": "worker", "SAFEHOME_TEXTS": "file",
                 "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
        )  # fmt: skip
        assert "'held': 1" in done.stdout, done.stdout + done.stderr

    def then_the_other_was_held_and_home_says_why(self) -> None:
        self.open(self.page, "/")
        line = self.page.get_by_role("link", name="A message to Carol Marlow did not go")
        expect(line).to_contain_text("outside the days or times")
        self.then_the_page_is_well_made(self.page, "home-message-held")
        line.click()
        expect(self.page.locator("main")).to_contain_text("Did not go")

    @pytest.mark.feature("NEW18")
    def test_who_knows_what_is_changed_with_a_tap_and_warns(self) -> None:
        self.given_parents_apart_and_her_home_hidden_from_him()
        self.open(self.page, reverse("workspace:informed", args=[self.made.pk]))
        for _ in range(4):
            self.page.get_by_role("button", name="Dean, plan:").click()
        expect(self.page.get_by_role("button", name="Dean, plan: must not be told")).to_be_visible()
        self.then_the_page_is_well_made(self.page, "who-knows")
        dean = self.made.carers[1].pk
        self.open(self.page, reverse("informing:write-to-member", args=[dean]))
        self.page.locator("[name=matter]").select_option("plan")
        self.page.locator("[name=basis]").select_option("themselves")
        self.page.locator("[name=body]").fill("Dear Dean, about the plan.")
        self.page.locator("[name=title]").fill("The plan")
        self.page.get_by_role("button", name="Set it on its way").click()
        expect(self.page.locator(".govuk-warning-text")).to_contain_text("must not be told: plan")
        self.then_the_page_is_well_made(self.page, "write-letter-warned")

    def test_the_pages_around_letters_are_well_made(self) -> None:
        self.given_parents_apart_and_her_home_hidden_from_him()
        self.open(self.page, reverse("informing:note-told", args=[self.made.pk]))
        self.then_the_page_is_well_made(self.page, "note-told")
        manager = self.page_of(self.cast.mo)
        for name in ("templates", "write-template", "manner"):
            self.open(manager, reverse(f"informing:{name}"))
            self.then_the_page_is_well_made(manager, f"letters-{name}")
