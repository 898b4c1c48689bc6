"""Asking a door for pages as a browser would, on one connection that stays open."""

from __future__ import annotations

import gzip
import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

# A door closes a connection on which nobody speaks for a while, as when other sizes are played.
QUIET = 5.0  # seconds


class Wrong(Exception):
    """An answer that is not the page: timing it would say nothing."""


@dataclass
class Answer:
    status: int
    place: str  # where a redirect leads
    body: bytes
    seconds: float
    compressed: int


@dataclass
class Browser:
    """One signed-in browser."""

    port: int
    session: str
    form: str
    connection: http.client.HTTPConnection = field(init=False)
    spoke: float = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.spoke = time.monotonic()

    def ask(self, path: str, fields: list[tuple[str, str]] | None = None) -> Answer:
        """GET a page, or POST fields to it. Never follows a redirect."""
        headers = {"Cookie": f"session-staff={self.session}; form-staff={self.form}"}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode([*fields, ("csrfmiddlewaretoken", self.form)])
        if time.monotonic() - self.spoke > QUIET:
            self.connection.close()
            self.connection.connect()
        began = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        said = response.read()
        seconds = time.perf_counter() - began
        self.spoke = time.monotonic()
        place = response.headers.get("Location", "")
        return Answer(response.status, place, said, seconds, len(gzip.compress(said, 6)))

    def close(self) -> None:
        self.connection.close()

    def page(self, path: str, *markers: str) -> Answer:
        """A page that must be there, be the one that was asked for, and hold every marker."""
        answer = self.ask(path)
        if answer.status != 200:
            raise Wrong(f"{path} answered {answer.status} {answer.place}".strip())
        text = answer.body.decode()
        missing = [marker for marker in markers if marker not in text]
        if missing:
            raise Wrong(f"{path} came without {missing[0]!r} ({len(missing)} missing)")
        return answer


class Boxes(HTMLParser):
    """The boxes and buttons of a page's forms that post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.buttons: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "button" and name:
            self.buttons.append((name, value))
        elif tag == "input" and has.get("type") == "hidden" and name:
            self.hidden.append((name, value))
        elif tag in ("input", "textarea", "select") and name and name not in self.names:
            self.names.append(name)
