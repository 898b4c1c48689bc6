"""Pages that no other story opens: each accessible, and no wider than a phone."""

from __future__ import annotations

from django.urls import reverse

from safehome.families import actions
from safehome.people.access import acting_as
from safehome.people.models import Person
from safehome.vault.keyring import open_family
from tests.stories.story import Story


class TestEveryPage(Story):
    def test_pages_of_families_and_their_journeys(self) -> None:
        self.given_a_family_with_much_to_tell()
        family, journey = [self.made.pk], [self.journey.pk]
        carer, child = [self.made.carers[0].pk], [self.made.children[0].pk]
        self.then_these_are_well_made(self.cast.amina, {
            "caseload": reverse("workspace:caseload"),
            "caseload-filtered": reverse("workspace:caseload") + "?show=mine&show=late",
            "search": reverse("workspace:search") + "?q=marlow",
            "family": reverse("workspace:family", args=family),
            "family-people": reverse("workspace:people", args=family),
            "family-sessions": reverse("workspace:sessions", args=family),
            "family-measures": reverse("workspace:measures", args=family),
            "member-carer": reverse("workspace:member", args=carer),
            "member-child": reverse("workspace:member", args=child),
            "journey": reverse("journeys:journey", args=journey),
            "manual": reverse("journeys:manual", args=[self.session.pk]),
            "replan": reverse("journeys:replan-session", args=[self.session.pk]),
            "open-family": reverse("families:open"),
            "add-child": reverse("families:add-child", args=family),
            "correct-carer": reverse("families:correct-member", args=carer),
            "relate": reverse("families:relate", args=family),
            "safe-contact": reverse("families:agree-safe-contact", args=carer),
            "my-sessions": reverse("people:sessions"),
        })  # fmt: skip
        self.then_these_are_well_made(self.cast.priya, {
            "family-as-lead": reverse("workspace:family", args=family),
            "block": reverse("families:block", args=family),
        })  # fmt: skip
        self.then_these_are_well_made(self.cast.ben, {"home-supervisor": "/"})
        self.then_these_are_well_made(self.cast.ada, {"staff": "/staff/"})

    def given_a_family_with_much_to_tell(self) -> None:
        self.made, self.journey = self.family_on_a_journey(recorded=3)
        for name in ("Okafor", "Lewis-Grant", "Byrne"):
            self.family_on_a_journey(recorded=1, name=name)
        with acting_as(self.cast.amina) as by:
            open_family(self.made.pk, purpose="making")
            home = actions.add_household(
                self.made.family, name="Carol’s", address="12 Harbour Row", by=by
            )
            actions.agree_safe_contact(
                self.made.carers[0], channel="phone", hours="weekdays after 10",
                must_not_know="her sister", by=by,
            )  # fmt: skip
            actions.relate(
                self.made.carers[0], "parent", self.made.children[0], since="2012", by=by
            )
            actions.correct_member(self.made.carers[0], seen=1, by=by, household_id=home.pk)
        self.session = self.session_of(self.journey, 4)

    def then_these_are_well_made(self, person: Person, pages: dict[str, str]) -> None:
        page = self.page_of(person)
        for name, address in pages.items():
            self.open(page, address)
            self.then_the_page_is_well_made(page, name)
