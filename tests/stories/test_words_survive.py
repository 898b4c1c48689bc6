"""What was typed is never lost, and never shown to anybody else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.drafts.queries import body_of, draft_of
from safehome.journeys.models import Session
from safehome.journeys.queries import FORM
from safehome.people.access import acting_as
from safehome.people.models import Person, SignInSession
from safehome.vault.keyring import open_family
from tests.stories.story import PATIENCE, Story

WORDS = "She asked for her brother by name."
SLOW = 30_000  # milliseconds: the page waits longer after each attempt


class TestWordsSurvive(Story):
    def test_saved_is_said_when_it_is_true(self) -> None:
        self.given_amina_records_a_session()
        self.when_she_types(WORDS)
        self.then_the_page_says_saved()
        self.and_the_draft_holds(WORDS)

    @pytest.mark.feature("SES11")
    def test_a_cut_network_is_said_and_mended(self) -> None:
        self.given_amina_records_a_session()
        self.foreseen += ["ERR_INTERNET_DISCONNECTED"]
        self.when_she_types("Before the cut.")
        self.then_the_page_says_saved()

        self.page.context.set_offline(True)
        self.when_she_types(WORDS)
        self.then_the_page_says_that_it_is_not_saved()
        self.and_the_draft_holds("Before the cut.")

        self.page.context.set_offline(False)
        self.then_the_page_says_saved()
        self.and_the_draft_holds(WORDS)

    @pytest.mark.feature("SEC10")
    def test_an_ended_session_keeps_the_words_for_the_same_person(self) -> None:
        self.given_amina_records_a_session()
        self.when_her_session_ends_while_she_types()
        self.then_she_is_told_that_her_words_are_still_there()

        self.sign_in(self.page.context, self.cast.amina)
        self.then_the_page_says_saved()
        self.and_the_draft_holds(WORDS)
        expect(self.box).to_have_value(WORDS)

    def test_another_person_on_that_device_sees_none_of_it(self) -> None:
        self.given_amina_records_a_session()
        self.when_her_session_ends_while_she_types()
        self.then_she_is_told_that_her_words_are_still_there()

        self.sign_in(self.page.context, self.cast.noor)
        self.page.wait_for_url(self.door + "/", timeout=SLOW)
        assert WORDS not in self.page.content()
        self.page.go_back()
        assert WORDS not in self.page.content()
        with acting_as(self.cast.amina):
            assert draft_of(FORM, self.session.pk) is None

    def test_two_tabs_whose_tokens_are_crossed(self) -> None:
        self.given_amina_records_a_session()
        self.foreseen += ["403", "404"]
        other = self.page_of(self.cast.noor)
        theirs = self._a_family_of(self.cast.noor)
        self.open(other, reverse("journeys:record-session", args=[theirs.pk]))
        token = other.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        address = self.page.locator("form[data-draft-url]").get_attribute("data-draft-url")
        words = {"csrfmiddlewaretoken": token, "draft_version": "0", "wellbeing": WORDS}

        crossed = self.page.request.post(f"{self.door}{address}", form=words)
        assert crossed.status == 403
        stranger = other.request.post(f"{self.door}{address}", form=words)
        assert stranger.status == 404
        mixed = str(address).replace(str(self.made.pk), str(theirs.family_id))
        own = self.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        swapped = self.page.request.post(
            f"{self.door}{mixed}", form=words | {"csrfmiddlewaretoken": own}
        )
        assert swapped.status == 404
        with acting_as(self.cast.amina):
            assert draft_of(FORM, self.session.pk) is None

    # Given, when, then

    def given_amina_records_a_session(self) -> None:
        self.made, journey = self.family_on_a_journey(recorded=0)
        self.session = self.session_of(journey, 1)
        self.page = self.page_of(self.cast.amina)
        self.open(self.page, reverse("journeys:record-session", args=[self.session.pk]))
        self.box = self.page.locator("textarea[name=wellbeing]")
        self.status = self.page.locator("form[data-draft-url] [data-save-status]")

    def _a_family_of(self, person: Person) -> Session:
        _, journey = self.family_on_a_journey(recorded=0, name="Okafor", by=person)
        return self.session_of(journey, 1, by=person)

    def when_she_types(self, words: str) -> None:
        self.box.fill("")
        self.box.press_sequentially(words)

    def when_her_session_ends_while_she_types(self) -> None:
        self.foreseen += ["401", "403"]
        ended = SignInSession.objects.filter(account_id=self.cast.amina.account_id)
        assert ended.delete()[0] == 1
        self.when_she_types(WORDS)

    def then_she_is_told_that_her_words_are_still_there(self) -> None:
        expect(self.page.locator(".sh-notice")).to_contain_text(
            "Your words are still on this page", timeout=PATIENCE
        )
        self.then_the_page_says_that_it_is_not_saved()
        expect(self.box).to_have_value(WORDS)

    def then_the_page_says_saved(self) -> None:
        expect(self.status).to_have_text(re.compile(r"^Saved \d\d:\d\d$"), timeout=SLOW)

    def then_the_page_says_that_it_is_not_saved(self) -> None:
        expect(self.status).to_have_text("Not saved, retrying", timeout=SLOW)

    def and_the_draft_holds(self, words: str) -> None:
        with acting_as(self.cast.amina):
            open_family(self.made.pk, purpose="looking after the story")
            draft = draft_of(FORM, self.session.pk)
            assert draft is not None
            assert body_of(draft)["wellbeing"] == words
