"""Pictures of answers in real Chromium: at 360 px, at 1280 px and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from playwright.sync_api import Browser, Page, sync_playwright

import safehome.design
from safehome.design.pictures import Answers, Layouts, change_layouts
from tests.stories.conftest import QUIET, chromium

CSS = (Path(safehome.design.__file__).parent / "static/design/safehome.css").read_text()
SOURCE = """{% from "components/pictures.html" import layouts %}{{ layouts(both, "Answers") }}"""
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Answers</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{css}</style></head>
<body><div class="govuk-width-container"><main>{inside}</main></div></body></html>"""
SMALLEST = 11  # CSS pixels of any letter in a picture; one less at 320


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=chromium(), args=QUIET)
        yield made
        made.close()


def of(occasions: int) -> Layouts:
    values = tuple(float(place % 9) for place in range(occasions))
    lines = [Answers("How we talk", values), Answers("How home is", values[::-1])]
    names = [f"After session {place}" for place in range(occasions)]
    return change_layouts(lines, occasions=names, title="Two lines", key="x")


def opened(browser: Browser, occasions: int, wide: int, *, paper: bool = False) -> Page:
    """One page without any script, at that width."""
    page = browser.new_page(viewport={"width": wide, "height": 800}, java_script_enabled=False)
    if paper:
        page.emulate_media(media="print")
    inside = engines["jinja2"].from_string(SOURCE).render({"both": of(occasions)})
    page.set_content(HTML.format(css=CSS, inside=inside))
    return page


@pytest.mark.parametrize("occasions", [1, 3, 8, 9, 18])
@pytest.mark.parametrize(
    ("wide", "paper"), [(320, False), (360, False), (1280, False), (680, True), (360, True)]
)
def test_one_picture_is_shown_and_can_be_read(
    browser: Browser, occasions: int, wide: int, paper: bool
) -> None:
    page = opened(browser, occasions, wide, paper=paper)
    try:
        shown = [one for one in page.locator("svg.pic").all() if one.is_visible()]
        assert len(shown) == 1
        # What is not shown is in no reader's tree either.
        assert page.get_by_role("img").count() == 1
        if paper and wide < 680:
            return  # a narrow page prints on A4, whose width is not this one
        box = shown[0].bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= wide
        letters = [one.bounding_box() for one in shown[0].locator("text").all()]
        assert min(one["height"] for one in letters if one) >= SMALLEST - (wide < 360)
        assert all(one["x"] + one["width"] <= wide for one in letters if one)
    finally:
        page.close()


def test_nothing_to_scroll_asks_for_no_stop_of_the_keyboard(browser: Browser) -> None:
    page = opened(browser, 18, 360)
    assert page.locator("[class^='sh-picture'][tabindex]").count() == 0
    page.close()
