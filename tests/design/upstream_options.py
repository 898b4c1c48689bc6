"""Upstream's parameters as ours: what we offer, what we leave out and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures"
Options = dict[str, Any]

# Component → parameters of upstream that we have no use for. A fixture that uses one is skipped.
HTML_IN = "words are escaped here; HTML comes only from other macros"
UNUSED: dict[str, str] = {
    "html": HTML_IN,
    "summaryHtml": HTML_IN,
    "titleHtml": HTML_IN,
    "attributes": "pages need no attributes there",
    "items[].attributes": "pages need no attributes there",
    "formGroup": "the form decides nothing about its group",
    "countType": "our limits are characters or words, told by which is given",
    "javascript": "the plain box of the browser is enough",
    "showPasswordText": "translated as a whole, later",
    "slots": "the header is ours",
    "classes:inverse": "no dark surfaces",
}
SKIPPED: dict[tuple[str, str], str] = {
    ("date-input", "with translations"): "labels are translated as a whole",
    ("date-input", "with values, name prefix and custom names"): "names come from the form",
    ("date-input", "day and month"): "all our dates have three parts",
    ("date-input", "day and month (using items)"): "all our dates have three parts",
    ("date-input", "month and year"): "all our dates have three parts",
    ("date-input", "month and year (using items)"): "all our dates have three parts",
    ("date-input", "with items"): "names come from the form",
    ("date-input", "with errors only (using items and classes)"): "one way to say it is enough",
    ("error-message", "translated"): "the prefix is a parameter named otherwise",
    ("input", "with extra letter spacing"): "codes are not asked for",
    ("panel", "interruption"): "not used",
    ("panel", "interruption-with-content-with-long-line-length"): "not used",
    ("panel", "interruption-with-headings-content-and-lists"): "not used",
    ("skip-link", "with focus"): "a state of the review application",
    ("table", "default"): "a table without a head is not a table",
    ("pagination", "with custom link and item text"): "numbers are numbers",
    ("breadcrumbs", "inverse"): "no dark surfaces",
    ("back-link", "inverse"): "no dark surfaces",
}


class DiffersError(Exception):
    """Ours has no such parameter, on purpose; the words say why."""


def only(options: Options, **names: str) -> Options:
    """Rename what we know; fail on what we do not, so that nothing is compared by luck."""
    unknown = sorted(set(options) - set(names))
    if unknown:
        raise DiffersError(
            ", ".join(f"{name}: {UNUSED.get(name, 'not offered')}" for name in unknown)
        )
    return {names[key]: value for key, value in options.items() if names[key]}


def words(thing: Any) -> Any:
    if not isinstance(thing, dict):
        return thing
    if "html" in thing and "text" not in thing:
        raise DiffersError(HTML_IN)
    return thing.get("text", "")
