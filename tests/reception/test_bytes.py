"""A referrer's first visit is light: many come on a phone, with little signal."""

from __future__ import annotations

import gzip
from pathlib import Path

import safehome.design
from tests.reception.conftest import WHOLE, Referrer

STATIC = Path(safehome.design.__file__).parent / "static" / "design"


def test_a_first_visit_to_any_page_is_at_most_sixty_kilobytes(referrer: Referrer) -> None:
    beside = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("safehome.css", "js/reception.js", "plain.svg")
    )
    beside += sum(
        (STATIC / "fonts" / f"atkinson-hyperlegible-next-{w}.woff2").stat().st_size
        for w in (400, 600)
    )
    pages = {"before": referrer.browser.get("/harbour/"), "code": referrer.starts()}
    pages |= {page: referrer.browser.get(f"/harbour/tasks/{page}/") for page in WHOLE}
    referrer.writes_all()
    pages |= {page: referrer.browser.get(f"/harbour/{page}/") for page in ("tasks", "check")}
    for name, page in pages.items():  # the pages themselves are sent as they are
        assert beside + len(page.content) <= 60_000 or name == "check", (name, len(page.content))
    assert len(pages["check"].content) <= 40_000


def test_its_script_is_at_most_ten_kilobytes() -> None:
    assert (STATIC / "js" / "reception.js").stat().st_size <= 10_000
