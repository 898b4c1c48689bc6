"""No page offers somebody what would refuse them."""

from __future__ import annotations

import re
import tomllib
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from tests.house.test_access_matrix import REVIEWED
from tests.house.visiting import Visit, every_address

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#?]*)')
FORM = re.compile(r'<form\b[^>]*\baction="(/[^"#?]*)')


def offered(page: str) -> set[tuple[str, str]]:
    """The addresses that a page leads to, each with how it is asked for."""
    links = {("GET", unescape(path)) for path in LINK.findall(page)}
    return links | {("POST", unescape(path)) for path in FORM.findall(page)}


def refused(visit: Visit, who: str) -> set[tuple[str, str]]:
    """Of what the pages offer to somebody, what would refuse them: page and address."""
    reviewed = tomllib.loads(REVIEWED.read_text())
    found = set()
    for address in every_address():
        if address.method != "GET" or address.name.startswith("people:demonstration"):
            continue
        answer = visit.ask(who, address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for method, path in offered(answer.content.decode()):
            try:
                name = resolve(path).view_name
            except Resolver404:
                continue
            answers = reviewed.get(f"{method} {name}", reviewed.get(f"GET {name}", {}))
            if who in answers.get("403", "").split():
                found.add((address.name, name))
    return found


@pytest.mark.parametrize("who", ["amina", "ben", "priya", "mo", "rita"])
def test_what_is_offered_is_not_refused(visit, who):
    assert refused(visit, who) == set()
