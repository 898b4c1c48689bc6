"""Filling in the record of a session, as a practitioner does."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from playwright.sync_api import Page

WORDS = {
    "wellbeing": "Tired when we began, easier when we left.",
    "home_activity": "Ten quiet minutes with each of them.",
    "next_step": "Ring on Thursday about the swimming club.",
}


def fill_in(page: Page, *, forgetting: Collection[UUID] = ()) -> None:
    """Everything that is asked, but for the children that are forgotten."""
    choose(page, "attendance_", "came")
    choose(page, "component_", "delivered")
    choose(page, "rating_", "3")
    choose(page, "support_challenge", "3")
    page.locator("input[name=minutes]").fill("75")
    for name, words in WORDS.items():
        page.locator(f"textarea[name={name}]").fill(words)
    for box in page.locator("textarea[name^=words_]").all():
        box.fill("We ate together on Sunday.")
    for box in page.locator("textarea[name^=line_]").all():
        if (box.get_attribute("name") or "").removeprefix("line_") not in set(map(str, forgetting)):
            box.fill("Laughed at supper, and slept.")


def choose(page: Page, names: str, value: str) -> None:
    """The same answer to every question whose name begins so."""
    asked = f'[name^="{names}"]' if names else ""
    for one in page.locator(f'input[type=radio]{asked}[value="{value}"]').all():
        one.check()
