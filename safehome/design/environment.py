"""The Jinja2 environment that every page is rendered in.

Named in the settings as the ``environment`` of Django's Jinja2 backend. Undefined
names are errors: a page with a hole in it must not reach a reader.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from safehome.design import words
from safehome.design.fields import errors_of, parts_of
from safehome.design.shell import optional, the_banner, the_shell
from safehome.design.spoken import spoken
from safehome.kit.addresses import address_of


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page, by its name."""
    if len(args) == 1 and not kwargs and isinstance(args[0], UUID):
        return address_of(name, args[0])
    return reverse(name, args=args or None, kwargs=kwargs or None)


def language() -> str:
    return translation.get_language() or "en"


def direction() -> str:
    return "rtl" if translation.get_language_bidi() else "ltr"


class Piece(Template):
    """A template whose macros are made once for all pages that import them.

    Upstream compares the names of the page's globals with the macros' own for each import of
    each page, a tenth of what a page costs to draw. Every template of ours has the globals of
    its one environment, and a page brings its facts as variables, which imports do not see.
    """

    def _get_default_module(self, _: Context | None = None) -> TemplateModule:
        return self._module or super()._get_default_module()


def environment(**options: Any) -> Environment:
    # The backend offers a lenient Undefined; ours is strict whatever it says.
    options |= {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.template_class = Piece
    env.globals |= {
        # A file's address holds its fingerprint, and stays as it is while this process lives.
        "static": cache(static),
        "url": url,
        "optional": optional,
        "the_shell": the_shell,
        "the_banner": the_banner,
        "parts_of": parts_of,
        "errors_of": errors_of,
        "language": language,
        "spoken_here": spoken,
        "direction": direction,
        "_": translation.gettext,
        "ngettext": translation.ngettext,
    }
    env.filters |= {
        "here": _here,
        "day": lambda value: words.day(_here(value)),
        "short_day": lambda value: words.short_day(_here(value)),
        "clock": _clock,
        "moment": _moment,
        "when": _when,
        "counted": words.counted,
        "listed": words.listed,
    }
    return env


def _here(value: date) -> date:
    """An aware moment in the reader's time zone; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _moment(value: datetime) -> str:
    return words.moment(timezone.localtime(value) if timezone.is_aware(value) else value)


def _clock(value: time | datetime) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return words.clock(value)


def _when(value: date, today: date | None = None, due: bool = False) -> str:
    return words.when(_here(value), today=today or timezone.localdate(), due=due)
