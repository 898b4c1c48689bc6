"""Scripts in real Chromium against a real server: words are kept, and never shown to another.

The server here speaks the contract of drafts.js and session.js and nothing else, so
that each answer, and no answer at all, can be had at will.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import safehome.design

STATIC = Path(safehome.design.__file__).parent / "static"
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Notes</title>
<link rel="stylesheet" href="/static/design/safehome.css">
<script type="module" src="/static/design/js/{door}.js"></script></head>
<body data-session-url="/session/" data-person="amina" data-sign-in-url="/sign-in/"
 {body}><main>
<a class="govuk-js-exit-this-page-button" href="/leave/">Exit this page</a>
<form method="post" action="/send/" data-submit-once
 data-draft-url="/draft/" data-draft-version="1">
<p data-save-status role="status"></p><input type="hidden" name="csrfmiddlewaretoken" value="old">
<label for="words">Words</label><textarea id="words" name="words"></textarea>
<button>Send</button></form>
<table><tr data-row-href="/row/1"><td id="one">One</td></tr>
<tr data-row-href="/row/2"><td>Two</td></tr></table></main></body></html>"""


@dataclass
class Server:
    """What it answers to a draft and to the question who is signed in, and what it was sent."""

    address: str = ""
    answer: tuple[int, dict[str, Any]] = (200, {"saved_at": "14:02", "version": 2})
    person: str = "amina"
    csrf: str = "old"
    body: str = ""
    door: str = "staff"
    drafts: list[dict[str, str]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def reply(self, code: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            if self.path.startswith("/static/"):
                file = STATIC / self.path.removeprefix("/static/")
                kind = "text/javascript" if file.suffix == ".js" else "text/css"
                self.reply(200, file.read_bytes(), kind)
            elif self.path == "/session/":
                told = {"person": state.person, "csrf": state.csrf}
                self.reply(200 if state.person else 401, json.dumps(told).encode())
            elif self.path == "/notes/":
                page = HTML.format(door=state.door, body=state.body)
                self.reply(200, page.encode(), "text/html; charset=utf-8")
            else:
                self.reply(200, f"<title>{self.path}</title>".encode(), "text/html")

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            raw = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
            words = {key: value[0] for key, value in raw.items()}
            if self.path == "/session/":
                return self.do_GET()
            if self.path == "/send/":
                state.sent.append(words["words"])
                return self.reply(200, b"<title>Sent</title>", "text/html")
            if not state.person:
                return self.reply(401, b"{}")
            if words["csrfmiddlewaretoken"] != state.csrf:
                return self.reply(403, b"<h1>Forbidden</h1>", "text/html")
            if state.answer[0] == 200:
                state.drafts.append(words)
            return self.reply(state.answer[0], json.dumps(state.answer[1]).encode())

        def log_message(self, *words: object) -> None:
            """Quiet."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{made.server_port}"
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield state
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    made = browser.new_page()
    made.clock.install()
    yield made
    made.close()


def open_notes(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/notes/")
    page.wait_for_selector("body.js-enabled")


def write(page: Page, words: str) -> None:
    page.locator("#words").press_sequentially(words)
    page.clock.run_for(3500)


def status(page: Page) -> Any:
    return expect(page.locator("[data-save-status]"))


def test_words_are_saved_soon_after_typing_stops(page: Page, server: Server) -> None:
    open_notes(page, server)
    write(page, "We drew the map.")
    status(page).to_have_text("Saved 14:02")
    assert server.drafts[-1]["words"] == "We drew the map."
    assert server.drafts[-1]["draft_version"] == "1"
    write(page, " Then tea.")
    expect(page.locator("[data-state=saved]")).to_be_visible()
    page.wait_for_function("() => true")
    assert server.drafts[-1]["draft_version"] == "2"


def test_it_never_says_saved_when_it_is_not_and_tries_again(page: Page, server: Server) -> None:
    open_notes(page, server)
    page.context.set_offline(True)
    write(page, "In the lift")
    status(page).to_have_text("Not saved, retrying")
    assert server.drafts == []
    page.context.set_offline(False)
    page.clock.run_for(10000)
    status(page).to_have_text("Saved 14:02")
    assert server.drafts[-1]["words"] == "In the lift"


def test_a_conflict_shows_both_texts_and_loses_neither(page: Page, server: Server) -> None:
    server.answer = (
        409,
        {"message": "Ben changed this.", "theirs": {"words": "<b>Ben's"}, "version": 7},
    )
    open_notes(page, server)
    write(page, "Mine")
    notice = page.locator(".sh-notice")
    expect(notice).to_contain_text("Ben changed this.")
    expect(notice).to_contain_text("<b>Ben's")
    expect(page.locator("#words")).to_have_value("Mine")
    server.answer = (200, {"saved_at": "14:03", "version": 8})
    page.get_by_role("button", name="Save mine").click()
    status(page).to_have_text("Saved 14:03")
    assert server.drafts[-1]["draft_version"] == "7"


def test_after_signing_in_again_the_same_person_loses_nothing(page: Page, server: Server) -> None:
    server.person = ""
    open_notes(page, server)
    write(page, "x" * 500)
    expect(page.locator(".sh-notice")).to_contain_text("Your words are still on this page")
    assert page.get_by_role("link", name="Sign in again").get_attribute("target") == "_blank"
    server.person, server.csrf = "amina", "new"  # signing in changes the token
    page.clock.run_for(70000)
    status(page).to_have_text("Not saved, retrying")
    page.clock.run_for(70000)
    status(page).to_have_text("Saved 14:02")
    assert server.drafts[-1]["words"] == "x" * 500
    expect(page.locator(".sh-notice")).to_have_count(0)


@pytest.mark.parametrize("way", ["the draft is refused", "the token is stale"])
def test_another_person_never_sees_the_words(page: Page, server: Server, way: str) -> None:
    if way == "the draft is refused":
        server.answer = (403, {"reason": "another-person"})
    else:
        server.person, server.csrf = "ben", "new"
    open_notes(page, server)
    page.locator("#words").press_sequentially("Private")
    with page.expect_navigation(url=f"{server.address}/"):
        page.clock.run_for(3500)
    assert "Private" not in page.content()


def test_sending_waits_until_the_words_are_safe(page: Page, server: Server) -> None:
    server.answer = (500, {})
    open_notes(page, server)
    page.locator("#words").press_sequentially("Careful")
    page.get_by_role("button", name="Send").click()
    status(page).to_have_text("Not saved, retrying")
    assert server.sent == []
    server.answer = (200, {"saved_at": "14:05", "version": 2})
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_title("Sent")
    assert server.sent == ["Careful"]


def test_leaving_saves_and_goes_at_once(page: Page, server: Server) -> None:
    server.door = "portal"
    open_notes(page, server)
    page.locator("#words").press_sequentially("Half a sen")
    with page.expect_navigation(url=f"{server.address}/leave/"):
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert server.drafts[-1]["words"] == "Half a sen"
    page.go_back()
    assert "/notes/" not in page.url


def test_escape_twice_hides_the_page_and_gives_it_back(page: Page, server: Server) -> None:
    open_notes(page, server)
    page.locator("#words").press_sequentially("Mine")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("main")).to_be_hidden()
    assert page.title() == "…"
    assert page.evaluate("document.querySelector('main').inert")
    page.get_by_role("button", name="Show the page").click()
    expect(page.locator("#words")).to_have_value("Mine")
    assert page.title() == "Notes"


def test_when_the_session_ends_the_page_is_covered_until_the_same_person_is_back(
    page: Page, server: Server
) -> None:
    server.body = 'data-idle-minutes="1"'
    open_notes(page, server)
    page.locator("#words").press_sequentially("Mine")
    page.clock.run_for(4000)
    page.clock.run_for(85000)
    expect(page.get_by_role("heading", name="Still there?")).to_be_visible()
    server.person = ""
    page.clock.run_for(25000)
    expect(page.locator(".sh-cover")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    server.person = "amina"
    page.get_by_role("button", name="I have signed in").click()
    expect(page.locator("#words")).to_have_value("Mine")
    expect(page.locator(".sh-cover")).to_have_count(0)


def test_a_table_is_walked_with_the_arrows(page: Page, server: Server) -> None:
    open_notes(page, server)
    page.locator("tr").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/row/2")
    open_notes(page, server)
    page.locator("#one").click()
    page.wait_for_url("**/row/1")
