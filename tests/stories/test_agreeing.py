"""Two parents disagree and a supervisor decides; a foster carer joins; one takes it back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from safehome.agreements.models import Agreement
from safehome.families.actions import add_member
from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family, open_pack_version
from tests.stories.recording import choose
from tests.stories.story import PICTURES, Story


class Agreeing(Story):
    """What these stories have in common."""

    def see_agreements(self, page: Page) -> None:
        self.open(page, reverse("workspace:agreements", args=[self.made.pk]))

    def ask(self, page: Page, carer: FamilyMember, kind: str = "taking-part") -> None:
        self.open(page, reverse("agreements:ask", args=[carer.pk, kind]))

    def draw(self, page: Page) -> None:
        pad = page.locator(".sh-sign svg")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 40, box["y"] + 90)
        page.mouse.down()
        for step in range(1, 12):
            page.mouse.move(box["x"] + 40 + 20 * step, box["y"] + 90 + (-1) ** step * 30)
        page.mouse.up()

    def stored(self) -> list[str]:
        with acting_as(self.cast.amina):
            rows = Agreement.objects.filter(family_id=self.made.pk).order_by("written_at")
            return [f"{one.said} {one.how}" for one in rows]


class TestTwoParentsDisagree(Agreeing):
    @pytest.mark.feature("REF7", "REF9", "REF12")
    def test_the_software_says_what_that_blocks(self) -> None:
        self.given_a_family_of_two_parents_who_were_not_asked()
        self.when_carol_is_asked_and_signs_with_her_finger()
        self.and_dan_is_asked_and_types_his_no()
        self.then_it_says_what_is_blocked_and_who_decides()
        self.and_no_journey_starts()

        self.when_ben_decides()
        self.then_the_journey_starts_with_carol_alone()

    def given_a_family_of_two_parents_who_were_not_asked(self) -> None:
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast, carers=("Carol", "Dan"), agreed=False)
            open_pack_version()
        self.page = self.page_of(self.cast.amina)
        self.see_agreements(self.page)
        expect(self.page.locator("main")).to_contain_text("Not asked yet")
        self.then_the_page_is_well_made(self.page, "agreements-none")

    def when_carol_is_asked_and_signs_with_her_finger(self) -> None:
        self.page.get_by_role("link", name="Ask Carol: taking part").click()
        expect(self.page.locator("h1")).to_contain_text("Do you want to take part?")
        expect(self.page.locator("body")).not_to_contain_text("Dan")
        self.then_the_page_is_well_made(self.page, "ask-taking-part")
        self.page.get_by_label("Yes, I want to take part").check()
        self.page.get_by_role("button", name="Keep this answer").click()
        expect(self.page.locator(".govuk-error-summary")).to_contain_text("Sign in the box")
        self.then_the_page_is_well_made(self.page, "ask-refused")
        self.draw(self.page)
        expect(self.page.get_by_role("button", name="Start again")).to_be_visible()
        self.page.screenshot(path=PICTURES / "ask-signed.png", full_page=True)
        self.page.get_by_role("button", name="Keep this answer").click()
        expect(self.page.locator("h1")).to_contain_text("Thank you, Carol")
        self.then_the_page_is_well_made(self.page, "thanks")

    def and_dan_is_asked_and_types_his_no(self) -> None:
        self.ask(self.page, self.made.carers[1])
        self.page.get_by_label("No, I do not want to").check()
        self.page.get_by_label("Type my name").check()
        self.page.get_by_label("Your name").fill("Dan Marlow")
        self.page.get_by_label("This is my answer").check()
        self.page.get_by_label("If no: why not?").select_option("feels-judged")
        self.page.get_by_role("button", name="Keep this answer").click()
        expect(self.page.locator("h1")).to_contain_text("Thank you, Dan")
        assert self.stored() == ["given signed-here", "refused typed"]

    def then_it_says_what_is_blocked_and_who_decides(self) -> None:
        self.see_agreements(self.page)
        main = self.page.locator("main")
        expect(main).to_contain_text("They answer differently: taking part in the programme")
        expect(main).to_contain_text("No journey starts.")
        expect(main).to_contain_text("A supervisor, manager or safeguarding lead decides this.")
        self.then_the_page_is_well_made(self.page, "agreements-differ")

    def and_no_journey_starts(self) -> None:
        self.open(self.page, reverse("journeys:start-journey", args=[self.made.pk]))
        expect(self.page.locator("main")).to_contain_text("no journey starts")
        self.then_the_page_is_well_made(self.page, "start-blocked")
        self.page.get_by_label("Carol", exact=True).check()
        self.page.get_by_role("button", name="Start the journey").click()
        expect(self.page.locator(".govuk-error-summary")).to_contain_text("answer differently")

    def when_ben_decides(self) -> None:
        ben = self.page_of(self.cast.ben)
        self.open(ben, "/")
        self.then_the_page_is_well_made(ben, "home-agreements")
        ben.get_by_role("link", name="the carers answer differently").click()
        ben.get_by_role("button", name="Decide this").click()
        self.then_the_page_is_well_made(ben, "decide")
        ben.get_by_label("Go on with those who agreed").check()
        ben.get_by_label("Why, and with whom did you speak?").fill("With each of them alone.")
        ben.get_by_role("button", name="Decide this").click()
        expect(ben.locator("main")).to_contain_text("With each of them alone. (Ben Carter)")
        self.then_the_page_is_well_made(ben, "agreements-decided")

    def then_the_journey_starts_with_carol_alone(self) -> None:
        self.open(self.page, reverse("journeys:start-journey", args=[self.made.pk]))
        expect(self.page.get_by_label("Carol", exact=True)).to_be_checked()
        expect(self.page.get_by_label("Dan", exact=True)).not_to_be_checked()
        self.page.get_by_role("button", name="Start the journey").click()
        expect(self.page.locator("h1")).to_contain_text("Journey: 0 of 13")


class TestAFosterCarerJoins(Agreeing):
    @pytest.mark.feature("REF7")
    def test_a_foster_carer_joins_midway(self) -> None:
        self.given_a_family_in_its_fourth_week_and_a_new_foster_carer()
        self.when_she_is_refused_and_then_asked()
        self.and_joins()
        self.then_the_next_session_asks_her_the_questions_at_the_start()

    def given_a_family_in_its_fourth_week_and_a_new_foster_carer(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=3)
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="adding")
            self.linda = add_member(
                self.made.family, name="Linda Pascoe", is_child=False, carer_kind="foster", by=by
            )
        self.page = self.page_of(self.cast.amina)

    def when_she_is_refused_and_then_asked(self) -> None:
        self.open(self.page, reverse("journeys:journey", args=[self.journey.pk]))
        self.page.get_by_role("link", name="Another carer joins").click()
        self.then_the_page_is_well_made(self.page, "join-journey")
        self.page.get_by_label("Linda").check()
        self.page.get_by_role("button", name="They join").click()
        expect(self.page.locator(".govuk-error-summary")).to_contain_text("has not agreed")
        self.page.get_by_role("link", name="under Agreements", exact=True).click()
        self.page.get_by_role("link", name="Ask Linda: taking part").click()
        self.page.get_by_label("Yes, I want to take part").check()
        self.page.get_by_label("On paper").check()
        self.page.get_by_label("Where does the paper lie?").fill("Locked cabinet, second drawer")
        self.page.get_by_role("button", name="Keep this answer").click()
        expect(self.page.locator("h1")).to_contain_text("Thank you, Linda")

    def and_joins(self) -> None:
        self.open(self.page, reverse("journeys:join-journey", args=[self.journey.pk]))
        self.page.get_by_label("Linda").check()
        self.page.get_by_role("button", name="They join").click()
        expect(self.page.locator("main")).to_contain_text("Linda takes part since")
        self.then_the_page_is_well_made(self.page, "journey-joined")

    def then_the_next_session_asks_her_the_questions_at_the_start(self) -> None:
        session = self.session_of(self.journey, 4)
        self.open(self.page, reverse("journeys:prepare-session", args=[session.pk]))
        expect(self.page.locator("main")).to_contain_text("questions at the start, Linda")
        self.open(self.page, reverse("journeys:record-session", args=[session.pk]))
        expect(self.page.get_by_role("group", name="Linda")).to_be_visible()


class TestAnAgreementIsTakenBack(Agreeing):
    @pytest.mark.feature("REF8")
    def test_the_sessions_end_and_the_history_stays(self) -> None:
        self.given_a_family_in_its_fourth_week()
        self.when_carol_takes_it_back()
        self.then_the_journey_has_ended_and_nothing_is_lost()
        self.and_what_was_held_before_can_be_recorded()

    def given_a_family_in_its_fourth_week(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=3)
        with acting_as(self.cast.amina) as by:
            make_agreement(self.made.carers[0], purpose="research", by=by)
        self.page = self.page_of(self.cast.amina)

    def when_carol_takes_it_back(self) -> None:
        self.see_agreements(self.page)
        self.page.get_by_role("link", name="Take back Carol: taking part in the programme").click()
        expect(self.page.locator("main")).to_contain_text("The journey ends with this")
        self.then_the_page_is_well_made(self.page, "take-back")
        self.page.get_by_label("What happens next for this family?").fill("A call in the spring.")
        self.page.get_by_role("button", name="Write this").click()

    def then_the_journey_has_ended_and_nothing_is_lost(self) -> None:
        expect(self.page.locator(".govuk-notification-banner")).to_contain_text("has ended")
        expect(self.page.locator("main")).to_contain_text("Took it back")
        self.page.get_by_text("Carol: 3 answers").click()
        self.then_the_page_is_well_made(self.page, "agreements-taken-back")
        with acting_as(self.cast.amina):
            assert Journey.objects.get(pk=self.journey.pk).ending == "taken-back"
        self.open(self.page, reverse("journeys:journey", args=[self.journey.pk]))
        main = self.page.locator("main")
        expect(main).to_contain_text("3 of 13 sessions recorded")
        expect(main).to_contain_text("the agreement to take part was taken back")
        expect(main).to_contain_text("A call in the spring.")
        self.then_the_page_is_well_made(self.page, "journey-taken-back")
        self.open(self.page, reverse("workspace:chronology", args=[self.made.pk]))
        expect(self.page.locator("main")).to_contain_text("Carol took an agreement back")

    def and_what_was_held_before_can_be_recorded(self) -> None:
        held = self.session_of(self.journey, 4)
        self.superuser.execute(
            "UPDATE journeys_session SET planned_for = now() - interval '2 hours' WHERE id = %s",
            [held.pk],
        )
        self.open(self.page, reverse("journeys:prepare-session", args=[held.pk]))
        self.page.get_by_role("button", name="Record this session").click()
        expect(self.page.get_by_role("button", name="Sign off")).to_be_visible()
        self.then_the_page_is_well_made(self.page, "record-after-ending")


class TestPagesOfAgreements(Agreeing):
    def test_without_scripts_it_works_as_well(self) -> None:
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast, agreed=False)
        context = self.chrome.new_context(java_script_enabled=False)
        self.contexts.append(context)
        self.sign_in(context, self.cast.amina)
        page = context.new_page()
        self.ask(page, self.made.carers[0], "optional")
        expect(page.locator("main")).to_contain_text("Drawing needs scripts")
        choose(page, "say_", "given")
        page.get_by_label("Say it, and sign nothing").check()
        page.get_by_role("button", name="Keep this answer").click()
        expect(page.locator("h1")).to_contain_text("Thank you, Carol")
        assert self.stored() == ["given spoken"] * 4

    def test_each_is_well_made(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=1)
        carol = self.made.carers[0]
        with acting_as(self.cast.amina) as by:
            make_agreement(carol, purpose="research", said="refused", by=by)
            make_agreement(
                carol, purpose="recording", on=timezone.localdate(), by=by,
                until=timezone.localdate(),
            )  # fmt: skip
        page = self.page_of(self.cast.ben)
        for name, address in {
            "ask-optional": reverse("agreements:ask", args=[carol.pk, "optional"]),
            "ask-contact": reverse("agreements:ask", args=[carol.pk, "contact"]),
            "ask-explained": reverse("agreements:ask", args=[carol.pk, "explained"])
            + "?language=cy",
            "not-valid": reverse("agreements:not-valid", args=[carol.pk, "recording"]),
            "why-not": reverse("agreements:why-not"),
            "agreements": reverse("workspace:agreements", args=[self.made.pk]),
        }.items():
            self.open(page, address)
            self.then_the_page_is_well_made(page, name)
