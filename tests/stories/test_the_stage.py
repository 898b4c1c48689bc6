"""The checks that every story leans on do find faults."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from tests.stories.story import Story, accessibility_faults


class TestTheStage(Story):
    def test_it_hears_what_the_console_says(self) -> None:
        page = self.page_of(self.cast.amina)
        self.open(page, "/")
        page.evaluate("console.error('a fault')")
        assert [one for one in self.troubles if one.startswith("a fault")]
        self.troubles.clear()

    def test_it_hears_of_a_breach_of_the_security_policy(self) -> None:
        page = self.page_of(self.cast.amina)
        self.open(page, "/")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'),"
            " {textContent: 'window.ran = true'}))"
        )
        page.wait_for_function("true")
        assert page.evaluate("window.ran") is None
        assert [one for one in self.troubles if "Content Security Policy" in one]
        self.troubles.clear()

    def test_it_sees_what_is_not_accessible(self) -> None:
        page = self.page_of(self.cast.amina)
        self.open(page, "/")
        assert accessibility_faults(page) == []
        page.evaluate("document.querySelector('label[for=q]').remove()")
        assert [one for one in accessibility_faults(page) if one.startswith("label:")]

    def test_it_sees_a_page_that_is_too_wide(self) -> None:
        page = self.page_of(self.cast.amina)
        self.open(page, "/")
        page.evaluate("document.querySelector('h1').style.width = '500px'")
        with pytest.raises(AssertionError, match="px wide on a screen of 360"):
            self.then_the_page_is_well_made(page, "too-wide")

    def test_a_page_that_is_not_there_is_no_page(self) -> None:
        page = self.page_of(self.cast.dev)
        self.foreseen.append("404")
        with pytest.raises((AssertionError, Error), match="404"):
            self.open(page, "/no-such-place/")
