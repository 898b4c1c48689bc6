"""The pages on which a referral is written: a task list, and one thing a page.

Used by two doors. Each hands in a `Desk`: what is being written, how it is
kept, and the addresses of its own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from pydantic import ValidationError

from safehome.drafts.views import NOT_TYPED
from safehome.programme.wording import Kinder, kinder
from safehome.referrals.body import LONG, missing
from safehome.referrals.forms.answers import read, shown
from safehome.referrals.forms.sections import SECTIONS, SLUGS, Page, Section
from safehome.referrals.writing import SEVERAL, Typed, Writing, fingerprint

MACHINERY = NOT_TYPED | {"prompted"}
TOO_LONG = 3 * LONG
STATES = {
    "not-started": ("Not started", "grey"), "in-progress": ("In progress", "blue"),
    "done": ("Done", "green"), "optional": ("If there is anybody", "grey"),
}  # fmt: skip


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


def place_at(desk: Desk, slug: str, number: int, name: str) -> Place:
    """A page that there is, or 404."""
    section = SECTIONS.get(slug)
    if section is None or name not in section.pages:
        raise Http404
    if not desk.writing.may_hold(section.key, number):
        raise Http404
    return Place(slug, section, number, name)


# --- The task list, and what there are several of ---------------------------------------


def tasks(request: HttpRequest, desk: Desk, **more: object) -> HttpResponse:
    lacking = list(missing(desk.writing.body))
    states = desk.writing.states({section for section, _ in lacking})
    items = []
    for slug, section in SECTIONS.items():
        state = states[section.key]
        if section.optional and state == "not-started":
            state = "optional"
        status, colour = STATES[state]
        items.append(
            {"title": section.title, "hint": section.hint, "status": status, "colour": colour,
             "href": _way_into(desk, slug, section)}
        )  # fmt: skip
    return render(
        request, "referrals/asked/tasks.html",
        {"desk": desk, "items": items, "is_whole": not lacking} | more,
    )  # fmt: skip


def _way_into(desk: Desk, slug: str, section: Section) -> str:
    if section.key in SEVERAL and desk.writing.count(section.key):
        return desk.address("section", section=slug)
    return desk.address("page", section=slug, number=1, page=section.first)


def several(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """All carers, all children, or everybody around: change, remove, add another."""
    section = SECTIONS.get(slug)
    if section is None or section.key not in SEVERAL:
        raise Http404
    count = desk.writing.count(section.key)
    _, limit = SEVERAL[section.key]
    found = next(one for one in read(desk.writing.body, blanks=False) if one.slug == slug)
    begun = {int(key.split(".")[1]) for key in desk.writing.typed if key.startswith(section.key)}
    gone = desk.writing.removed
    return render(
        request, "referrals/asked/several.html",
        {
            "desk": desk, "section": section, "slug": slug, "parts": found.parts,
            "title": section.title, "unfinished": sorted(begun),
            "next": count + 1 if count < limit else None, "first": section.first,
            "may_undo": gone is not None and gone.section == section.key,
        },
    )  # fmt: skip


def remove(request: HttpRequest, desk: Desk, slug: str, number: int) -> HttpResponse:
    section = SECTIONS.get(slug)
    if section is None or section.key not in SEVERAL:
        raise Http404
    if not 1 <= number <= desk.writing.count(section.key):
        raise Http404
    # What another tab removed or added meanwhile must not be taken in its place.
    if request.POST.get("seen") == fingerprint(
        desk.writing.part(section.key, number).model_dump(mode="json")
    ):
        desk.writing.remove(section.key, number)
        desk.save()
    return HttpResponseRedirect(desk.address("section", section=slug))


def undo(desk: Desk) -> HttpResponse:
    gone = desk.writing.removed
    if gone is None:
        return HttpResponseRedirect(desk.address("tasks"))
    desk.writing.undo()
    desk.save()
    return HttpResponseRedirect(desk.address("section", section=SLUGS[gone.section]))


# --- One page ------------------------------------------------------------------------------


def ask(request: HttpRequest, desk: Desk, place: Place) -> HttpResponse:
    if request.method == "POST":
        return _receive(request, desk, place)
    return _page(request, desk, place, _drawn(desk, place))


def _drawn(desk: Desk, place: Place) -> Page:
    """With what stands there: as typed where it was not sent yet, else as answered."""
    typed = desk.writing.typed.get(place.key)
    if typed is None:
        return place.page(initial=place.page.of(desk.writing.part(place.section.key, place.number)))
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return place.page(data).unjudged()


def _receive(request: HttpRequest, desk: Desk, place: Place) -> HttpResponse:
    """Keep the words first, whatever follows."""
    mine = typed_in(request, place)
    form = place.page(request.POST)
    theirs = _elsewhere(desk, place, mine, seen=request.POST.get("seen_draft", ""))
    if theirs:
        return _page(request, desk, place, form.unjudged(), theirs=theirs)
    act = request.POST.get("act", "")
    answered = form.is_valid() and _put(desk, place, form)
    if not answered and fits(mine):
        desk.writing.keep(place.key, mine)
    desk.save()
    if act == "later":
        return HttpResponseRedirect(desk.address("tasks"))
    if not answered:
        return _page(request, desk, place, form)
    if "prompted" not in request.POST:
        gentler = gentler_words(form)
        if gentler:
            return _page(request, desk, place, _drawn(desk, place), gentler=gentler)
    return HttpResponseRedirect(_onwards(desk, place))


def _put(desk: Desk, place: Place, form: Page) -> bool:
    try:
        desk.writing.put(place.key, place.section.key, place.number, form.facts())
    except ValidationError:
        form.add_error(None, "Something here could not be read. Look through it and try again.")
        return False
    return True


def _elsewhere(desk: Desk, place: Place, mine: Typed, *, seen: str) -> list[tuple[str, str]]:
    """What another tab wrote on this page meanwhile, where it reads differently; else nothing."""
    now = desk.writing.state(place.key, place.section.key, place.number)
    if now in (seen, fingerprint(mine)):
        return []
    return _differences(desk, place, mine)


def _differences(desk: Desk, place: Place, mine: Typed) -> list[tuple[str, str]]:
    """By label: what is kept, where this page says otherwise."""
    kept, form = _kept(desk, place), place.page()
    return [
        (name, shown(form.fields[name], value))
        for name, value in kept.items()
        if name in form.fields and shown(form.fields[name], value)
        != shown(form.fields[name], _value_of(form, name, mine))
    ]  # fmt: skip


def _kept(desk: Desk, place: Place) -> dict[str, Any]:
    typed = desk.writing.typed.get(place.key)
    if typed is None:
        return place.page.of(desk.writing.part(place.section.key, place.number))
    form = place.page()
    return {name: _value_of(form, name, typed) for name in form.fields}


def _value_of(form: Page, name: str, typed: Typed) -> object:
    data = QueryDict(mutable=True)
    for box, value in typed.items():
        data.setlist(box, value if isinstance(value, list) else [value])
    return form.fields[name].widget.value_from_datadict(data, {}, name)


def _onwards(desk: Desk, place: Place) -> str:
    following = place.section.after(place.name)
    if following:
        return desk.address("page", section=place.slug, number=place.number, page=following)
    if place.section.key in SEVERAL:
        return desk.address("section", section=place.slug)
    return desk.address("tasks")


def _back(desk: Desk, place: Place) -> str:
    earlier = place.section.before(place.name)
    if earlier:
        return desk.address("page", section=place.slug, number=place.number, page=earlier)
    if place.section.key in SEVERAL and desk.writing.count(place.section.key):
        return desk.address("section", section=place.slug)
    return desk.address("tasks")


def _page(
    request: HttpRequest, desk: Desk, place: Place, form: Page, *,
    theirs: list[tuple[str, str]] | None = None, gentler: dict[str, list[Kinder]] | None = None,
) -> HttpResponse:  # fmt: skip
    state = desk.writing.state(place.key, place.section.key, place.number)
    where = {"section": place.slug, "number": place.number, "page": place.name}
    return render(
        request, "referrals/asked/question.html",
        {
            "desk": desk, "form": form, "title": place.page.title, "place": place,
            "back": _back(desk, place), "keep": desk.address("keep", **where), "state": state,
            "theirs": [(form.fields[name].label, text) for name, text in theirs or []],
            "gentler": gentler or {},
            "alone": len(form.fields) == 1,
        },
    )  # fmt: skip


# --- Words as they are typed -----------------------------------------------------------------


def keep(request: HttpRequest, desk: Desk | None, place: Place | None) -> HttpResponse:
    """Keep what has been typed so far. Answers what drafts.js expects."""
    if desk is None or place is None:
        return JsonResponse(
            {"message": "This referral is no longer open here. Your words are still on this page: "
                        "copy them, then go back to the start with your reference and code."},
            status=409,
        )  # fmt: skip
    mine = typed_in(request, place)
    if not fits(mine):
        return JsonResponse({"message": "This is too long to be kept."}, status=400)
    now = desk.writing.state(place.key, place.section.key, place.number)
    if now not in (request.POST.get("draft_version", ""), fingerprint(mine)):
        differing = _differences(desk, place, mine)
        if differing:
            return JsonResponse(
                {"message": "This page was changed in another tab.", "theirs": dict(differing),
                 "version": now},
                status=409,
            )  # fmt: skip
    desk.writing.keep(place.key, mine)
    desk.save()
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved_at": at, "version": fingerprint(mine)})


def typed_in(request: HttpRequest, place: Place) -> Typed:
    """What a person typed on this page, by the names of its boxes."""
    names = set(place.page.base_fields)
    boxes = names | {f"{name}_{part}" for name in names for part in ("day", "month", "year")}
    mine: Typed = {}
    for name, values in request.POST.lists():
        if name in boxes and name not in MACHINERY:
            mine[name] = str(values[0]) if len(values) == 1 else [str(one) for one in values]
    return mine


def fits(mine: Typed) -> bool:
    return sum(len(one) for value in mine.values() for one in value) < TOO_LONG and len(mine) < 40


# --- Kinder words ------------------------------------------------------------------------------


def gentler_words(form: Page) -> dict[str, list[Kinder]]:
    """Words for children that name them by what they did, with others to use; never a must."""
    found = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.CharField):
            better = kinder(str(form.cleaned_data.get(name) or ""))
            if better:
                found[name] = better
    return found


# --- Check your answers -----------------------------------------------------------------------


def check(request: HttpRequest, desk: Desk, *, refused: bool = False) -> HttpResponse:
    lacking = [
        {"text": text, "href": _way_into(desk, SLUGS[section], SECTIONS[SLUGS[section]])}
        for section, text in missing(desk.writing.body)
    ]
    unsent = {key.split(".")[0] for key in desk.writing.typed}
    return render(
        request, "referrals/asked/check.html",
        {
            "desk": desk, "sections": read(desk.writing.body, blanks=True), "lacking": lacking,
            "refused": refused,
            "unsent": [
                {"text": f"{SECTIONS[SLUGS[key]].title}: a page is not finished",
                 "href": _way_into(desk, SLUGS[key], SECTIONS[SLUGS[key]])}
                for key in SLUGS if key in unsent
            ],
        },
    )  # fmt: skip
