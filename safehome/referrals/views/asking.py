"""The pages on which a referral is written: a task list, and one thing a page.

Used by two doors. Each hands in a `Desk`: what is being written, how it is
kept, and the addresses of its own pages.
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from safehome.programme.wording import Kinder, kinder
from safehome.referrals.body import missing
from safehome.referrals.forms.answers import read
from safehome.referrals.forms.fields import Page
from safehome.referrals.forms.sections import SECTIONS, SLUGS, Section
from safehome.referrals.views.desk import (
    Desk,
    Place,
    differences,
    drawn,
    fits,
    keep_typed,
    put,
    settle,
    typed_in,
)
from safehome.referrals.writing import SEVERAL, fingerprint

STATES = {
    "not-started": ("Not started", "grey"), "in-progress": ("In progress", "blue"),
    "done": ("Done", "green"), "optional": ("Optional", "grey"),
}  # fmt: skip


# --- The task list, and what there are several of ---------------------------------------


def tasks(request: HttpRequest, desk: Desk, **more: object) -> HttpResponse:
    lacking = list(missing(desk.writing.body))
    states = desk.writing.states({section for section, _, _ in lacking})
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
        {"desk": desk, "items": items, "is_whole": not lacking, "kept": "kept" in request.GET}
        | more,
    )  # fmt: skip


def _way_into(desk: Desk, slug: str, section: Section) -> str:
    if section.key in SEVERAL and desk.writing.count(section.key):
        return desk.address("section", section=slug)
    return desk.address("page", section=slug, number=1, page=section.first)


def _way_to(desk: Desk, section: Section, page: str) -> str:
    """The page that asks for it; their list where it may be any of several."""
    slug = SLUGS[section.key]
    if section.key not in SEVERAL:
        return desk.address("page", section=slug, number=1, page=page)
    count = desk.writing.count(section.key)
    if count == 1:
        return desk.address("page", section=slug, number=1, page=page)
    return _way_into(desk, slug, section)


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
            "gone": gone.part.get("name", "") if gone else "",
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
    return _page(request, desk, place, drawn(desk, place))


def _receive(request: HttpRequest, desk: Desk, place: Place) -> HttpResponse:
    """Keep the words first, whatever follows."""
    mine = typed_in(request, place)
    form = place.page(request.POST)
    theirs = differences(desk, place, mine, seen=request.POST.get("seen_draft", ""))
    if theirs:
        return _page(request, desk, place, form.unjudged(), theirs=theirs)
    act = request.POST.get("act", "")
    answered = put(desk, place, form)
    if not answered and fits(mine):
        keep_typed(desk, place, mine)
    desk.save()
    if act == "later":
        return HttpResponseRedirect(f"{desk.address('tasks')}?kept=yes")
    if not answered:
        return _page(request, desk, place, form)
    if "prompted" not in request.POST:
        gentler = gentler_words(form)
        if gentler:
            return _page(request, desk, place, drawn(desk, place), gentler=gentler)
    return HttpResponseRedirect(_onwards(desk, place))


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
    return render(
        request, "referrals/asked/question.html",
        {
            "desk": desk, "form": form, "title": place.page.title, "place": place,
            "back": _back(desk, place), "keep": place.address(desk, "keep"),
            "state": place.state(desk),
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
    theirs = differences(desk, place, mine, seen=request.POST.get("draft_version", ""))
    if theirs:
        return JsonResponse(
            {"message": "This page was changed in another tab.", "theirs": dict(theirs),
             "version": place.state(desk)},
            status=409,
        )  # fmt: skip
    keep_typed(desk, place, mine)
    desk.save()
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved_at": at, "version": place.state(desk)})


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
    unfinished = settle(desk)
    lacking = [
        {"text": text, "href": _way_to(desk, SECTIONS[SLUGS[section]], page)}
        for section, page, text in missing(desk.writing.body)
    ]
    lacking += [
        {"text": f"{place.page.title}: finish this page, or empty it", "href": place.address(desk)}
        for place in unfinished
    ]
    sections = read(desk.writing.body, blanks=True)
    return render(
        request,
        "referrals/asked/check.html",
        {"desk": desk, "sections": sections, "lacking": lacking, "refused": refused},
    )
