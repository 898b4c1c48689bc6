"""What every page has around it, in the language of one page: “Back”, “Error”, the way out.

Components are written in English. A view whose page is in another language lends them that
language's words while it renders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation

_words: ContextVar[Mapping[str, str]] = ContextVar("words", default={})  # noqa: B039 - never changed


@contextmanager
def page_in(language: str, words: Mapping[str, str]) -> Iterator[None]:
    """Whatever is rendered meanwhile is in this language. words: English → the same in it."""
    token = _words.set(words)
    try:
        with translation.override(language):
            yield
    finally:
        _words.reset(token)


def spoken(english: str) -> str:
    """A component's own words in the language of the page; English where there are none.

    >>> with page_in("cy", {"Back": "Yn ôl"}):
    ...     spoken("Back"), spoken("Print")
    ('Yn ôl', 'Print')
    """
    return _words.get().get(english, english)
