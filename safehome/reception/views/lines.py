"""A private link at the public door: a carer answers alone, a page for each line.

Nothing here says whose link it is, or what for, before somebody presses Begin. Looking
changes nothing, so that a program that looks at links for a message does not use one up.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safehome.design.spoken import page_in
from safehome.measures import outside
from safehome.measures.outside import Found, own_words_now
from safehome.measures.own_words import BASE, OwnWords
from safehome.measures.rules import Page, first_open
from safehome.people.endpoints import Request, endpoint
from safehome.plans import telephone
from safehome.reception import lines
from safehome.reception.forms import CodeForm, LineForm
from safehome.reception.lines import Holds
from safehome.reception.slowing import whence
from safehome.referrals.actions.knocking import bucket_of

WRONG_ONES = 20  # from one place within a quarter of an hour


def _page(
    request: HttpRequest, name: str, own: OwnWords, *, status: int = 200, **more: object
) -> HttpResponse:
    """A page in one language, with all that stands around it."""
    request.is_private = True  # type: ignore[attr-defined]
    request.private_home = address_in(own.language)  # type: ignore[attr-defined]
    with page_in(own.language, own.beside_english()):
        return render(request, f"reception/lines/{name}.html", {"own": own, **more}, status=status)


@endpoint(roles=None, methods=("GET", "POST"))
def code(request: Request, language: str = BASE) -> HttpResponse:
    """Where somebody types the code of a slip."""
    own = own_words_now(language)
    form = CodeForm(own, request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = lines.code_of(form.cleaned_data["code"])
        return HttpResponseRedirect(address_in(own.language, written))
    return _page(request, "code", own, form=form)


def address_in(language: str, *written: str) -> str:
    """Where a code is typed in a language; with a code, where its link begins."""
    name = "reception:lines-from" if written else "reception:lines"
    if language == BASE:
        return reverse(name, args=written)
    return reverse("reception:lines-from-in" if written else "reception:lines-in",
                   args=[language, *written])  # fmt: skip


@endpoint(roles=None, methods=("GET", "POST"))
def begin(request: Request, written: str, language: str = BASE) -> HttpResponse:
    """What the link opens: a page with a button, until somebody presses it."""
    own = own_words_now(language)
    token = lines.token_of(written)
    if token is None:
        return _nothing(request, own)
    held = lines.held_by(request)
    secret = held.secret if held and held.token == token else b""
    found = outside.look(token, secret)
    if request.method == "POST" and found.state == "new":
        return _bind(request, token, own)
    return _shown(request, found, own, pressed=request.method == "POST")


def _bind(request: HttpRequest, token: bytes, own: OwnWords) -> HttpResponse:
    """Bind the link to this browser; looking has locked it, so nobody else can meanwhile."""
    secret = lines.new_secret()
    outside.begin(token, secret)
    found = outside.look(token, secret)
    response = _shown(request, found, own, pressed=True)
    # From here on the pages are in the language of the questions, however one came here.
    holds = Holds(token, secret, found.language)
    lines.hold(response, holds, until=found.until or timezone.now())
    return response


def _shown(request: HttpRequest, found: Found, own: OwnWords, *, pressed: bool) -> HttpResponse:
    if found.state == "nothing":
        return _nothing(request, own)
    if found.state == "sent":
        return HttpResponseRedirect(reverse("reception:lines-sent"))
    if found.state == "elsewhere":
        return _page(request, "elsewhere", own)
    return _go_on(found) if pressed else _page(request, "begin", own, found=found)


def _go_on(found: Found) -> HttpResponse:
    """To the first page that is not answered; to the last, where all are."""
    page = first_open(found.pages, found.written)
    if page is None:
        return HttpResponseRedirect(reverse("reception:lines-check"))
    return HttpResponseRedirect(reverse("reception:line", args=[page.number]))


def _held(request: HttpRequest) -> tuple[Holds | None, Found]:
    """What this browser holds, and how it stands; locked while the request changes it."""
    held = lines.held_by(request)
    return held, outside.look(held.token, held.secret) if held else Found("nothing")


def _own(held: Holds | None) -> OwnWords:
    """The words of the language in which this browser began."""
    return own_words_now(held.language if held else BASE)


def _not_here(request: HttpRequest, held: Holds | None, found: Found) -> HttpResponse:
    """This browser has nothing open: it was sent, cleared, ended, or never begun here."""
    if found.state == "sent":
        return HttpResponseRedirect(reverse("reception:lines-sent"))
    return _nothing(request, _own(held), counted=False)


@endpoint(roles=None, methods=("GET", "POST"))
def line(request: Request, number: int) -> HttpResponse:
    """One line, and its answer."""
    held, found = _held(request)
    if held is None or found.state != "yours":
        return _not_here(request, held, found)
    if not 1 <= number <= len(found.pages):
        return _go_on(found)
    page = found.pages[number - 1]
    own = _own(held)
    form = LineForm(page, found.written, own, request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = found.written.given(page, form.answer())
        outside.keep(held.token, held.secret, written)
        return _after(page, found, changing="check" in request.POST)
    return _page(
        request, "line", own, form=form, page=page, found=found,
        changing="check" in request.GET or "check" in request.POST,
    )  # fmt: skip


def _after(page: Page, found: Found, *, changing: bool) -> HttpResponse:
    if changing or page.number == len(found.pages):
        return HttpResponseRedirect(reverse("reception:lines-check"))
    return HttpResponseRedirect(reverse("reception:line", args=[page.number + 1]))


@endpoint(roles=None, methods=("GET", "POST"))
def check(request: Request) -> HttpResponse:
    """Look through it, and send it."""
    held, found = _held(request)
    if held is None or found.state != "yours":
        return _not_here(request, held, found)
    missing = [page for page in found.pages if not found.written.has(page)]
    if request.method == "POST" and found.pages and not missing:
        sent = outside.send(held.token, held.secret, found, on=timezone.localdate())
        if sent:
            return HttpResponseRedirect(reverse("reception:lines-sent"))
    own = _own(held)
    forms = [LineForm(page, found.written, own) for page in found.pages]
    return _page(
        request, "check", own, found=found, forms=forms, missing=missing,
        refused=request.method == "POST",
    )  # fmt: skip


@endpoint(roles=None)
def sent(request: Request) -> HttpResponse:
    """Thanks. The same for everybody, and it says nothing of what was sent."""
    return _page(request, "sent", _own(lines.held_by(request)))


@endpoint(roles=None, methods=("POST",))
def clear(request: Request) -> HttpResponse:
    """Leave nothing in this browser; what was answered and not sent is gone.

    Asked once where there is something to lose; a browser with nothing is cleared at once.
    """
    held, found = _held(request)
    count = sum(found.written.has(page) for page in found.pages) if found.state == "yours" else 0
    if count and "sure" not in request.POST:
        return _page(request, "clear", _own(held), count=count)
    if held is not None:
        outside.clear(held.token, held.secret)
    response = _page(request, "cleared", _own(held))
    lines.let_go(response)
    return response


def _nothing(request: HttpRequest, own: OwnWords, *, counted: bool = True) -> HttpResponse:
    """The same for an unknown, a used, an ended and an old link; slower, where many come from.

    own: in the language of the address, which says nothing of whether there was such a link.
    """
    count = telephone.knock(bucket_of("link", whence(request))) if counted else 0
    slow = count > WRONG_ONES
    answer = _page(
        request, "nothing", own, status=429 if slow else 404, slow=slow,
        code=address_in(own.language),
    )  # fmt: skip
    if slow:
        answer["Retry-After"] = "60"
    # The count of knocks must outlive this answer.
    answer.keeps_what_it_wrote = True  # type: ignore[attr-defined]
    return answer
