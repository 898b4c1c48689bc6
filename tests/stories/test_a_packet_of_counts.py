"""A manager signs a packet and fetches the file; the programme office takes it in, once."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from safehome.config.serve import open_door, wait_until_open
from safehome.people.access import acting_as
from tests.factories import signed_in_client
from tests.factories.referrals import make_referral
from tests.stories.story import Story

OFFICE = "safehome.config.doors.office"


@pytest.fixture(scope="module")
def office() -> Iterator[str]:
    """The address of the programme office's door."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = open_door("office", port)
    try:
        assert wait_until_open(port, process), "The office's door did not open"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


class TestAPacketOfCounts(Story):
    @pytest.mark.feature("NEW26")
    def test_it_goes_from_one_door_to_the_other_once(
        self, office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.given_a_few_families_were_referred()
        self.when_mo_makes_the_key()
        self.and_looks_at_the_packet_and_signs_it()
        self.and_downloads_it(tmp_path)
        self.when_olu_takes_in_the_key(office, monkeypatch)
        self.then_a_changed_byte_is_refused(tmp_path)
        self.and_the_file_itself_is_taken_in()
        self.and_the_same_again_is_refused()
        self.and_all_together_are_shown()

    def given_a_few_families_were_referred(self) -> None:
        with acting_as(self.cast.priya) as by:
            for _ in range(6):
                make_referral(by)
        self.mo = self.page_of(self.cast.mo)

    def when_mo_makes_the_key(self) -> None:
        self.open(self.mo, reverse("observatory:packets"))
        self.then_the_page_is_well_made(self.mo, "packets-none")
        self.mo.get_by_role("button", name="Make the key").click()
        self.then_the_page_is_well_made(self.mo, "packets-make-key")
        self.mo.get_by_role("button", name="Make the key").click()
        says = self.mo.locator("dl").inner_text()
        self.line = re.search(r"safehome-packet-key-1 [0-9a-f]{64}", says)[0]  # type: ignore[index]
        self.fingerprint = re.search(r"(?:\w{4}-){4}\w{4}", says)[0]  # type: ignore[index]

    def and_looks_at_the_packet_and_signs_it(self) -> None:
        self.mo.get_by_role("button", name="See what the next packet would say").click()
        expect(self.mo.locator("main")).to_contain_text("What became of referrals")
        self.then_the_page_is_well_made(self.mo, "packets-next")
        self.mo.get_by_role("button", name="Sign packet 1").click()
        expect(self.mo.locator("h1")).to_have_text("Packet 1")
        self.then_the_page_is_well_made(self.mo, "packets-signed")

    def and_downloads_it(self, folder: Path) -> None:
        with self.mo.expect_download() as fetching:
            self.mo.get_by_role("button", name="Download the file").click()
        self.file = folder / fetching.value.suggested_filename
        fetching.value.save_as(self.file)
        assert self.file.name == "packet-1.json"
        self.open(self.mo, reverse("observatory:packets"))
        self.then_the_page_is_well_made(self.mo, "packets")

    def when_olu_takes_in_the_key(self, office: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "DOOR", "office")
        token = signed_in_client(self.cast.olu).cookies[settings.SESSION_COOKIE_NAME].value
        monkeypatch.undo()
        context = self.browser_of()
        context.add_cookies(
            [{"name": "session-office", "value": token, "url": office, "httpOnly": True}]
        )
        self.olu = context.new_page()
        self.senders = office + reverse("taking:senders", urlconf=OFFICE)
        self.open(self.olu, self.senders)
        self.then_the_page_is_well_made(self.olu, "senders-none")
        self.olu.get_by_role("button", name="Take in a key").click()
        self.olu.get_by_label("Whose key is it?").fill("Harbour Family Service")
        self.olu.get_by_label("The line of the key").fill(self.line)
        self.olu.get_by_label("The fingerprint, as you hear it").fill(
            self.fingerprint.lower().replace("-", " ")
        )
        self.then_the_page_is_well_made(self.olu, "take-in-key")
        self.olu.get_by_role("button", name="Take in the key").click()
        expect(self.olu.locator("h1")).to_have_text("Harbour Family Service")

    def then_a_changed_byte_is_refused(self, folder: Path) -> None:
        content = self.file.read_bytes()
        changed = folder / "changed.json"
        changed.write_bytes(content.replace(b'"whole": 6', b'"whole": 7'))
        assert changed.read_bytes() != content
        self.send(changed)
        expect(self.error()).to_contain_text("do not add up")
        self.then_the_page_is_well_made(self.olu, "take-in-refused")

    def and_the_file_itself_is_taken_in(self) -> None:
        self.send(self.file)
        expect(self.olu.locator(".govuk-notification-banner")).to_contain_text(
            "Packet 1 of Harbour Family Service was taken in."
        )
        self.then_the_page_is_well_made(self.olu, "sender")

    def and_the_same_again_is_refused(self) -> None:
        self.send(self.file)
        expect(self.error()).to_contain_text("Packet 1 was taken in before.")

    def and_all_together_are_shown(self) -> None:
        self.open(self.olu, self.senders)
        self.then_the_page_is_well_made(self.olu, "senders")
        self.olu.get_by_role("link", name="All organisations together").click()
        expect(self.olu.locator(".sh-picture svg").first).to_be_visible()
        self.then_the_page_is_well_made(self.olu, "packets-of-all")

    def send(self, file: Path) -> None:
        self.open(self.olu, f"{self.senders}take-in/")
        self.olu.get_by_label("The file that they sent").set_input_files(file)
        self.olu.get_by_role("button", name="Take it in").click()

    def error(self) -> Page:
        return self.olu.locator(".govuk-error-summary")
