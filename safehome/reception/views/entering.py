"""Before one starts, starting, coming back, and leaving nothing behind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safehome.people.endpoints import Request, endpoint
from safehome.reception.forms import ReturnForm
from safehome.reception.held import held_by, hold, let_go
from safehome.reception.middleware import entrance_of
from safehome.reception.slowing import Wait, drawn_at, slow_down
from safehome.reception.views.closed import not_open_now
from safehome.referrals.actions import reception as actions
from safehome.referrals.queries import door as queries
from safehome.referrals.rules import working_days_after

FILLED = "A box that should stay empty was filled in. Load this page again and press Start."
FLOODED = (
    "Many more referrals than usual are being started, so this one was not. Try again in a few "
    "minutes, or ring us."
)
NOT_FOUND = (
    "This reference and code do not open anything here. Check both, or ring us: nobody can see "
    "your code, so we cannot send it again."
)


@endpoint(roles=None)
def health(_: Request) -> HttpResponse:
    """For whoever watches that the door is open. Says nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@endpoint(roles=None)
def nowhere(request: Request) -> HttpResponse:
    """The door itself, without an organisation: it lists none."""
    return render(request, "reception/nowhere.html")


@endpoint(roles=None)
def before(request: Request) -> HttpResponse:
    """What one needs, what happens then, and by when."""
    entrance = entrance_of(request)
    held = held_by(request, entrance)
    return _before(request, is_writing=bool(
        held and queries.started_with(entrance, held.reference, held.key)
    ))  # fmt: skip


def _before(
    request: HttpRequest, *, wait: Wait | None = None, said: str = "", is_writing: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    entrance = entrance_of(request)
    return render(
        request, "reception/before.html",
        {
            "entrance": entrance, "is_writing": is_writing, "wait": wait, "said": said,
            "drawn": drawn_at(),
            "answer_by": working_days_after(
                timezone.localdate(), entrance.answer_within_days, nation=entrance.nation
            ),
        },
        status=status,
    )  # fmt: skip


@endpoint(roles=None, methods=("POST",))
def start(request: Request) -> HttpResponse:
    """Begin, and show the reference and the code: once, because the code is not kept."""
    entrance = entrance_of(request)
    if request.POST.get("website"):  # a box that no person sees
        return _before(request, said=FILLED)
    wait = slow_down(request, entrance, "begin", trap=True)
    if wait is not None:
        return _slowed(_before(request, wait=wait, status=429), wait)
    if queries.is_flooded(entrance):
        return _before(request, said=FLOODED, status=503)
    begun = actions.begin_referral(by=entrance)
    response = render(request, "reception/code.html", {"entrance": entrance, "begun": begun})
    hold(response, entrance, begun.started.reference, begun.key)
    return response


@endpoint(roles=None, methods=("GET", "POST"))
def come_back(request: Request) -> HttpResponse:
    """With the reference and code: to what is being written, or to what became of it."""
    entrance = entrance_of(request)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _return_page(request, form)
    wait = slow_down(request, entrance, "return")
    if wait is not None:
        return _slowed(_return_page(request, form, wait=wait, status=429), wait)
    if not form.is_valid():
        return _return_page(request, form)
    return _open(request, form)


come_back.while_closed = True  # type: ignore[attr-defined]


def _open(request: HttpRequest, form: ReturnForm) -> HttpResponse:
    """What the reference and code open: writing, or what became of it; else it says so."""
    entrance, reference = entrance_of(request), form.cleaned_data["reference"]
    key = queries.key_for(entrance, reference, form.cleaned_data["code"])
    started = queries.started_with(entrance, reference, key)
    following = queries.followed_with(entrance, reference, key)
    if following is not None:
        context = {"entrance": entrance, "following": following}
        return render(request, "reception/became.html", context)
    if started is None:
        form.add_error(None, NOT_FOUND)
        return _return_page(request, form)
    if not entrance.is_open:
        return not_open_now(request, entrance)
    response = HttpResponseRedirect(reverse("reception:tasks", kwargs={"code": entrance.code}))
    hold(response, entrance, reference, key)
    return response


def _return_page(
    request: HttpRequest, form: ReturnForm, *, wait: Wait | None = None, status: int = 200
) -> HttpResponse:
    entrance = entrance_of(request)
    return render(
        request, "reception/return.html",
        {"entrance": entrance, "form": form, "wait": wait}, status=status,
    )  # fmt: skip


def _slowed(response: HttpResponse, wait: Wait) -> HttpResponse:
    response["Retry-After"] = str(wait.seconds)
    # The count of knocks must outlive this answer.
    response.keeps_what_it_wrote = True  # type: ignore[attr-defined]
    return response


@endpoint(roles=None, methods=("POST",))
def clear(request: Request) -> HttpResponse:
    """Leave: this browser forgets. What was written is kept, and opens with the code."""
    entrance = entrance_of(request)
    response = render(request, "reception/cleared.html", {"entrance": entrance})
    let_go(response)
    return response


clear.while_closed = True  # type: ignore[attr-defined]
