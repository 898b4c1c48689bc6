"""Where a referral is being written, and what stands on one of its pages.

What is typed is kept whether or not it is whole; what is whole becomes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from pydantic import ValidationError

from safehome.referrals.body import LONG
from safehome.referrals.forms.answers import shown
from safehome.referrals.forms.fields import Page
from safehome.referrals.forms.sections import SECTIONS, SLUGS, Section
from safehome.referrals.writing import Typed, Writing, fingerprint

TOO_LONG = 3 * LONG


@dataclass
class Desk:
    """Where a referral is being written. space, own: how its addresses are made."""

    writing: Writing
    save: Callable[[], None]
    space: str
    own: Mapping[str, object]
    reference: str
    by_telephone: bool = False

    def address(self, name: str, **more: object) -> str:
        return reverse(f"{self.space}:{name}", kwargs={**self.own, **more})


@dataclass(frozen=True)
class Place:
    """One page of the form."""

    slug: str
    section: Section
    number: int
    name: str

    @property
    def page(self) -> type[Page]:
        return self.section.pages[self.name]

    @property
    def key(self) -> str:
        return f"{self.section.key}.{self.number}.{self.name}"

    def address(self, desk: Desk, act: str = "page") -> str:
        return desk.address(act, section=self.slug, number=self.number, page=self.name)

    def state(self, desk: Desk) -> str:
        """What it would be drawn from now, as a fingerprint."""
        return desk.writing.state(self.key, self.section.key, self.number)


def place_at(desk: Desk, slug: str, number: int, name: str) -> Place:
    """A page that there is, or 404."""
    section = SECTIONS.get(slug)
    if section is None or name not in section.pages:
        raise Http404
    if not desk.writing.may_hold(section.key, number):
        raise Http404
    return Place(slug, section, number, name)


def typed_in(request: HttpRequest, place: Place) -> Typed:
    """What a person typed on this page, by the names of its boxes.

    A browser sends the end of a line in two ways: one when the page is sent, another
    when a script keeps what is typed. Both are the same words.
    """
    names = set(place.page.base_fields)
    boxes = names | {f"{name}_{part}" for name in names for part in ("day", "month", "year")}
    mine: Typed = {}
    for name, values in request.POST.lists():
        if name in boxes:
            typed = [str(one).replace("\r\n", "\n") for one in values]
            mine[name] = typed[0] if len(typed) == 1 else typed
    return mine


def fits(mine: Typed) -> bool:
    """Whether it is no longer than a person writes."""
    lengths = (len(one) for value in mine.values() for one in value)
    return sum(lengths) < TOO_LONG and len(mine) < 40


def posted(typed: Typed) -> QueryDict:
    """What was typed, as a form is sent."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def drawn(desk: Desk, place: Place) -> Page:
    """With what stands there: as typed where it was not sent yet, else as answered."""
    typed = desk.writing.typed.get(place.key)
    if typed is None:
        return place.page(initial=_answered(desk, place))
    return place.page(posted(typed)).unjudged()


def put(desk: Desk, place: Place, form: Page) -> bool:
    """Make a page's answers part of the referral, if they are whole."""
    if not form.is_valid():
        return False
    try:
        desk.writing.put(place.key, place.section.key, place.number, form.facts())
    except ValidationError:
        form.add_error(None, "Something here could not be read. Look through it and try again.")
        return False
    return True


def keep_typed(desk: Desk, place: Place, mine: Typed) -> None:
    """As it was typed. An emptied page is no page begun: what was answered before stands."""
    if any(mine.values()):
        desk.writing.keep(place.key, mine)
    else:
        desk.writing.typed.pop(place.key, None)


def settle(desk: Desk) -> list[Place]:
    """Make answers of what was typed and never sent; the places where it is not whole."""
    left = []
    for key in sorted(desk.writing.typed, key=_in_order):
        section, number, name = key.split(".")
        place = Place(SLUGS[section], SECTIONS[SLUGS[section]], int(number), name)
        form = place.page(posted(desk.writing.typed[key]))
        if not (desk.writing.may_hold(section, place.number) and put(desk, place, form)):
            left.append(place)
    return left


def _in_order(key: str) -> tuple[int, int, int]:
    section, number, name = key.split(".")
    slug = SLUGS[section]
    return list(SECTIONS).index(slug), int(number), list(SECTIONS[slug].pages).index(name)


def differences(desk: Desk, place: Place, mine: Typed, *, seen: str) -> list[tuple[str, str]]:
    """What another tab wrote on this page meanwhile, by field, where it reads differently."""
    if place.state(desk) in (seen, fingerprint(mine)):
        return []
    form = place.page()
    typed = desk.writing.typed.get(place.key)
    theirs = _answered(desk, place) if typed is None else _values(form, typed)
    ours = _values(form, mine)
    return [
        (name, shown(field, theirs[name]))
        for name, field in form.fields.items()
        if shown(field, theirs[name]) != shown(field, ours[name])
    ]


def _answered(desk: Desk, place: Place) -> dict[str, Any]:
    return place.page.of(desk.writing.part(place.section.key, place.number))


def _values(form: Page, typed: Typed) -> dict[str, Any]:
    data = posted(typed)
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
    }
