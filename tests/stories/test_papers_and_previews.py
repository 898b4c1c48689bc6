"""Papers are one click away before a session, and a pack is looked at by whoever writes one."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse

from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.people.access import acting_as
from safehome.programme.__main__ import main
from safehome.programme.preview.serving import address, server
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of
from tests.stories.story import Story

LEAVES = (
    "index", "sessions", "sessions/04", "handouts", "handouts/01-our-plan-for-now/en",
    "handouts/01-our-plan-for-now/cy-easy", "questionnaires/kuc/cy", "questionnaires/goals/en",
    "plan", "plan/sp5", "plan/voices", "signs", "signs/wales", "vignettes/two-houses",
    "supervision/prompts", "supervision/fidelity", "letters/invitation", "letters/certificate",
    "training", "training/practitioner/course", "training/practitioner/quizzes/stance",
    "training/rehearsals/the-new-bunk", "adoption/readiness", "adoption/milestones", "words",
)  # fmt: skip


class TestPapersAndPreviews(Story):
    @pytest.mark.feature("SES9", "SES10", "POR6")
    def test_each_carers_papers_before_a_session(self) -> None:
        self.given_carol_who_reads_welsh_and_easy_read_and_dan()
        page = self.page_of(self.cast.amina)
        for session in self.sessions:
            self.open(page, reverse("journeys:prepare-session", args=[session.pk]))
            sides = len(pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
            assert sides <= 2, f"session {session.number} is prepared on {sides} sides"
        self.open(page, reverse("journeys:prepare-session", args=[self.sessions[0].pk]))
        self.then_the_page_is_well_made(page, "prepare-papers")
        paper = page.get_by_role("link", name="Print Ein cynllun am nawr").get_attribute("href")
        answer = page.request.get(self.door + str(paper))
        assert answer.headers["content-type"] == "application/pdf"

    def given_carol_who_reads_welsh_and_easy_read_and_dan(self) -> None:
        with acting_as(self.cast.amina) as by:
            made = make_family(by, self.cast, carers=("Carol", "Dan"))
            open_family(made.pk, purpose="making")
            carol = FamilyMember.objects.get(pk=made.carers[0].pk)
            families.correct_member(
                carol, seen=carol.version, by=by, language="cy", needs=["easy-read"]
            )
            self.sessions = sessions_of(make_journey(by, made))

    @pytest.mark.feature("PRG4", "LIC5")
    def test_a_pack_is_looked_at_without_a_service(self, tmp_path: Path) -> None:
        assert main(["preview", "--out", str(tmp_path / "open")]) == 0
        with server(tmp_path / "open", 0) as serving:
            threading.Thread(target=serving.serve_forever, daemon=True).start()
            page = self.page_of()
            for leaf in LEAVES:
                self.open(page, f"{address(serving)}{leaf}.html")
                self.then_the_page_is_well_made(page, f"preview-{leaf.replace('/', '-')}")
            serving.shutdown()
