"""What every story stands on: people at their browsers, and pages that must be well made.

Given, when and then are plain methods. Any error in the browser's console, a breach
of the content security policy among them, fails the story unless it was foreseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from safehome.journeys.models import Journey, Session
from safehome.people.access import acting_as
from safehome.people.models import Person
from safehome.vault.keyring import open_family
from tests.cluster import LOCAL
from tests.factories import Cast, signed_in_client
from tests.factories.families import (
    MadeFamily,
    make_family,
    make_journey,
    sessions_of,
    sign_whole,
)

AXE = (Path(__file__).parent / "axe.min.js").read_text()
PICTURES = LOCAL / "pictures"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, NARROW = 1280, 360
PATIENCE = 10_000  # milliseconds, on a busy machine


class Story:
    """A journey through the product as somebody lives it."""

    pytestmark = pytest.mark.story

    @pytest.fixture(autouse=True)
    def _stage(
        self, chrome: Browser, door: str, cast: Cast, superuser: psycopg.Connection
    ) -> Iterator[None]:
        self.chrome, self.door, self.cast, self.superuser = chrome, door, cast, superuser
        self.contexts: list[BrowserContext] = []
        self.troubles: list[str] = []
        self.foreseen: list[str] = []
        yield
        for context in self.contexts:
            context.close()
        unforeseen = [
            trouble for trouble in self.troubles if not any(one in trouble for one in self.foreseen)
        ]
        assert not unforeseen, "\n".join(unforeseen)

    # People at their browsers

    def browser_of(self, person: Person | None = None) -> BrowserContext:
        """A browser of one's own; with a person, one in which they have signed in."""
        context = self.chrome.new_context(
            viewport={"width": WIDE, "height": 900}, locale="en-GB", timezone_id="Europe/London"
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.contexts.append(context)
        if person is not None:
            self.sign_in(context, person)
        return context

    def page_of(self, person: Person | None = None) -> Page:
        return self.browser_of(person).new_page()

    def sign_in(self, context: BrowserContext, person: Person) -> None:
        """As signing in would have: a new session, its cookie in this browser, no old token."""
        context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
        name = settings.SESSION_COOKIE_NAME
        token = signed_in_client(person).cookies[name].value
        context.add_cookies([{"name": name, "value": token, "url": self.door, "httpOnly": True}])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.troubles.append(f"{message.text} ({where})")

    def open(self, page: Page, path: str) -> None:
        answer = page.goto(path if path.startswith("http") else self.door + path)
        assert answer is not None
        assert answer.status == 200, f"{answer.status} at {page.url}"

    # Families and their journeys

    def family_on_a_journey(
        self, *, recorded: int, name: str = "Marlow", by: Person | None = None
    ) -> tuple[MadeFamily, Journey]:
        """A family, so many of whose sessions are recorded; the next one is today at ten."""
        with acting_as(by or self.cast.amina) as actor:
            made = make_family(actor, self.cast, name=name)
            open_family(made.pk, purpose="making")
            first = ten_o_clock() - timedelta(days=7 * recorded)
            journey = make_journey(actor, made, first_session_at=first)
            sessions = sessions_of(journey)
            for session in sessions[:recorded]:
                sign_whole(session, by=actor)
            to_hold = sessions[recorded].pk
        self._plan_for_today(to_hold)
        return made, journey

    def _plan_for_today(self, session: UUID) -> None:
        """Wherever the weekend has moved it: a story is told on any day of the week."""
        self.superuser.execute(
            "UPDATE journeys_session SET planned_for = %s WHERE id = %s", [ten_o_clock(), session]
        )

    def session_of(self, journey: Journey, number: int, *, by: Person | None = None) -> Session:
        with acting_as(by or self.cast.amina):
            return sessions_of(journey)[number - 1]

    # What every page must be

    def then_the_page_is_well_made(self, page: Page, name: str) -> None:
        """Accessible at both widths, nothing to scroll sideways for; a picture to look at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 900 if width == WIDE else 740})
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} px wide on a screen of {width}"
            faults = accessibility_faults(page)
            assert not faults, f"{name} at {width} px:\n" + "\n".join(faults)


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, a line for each place."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        RULES,
    )
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def ten_o_clock() -> datetime:
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
