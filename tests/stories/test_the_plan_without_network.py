"""The plan on a carer's telephone: it opens with the server stopped, and goes when it must."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from safehome.config.serve import open_door, wait_until_open
from safehome.people.access import acting_as
from safehome.plans.models import PhoneCopy
from safehome.vault.keyring import open_family
from safehome.workspace.sharing.phones import link_of
from tests.factories.families import make_family, open_pack_version
from tests.plans.copying import make_planned
from tests.plans.phoning import offer
from tests.stories.conftest import QUIET, chromium
from tests.stories.story import NARROW, PATIENCE, Story

PIN = "730418"
HERS = "Sasha meets Jay at the gate"
# All that the page's own store, caches and the rest hold, as one text.
EVERYTHING_KEPT = """async () => {
  const text = (value) => value instanceof ArrayBuffer ? text(new Uint8Array(value))
    : ArrayBuffer.isView(value) ? Array.from(value, (byte) => String.fromCharCode(byte)).join("")
    : value instanceof CryptoKey ? `key, extractable: ${value.extractable}`
    : value && typeof value === "object" ? Object.entries(value).map(([k, v]) => k + text(v)).join(" ")
    : String(value);
  const done = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    for (const table of db.objectStoreNames) {
      const store = db.transaction(table).objectStore(table);
      found.push(...(await done(store.getAllKeys())).map(String), ...(await done(db.transaction(table).objectStore(table).getAll())).map(text));
    }
    db.close();
  }
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push(request.url, await (await caches.match(request)).text());
  return found.join("\\n");
}"""  # noqa: E501

# Whether it opens with the PIN here, with the PIN elsewhere, and whether the key comes out.
OPENS_WHERE = """async (pin) => {
  const lock = await import("/static/reception/notes/lock.js");
  const store = await import("/static/reception/notes/store.js");
  const { device, page } = await store.read();
  const out = await crypto.subtle.exportKey("raw", device).then(() => true, () => false);
  return [await lock.open(pin, device, page), await lock.open(pin, await lock.newDevice(), page), out].map(Boolean);
}"""  # noqa: E501


class TestThePlanWithoutNetwork(Story):
    @pytest.fixture(autouse=True)
    def _telephone(self, tmp_path: Path, _stage: None) -> Iterator[None]:
        self.disk = tmp_path / "telephone"
        self.foreseen = ["Failed to load resource", "ERR_", "Failed to fetch"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        yield
        self.the_server_stops()

    @pytest.mark.feature("PLN6")
    def test_it_opens_with_the_server_stopped_and_five_wrong_pins_erase_it(self) -> None:
        self.given_a_plan()
        self.and_the_server_runs()
        self.when_amina_offers_it_to_carol()
        self.and_carol_opens_the_link_on_her_telephone()
        self.and_chooses_a_pin()
        self.then_it_can_be_installed()
        self.and_neither_words_nor_lines_of_others_are_on_the_telephone()
        self.when_the_server_stops()
        self.then_it_opens_with_the_pin_and_shows_her_part()
        self.and_locks_itself_when_it_is_put_away()
        self.when_five_wrong_pins_are_typed_in_two_tabs()
        self.then_nothing_is_kept_any_more()

    @pytest.mark.feature("PLN6")
    def test_withdrawn_it_is_gone_at_the_next_contact(self) -> None:
        self.given_a_plan()
        self.and_the_server_runs()
        self.and_it_is_on_carols_telephone()
        self.when_the_server_stops()
        self.and_amina_withdraws_it_in_one_press()
        self.then_it_still_opens_with_no_network()
        self.and_the_server_runs()
        self.then_it_is_erased_at_the_next_contact()
        self.and_amina_sees_that_it_is_erased()

    def test_held_leave_erases_and_an_old_link_opens_nothing(self) -> None:
        self.given_a_plan()
        self.and_the_server_runs()
        self.and_it_is_on_carols_telephone()
        self.then_the_same_link_opens_nothing_again()
        self.when_she_presses_leave_it_is_kept()
        self.when_she_holds_leave_it_is_gone()

    def test_its_last_day_and_a_clock_set_back(self) -> None:
        self.given_a_plan()
        self.and_the_server_runs()
        self.and_it_is_on_carols_telephone()
        self.when_the_server_stops()
        self.then_a_clock_set_back_is_seen()
        self.and_after_its_last_day_it_is_erased_with_no_network()

    def test_where_nothing_can_be_kept_nothing_is_fetched(self) -> None:
        self.given_a_plan()
        self.and_the_server_runs()
        link = self.a_link()
        for missing in ("indexedDB", "crypto"):
            page = self.a_telephone(self.disk / missing).new_page()
            page.add_init_script(
                f"Object.defineProperty(globalThis, '{missing}', {{ value: undefined }})"
            )
            page.goto(link)
            expect(page.get_by_role("heading")).to_have_text("Notes cannot be kept here")
        self.contexts.append(self.chrome.new_context(java_script_enabled=False))
        page = self.contexts[-1].new_page()
        page.goto(link)
        expect(page.get_by_role("heading")).to_have_text("Notes cannot be kept here")
        self._reads(page, "Ask for the paper card instead")
        assert self.taken() is None

    # Given

    def given_a_plan(self) -> None:
        open_pack_version()
        with acting_as(self.cast.amina) as by:
            self.planned = make_planned(by, make_family(by, self.cast, carers=("Carol", "Gran")))
        self.copies = reverse("plans:copies", args=[self.planned.version.plan_id])

    def and_the_server_runs(self) -> None:
        self.process = open_door("reception", self.port)
        assert wait_until_open(self.port, self.process)

    def the_server_stops(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    when_the_server_stops = the_server_stops

    def a_link(self) -> str:
        with acting_as(self.cast.amina) as by:
            open_family(self.planned.made.pk, purpose="story")
            return self.here(link_of(offer(self.planned, self.planned.made.carers[0], by=by)))

    def here(self, link: str) -> str:
        return link.replace("http://localhost:8412", f"http://127.0.0.1:{self.port}")

    def a_telephone(self, disk: Path) -> BrowserContext:
        """A browser whose disk can be looked through."""
        context = self.chrome.browser_type.launch_persistent_context(
            disk, executable_path=chromium(), args=QUIET, locale="en-GB",
            viewport={"width": NARROW, "height": 740}, timezone_id="Europe/London",
        )  # fmt: skip
        context.set_default_timeout(2 * PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
        self.contexts.append(context)
        return context

    def and_it_is_on_carols_telephone(self) -> None:
        self.link = self.a_link()
        self.and_carol_opens_the_link_on_her_telephone()
        self._choose(PIN, PIN)
        self._reads(self.page, "They are kept on this phone")

    # Offered, fetched

    def when_amina_offers_it_to_carol(self) -> None:
        page = self.page_of(self.cast.amina)
        self.open(page, self.copies)
        page.get_by_role("button", name="Put one on a carer’s phone").click()
        self.then_the_page_is_well_made(page, "phone-offer")
        page.get_by_label("Which carer asked for it?").select_option(index=1)
        for box in page.locator("input[name=explained]").all():
            box.check()
        page.get_by_label("in their own words").fill("If Mum finds it I hold Leave")
        page.get_by_label("On which ground may they be told?").select_option("explained")
        page.get_by_role("button", name="Show the link, once").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Look at it on paper")
        page.get_by_label("I have looked at it on paper").check()
        page.get_by_role("button", name="Show the link, once").click()
        page.locator("summary", has_text="The link itself").click()
        self.then_the_page_is_well_made(page, "phone-link")
        self.link = self.here(page.locator("#phone-link").inner_text())
        page.get_by_role("button", name="It is on the phone").click()
        self.then_the_page_is_well_made(page, "phone-copies")

    def and_carol_opens_the_link_on_her_telephone(self) -> None:
        self.telephone = self.a_telephone(self.disk)
        self.page = self.telephone.pages[0]
        self.page.goto(self.link)
        expect(self.page.get_by_role("heading", name="Choose a PIN")).to_be_visible()
        assert "#" not in self.page.url
        assert self.page.title() == "Notes"

    def and_chooses_a_pin(self) -> None:
        for wrong, again, said in (
            ("12345", "12345", "Use six to twelve"), ("123456", "123456", "guessed too easily"),
            (PIN, "730419", "not the same"),
        ):  # fmt: skip
            self._choose(wrong, again)
            expect(self.page.locator("[role=alert]:visible")).to_contain_text(said)
        self.then_the_page_is_well_made(self.page, "phone-choose")
        assert self.taken() is None, "nothing is fetched before there is a PIN"
        self._choose(PIN, PIN)
        self._reads(self.page, "They are kept on this phone")
        assert self.taken() is not None
        self.then_the_page_is_well_made(self.page, "phone-kept")

    def _choose(self, pin: str, again: str) -> None:
        self.page.locator("#pin").fill(pin)
        self.page.get_by_label("The same again").fill(again)
        self.page.get_by_role("button", name="Keep the notes on this phone").click()

    def taken(self) -> object:
        with acting_as(self.cast.amina):
            return PhoneCopy.objects.get().taken_at

    def then_it_can_be_installed(self) -> None:
        asked = self.telephone.new_cdp_session(self.page)
        assert asked.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        manifest = json.loads(asked.send("Page.getAppManifest")["data"])
        assert manifest["name"] == "Notes"

    def and_neither_words_nor_lines_of_others_are_on_the_telephone(self) -> None:
        kept = self.page.evaluate(EVERYTHING_KEPT)
        assert "key, extractable: false" in kept, "the look sees the store"
        assert "Choose a PIN" in kept, "and the caches"
        assert self.page.evaluate(OPENS_WHERE, PIN) == [True, False, False]
        self.telephone.close()  # all of it is written to the disk
        files = [one.read_bytes() for one in self.disk.rglob("*") if one.is_file()]
        assert any(b"reception/notes/app.js" in one for one in files), "the look sees the disk"
        assert PIN not in kept
        for word in (HERS, "Ring Carol, then ring us", *self.planned.canaries):
            assert word not in kept, word
            for spelt in (word.encode(), word.encode("utf-16-le")):
                assert not any(spelt in one for one in files), word

    # Read, with nothing to connect to

    def then_it_opens_with_the_pin_and_shows_her_part(self) -> None:
        self.telephone = self.a_telephone(self.disk)
        self.page = self.telephone.pages[0]
        self.page.goto(f"http://127.0.0.1:{self.port}/notes/")
        self._enter(self.page, PIN)
        opened = self.page.locator("#open")
        expect(opened).to_contain_text(HERS)
        expect(opened).to_contain_text("Ring Carol, then ring us")
        expect(opened.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
        said = opened.inner_text()
        assert not [canary for canary in self.planned.canaries if canary in said]
        self.then_the_page_is_well_made(self.page, "phone-open")
        assert HERS not in self.page.evaluate(EVERYTHING_KEPT)

    def _reads(self, page: Page, words: str) -> None:
        """Seen, and not only in the document."""
        expect(page.get_by_text(words)).to_be_visible()

    def _enter(self, page: Page, pin: str) -> None:
        page.locator("#entered").fill(pin)
        page.get_by_role("button", name="Open").click()

    def and_locks_itself_when_it_is_put_away(self) -> None:
        self.page.evaluate(
            "Object.defineProperty(document, 'hidden', { value: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        expect(self.page.get_by_role("button", name="Open")).to_be_visible()
        assert HERS not in self.page.content()

    def when_five_wrong_pins_are_typed_in_two_tabs(self) -> None:
        other = self.telephone.new_page()
        other.goto(f"http://127.0.0.1:{self.port}/notes/")
        # A page that is closed before the answer comes has used up a try all the same.
        other.evaluate("() => { SubtleCrypto.prototype.deriveKey = () => new Promise(() => {}) }")
        self._enter(other, "000001")
        expect(other.locator("#open-form button")).to_have_attribute("aria-disabled", "true")
        other.wait_for_timeout(3000)
        other.reload()
        for left, page in ((3, self.page), (2, other), (1, self.page)):
            self._enter(page, "000001")
            expect(page.locator("[role=alert]:visible")).to_contain_text(f"erased: {left}")
        self.then_the_page_is_well_made(self.page, "phone-wrong")
        self._enter(self.page, "000001")
        self._reads(self.page, "Five PINs did not open")
        self._reads(other, "erased in another window")
        self.then_the_page_is_well_made(self.page, "phone-gone")

    def then_nothing_is_kept_any_more(self) -> None:
        self.page.wait_for_function(
            "async () => !(await indexedDB.databases()).length && !(await caches.keys()).length"
            " && !(await navigator.serviceWorker.getRegistrations()).length"
        )

    # Withdrawn

    def and_amina_withdraws_it_in_one_press(self) -> None:
        self.staff = self.page_of(self.cast.amina)
        self.open(self.staff, self.copies)
        self.staff.get_by_role("button", name="copy from the phone").click()
        row = self.staff.get_by_role("row", name="Carol")
        expect(row).to_contain_text("Withdrawn")

    def then_it_still_opens_with_no_network(self) -> None:
        self.page.reload()
        self._enter(self.page, PIN)
        expect(self.page.locator("#open")).to_contain_text(HERS)

    def then_it_is_erased_at_the_next_contact(self) -> None:
        self.page.reload()
        self._reads(self.page, "They no longer hold")
        self.then_nothing_is_kept_any_more()

    def and_amina_sees_that_it_is_erased(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.open(self.staff, self.copies)
        expect(self.staff.get_by_role("row", name="Carol")).to_contain_text("Erased from the phone")

    # Leaving, and links

    def then_the_same_link_opens_nothing_again(self) -> None:
        other = self.a_telephone(self.disk / "other")
        page = other.pages[0]
        page.goto(self.link)
        page.locator("#pin").fill(PIN)
        page.get_by_label("The same again").fill(PIN)
        page.get_by_role("button", name="Keep the notes").click()
        expect(page.locator("[role=alert]:visible")).to_contain_text("There is nothing under")
        self.then_the_page_is_well_made(page, "phone-used-link")

    def when_she_presses_leave_it_is_kept(self) -> None:
        self._enter(self.page, PIN)
        expect(self.page.locator("#open")).to_contain_text(HERS)
        self.page.get_by_role("button", name="Leave").click()
        expect(self.page.locator("body")).to_have_text("Sunny")
        self.page.goto(f"http://127.0.0.1:{self.port}/notes/")
        expect(self.page.get_by_role("button", name="Open")).to_be_visible()
        assert HERS not in self.page.content()

    def when_she_holds_leave_it_is_gone(self) -> None:
        self.page.get_by_role("button", name="Leave").hover()
        self.page.mouse.down()
        expect(self.page.locator("body")).to_have_text("Sunny")
        self.page.mouse.up()
        self.page.goto(f"http://127.0.0.1:{self.port}/notes/")
        expect(self.page.get_by_role("heading")).to_have_text("Nothing is kept here")
        self.then_nothing_is_kept_any_more()

    # Days

    def then_a_clock_set_back_is_seen(self) -> None:
        self.page.clock.set_fixed_time(timezone.now() - timedelta(days=3))
        self.page.reload()
        self._reads(self.page, "This phone’s clock stands back")

    def and_after_its_last_day_it_is_erased_with_no_network(self) -> None:
        self.page.clock.set_fixed_time(timezone.now() + timedelta(days=61))
        self.page.reload()
        self._reads(self.page, "Their last day has passed")
        self.then_nothing_is_kept_any_more()
