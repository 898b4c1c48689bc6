"""Amina writes one entry about several people, and each child's record keeps what is its own."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from safehome.people.access import acting_as
from tests.entries.files import jpeg, pdf
from tests.factories.families import make_family
from tests.stories.story import PATIENCE, Story

SHARED = "Carol rang: both slept through, and breakfast was quiet."
MINAS = "Mina told her teacher that the new door helps."
FLAG = "Ring before you come: the dog is loose."


class TestWrittenOnce(Story):
    @pytest.mark.feature("FAM5", "NEW17")
    def test_one_entry_in_several_records(self) -> None:
        self.given_a_family_of_hers()
        self.when_she_writes_an_entry_with_two_parts()
        self.then_it_stands_in_the_chronology()
        self.then_jays_page_says_nothing_of_minas_own()
        self.when_she_corrects_it()
        self.then_both_are_there()

    @pytest.mark.feature("FAM8", "FAM10")
    def test_a_flag_and_a_paper(self) -> None:
        self.given_a_family_of_hers()
        self.when_she_raises_a_flag()
        self.when_she_adds_a_pdf_and_a_picture()
        self.then_she_looks_at_them_in_the_browser()
        self.then_a_wrong_file_is_refused_kindly()

    @pytest.mark.feature("FAM6", "NEW15", "PRG27")
    def test_professionals_and_the_childs_programme(self) -> None:
        self.given_a_family_of_hers()
        self.then_the_gap_is_on_the_familys_page()
        self.when_she_adds_and_confirms_a_therapist()
        self.when_she_writes_how_far_the_programme_is()
        self.then_the_gap_is_closed()

    def given_a_family_of_hers(self) -> None:
        with acting_as(self.cast.amina) as by:
            self.made = make_family(by, self.cast)
        self.page = self.page_of(self.cast.amina)

    def tab(self, name: str) -> None:
        self.open(self.page, reverse(f"workspace:{name}", args=[self.made.pk]))

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name).first.click()

    # --- an entry

    def when_she_writes_an_entry_with_two_parts(self) -> None:
        self.tab("chronology")
        self.follow("Write an entry")
        page = self.page
        page.get_by_label("Telephone call").check()
        page.get_by_label("What happened, in plain words").fill(SHARED)
        expect(page.locator("[data-save-status]")).to_have_text(
            re.compile(r"Saved \d\d:\d\d"), timeout=PATIENCE
        )
        page.reload()
        expect(page.get_by_label("What happened, in plain words")).to_have_value(SHARED)
        for one in ("Carol", "Jay", "Mina"):
            page.locator("#part-1").get_by_label(one, exact=True).check()
        self.press("Write this entry")
        expect(page.locator(".govuk-error-summary")).to_contain_text("Say whether this is Jay or")
        self.then_the_page_is_well_made(page, "write-entry-refused")
        page.locator("#part-1").get_by_label("Nobody’s own").check()
        self.press("Add a part about somebody else")
        second = page.locator("#part-2")
        second.get_by_label("In plain words").fill(MINAS)
        second.get_by_label("Mina", exact=True).check()
        second.get_by_label("Mina’s own").check()
        self.then_the_page_is_well_made(page, "write-entry")
        self.press("Write this entry")

    def then_it_stands_in_the_chronology(self) -> None:
        expect(self.page.locator("main")).to_contain_text(SHARED)
        expect(self.page.locator("main")).to_contain_text(MINAS)
        self.then_the_page_is_well_made(self.page, "chronology-entry")

    def then_jays_page_says_nothing_of_minas_own(self) -> None:
        for child, seen in zip(self.made.children, (False, True), strict=True):
            self.open(self.page, reverse("workspace:member", args=[child.pk]))
            main = self.page.locator("main")
            expect(main).to_contain_text(SHARED)
            if seen:
                expect(main).to_contain_text(MINAS)
            else:
                expect(main).not_to_contain_text(MINAS)

    def when_she_corrects_it(self) -> None:
        self.tab("chronology")
        self.follow("Correct")
        box = self.page.get_by_label("What happened, in plain words")
        expect(box).to_have_value(SHARED)
        box.fill(SHARED.replace("both", "two of three"))
        self.press("Write this correction")

    def then_both_are_there(self) -> None:
        main = self.page.locator("main")
        expect(main).to_contain_text("two of three slept through")
        expect(main).to_contain_text(SHARED)
        expect(main).to_contain_text("Corrected by a later entry")

    # --- a flag and papers

    def when_she_raises_a_flag(self) -> None:
        self.tab("family")
        self.follow("Raise a flag")
        self.page.get_by_label("Visiting: take care").check()
        self.page.get_by_label("What must everybody know").fill(FLAG)
        self.then_the_page_is_well_made(self.page, "raise-flag")
        self.press("Raise this flag")
        expect(self.page.locator(".sh-banner")).to_contain_text(FLAG)
        self.then_the_page_is_well_made(self.page, "family-flagged")

    def send(self, name: str, content: bytes, title: str) -> None:
        self.tab("documents")
        self.press("Add a document")
        page = self.page
        page.get_by_label("The file").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
        page.get_by_label("Minutes").check()
        page.get_by_label("A title to find it by").fill(title)
        self.press("Add this document")

    def when_she_adds_a_pdf_and_a_picture(self) -> None:
        self.tab("documents")
        self.then_the_page_is_well_made(self.page, "documents-empty")
        self.send("minutes.pdf", pdf(2, script="app.alert(1)"), "Core group, May")
        self.send("drawing.jpg", jpeg(600, 400), "Jay’s drawing of the harbour")

    def then_she_looks_at_them_in_the_browser(self) -> None:
        page = self.page
        self.then_the_page_is_well_made(page, "documents")
        self.follow("Core group, May")
        expect(page.get_by_role("img")).to_have_count(2)
        self.then_the_page_is_well_made(page, "document-pdf")
        with page.expect_download() as download:
            self.press("Save the file")
        assert download.value.suggested_filename.startswith("document-")
        self.tab("documents")
        self.follow("Jay’s drawing of the harbour")
        shown = page.get_by_role("img")
        expect(shown).to_have_js_property("naturalWidth", 600)
        self.then_the_page_is_well_made(page, "document-picture")

    def then_a_wrong_file_is_refused_kindly(self) -> None:
        self.send("minutes.docx", b"PK\x03\x04 not a PDF", "Minutes")
        expect(self.page.locator(".govuk-error-summary")).to_contain_text(
            "save or print it as a PDF first"
        )
        self.then_the_page_is_well_made(self.page, "add-document-refused")

    # --- the network

    def then_the_gap_is_on_the_familys_page(self) -> None:
        self.tab("family")
        expect(self.page.locator("main")).to_contain_text("No therapeutic support is written for")
        self.then_the_page_is_well_made(self.page, "family-gap")
        self.follow("The children’s own programmes")

    def when_she_adds_and_confirms_a_therapist(self) -> None:
        page = self.page
        self.press("Add a professional")
        page.get_by_label("Name", exact=True).fill("Maya Lind")
        page.get_by_label("What are they here?").select_option("therapist")
        page.get_by_label("E-mail address").fill("maya@young.example")
        self.then_the_page_is_well_made(page, "add-professional")
        self.press("Add this contact")
        expect(page.locator("main")).to_contain_text("Not confirmed")
        self.follow("Confirm")
        expect(page.locator("main")).to_contain_text("maya@young.example")
        self.press("Yes, I checked it")
        expect(page.locator("main")).to_contain_text("Amina Yusuf")

    def when_she_writes_how_far_the_programme_is(self) -> None:
        page = self.page
        self.follow("Write how far it is")
        page.get_by_label("Under way").check()
        page.get_by_label("The child’s therapist").select_option(label="Maya Lind")
        self.then_the_page_is_well_made(page, "programme")
        self.press("Write this")
        page.wait_for_url("**/contacts/")
        self.then_the_page_is_well_made(page, "contacts")

    def then_the_gap_is_closed(self) -> None:
        self.tab("family")
        expect(self.page.locator("main")).not_to_contain_text("No therapeutic support")
