"""One request, one audited transaction, one sealed context."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from safehome.audit.ledger import audited
from safehome.people.access import Begun, begin, note_seen, refused
from safehome.people.endpoints import SignInNeeded
from safehome.people.sessions import SessionStore
from safehome.vault.keyring import KeyringLost

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContextMiddleware:
    """Begins the sealed context, and commits only what went well.

    Whatever a view read or wrote stands in the same transaction as its audit
    events: a page that fails leaves nothing but the note of its refusal.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        refusal = None
        with audited() as ledger:
            begun = begin(cookie) if cookie else Begun()
            store = SessionStore(cookie or None)
            store.browser = request.headers.get("User-Agent", "")[:200]
            if begun.session_id is not None:
                store.begin_with(begun.session_data)
            request.session = store
            request.actor = begun.actor  # type: ignore[attr-defined]
            request.begun = begun  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.streaming:
                raise RuntimeError("A streamed response would outlive its audited transaction.")
            # A refused draft is the one refusal that keeps what it wrote: the words set aside.
            kept = getattr(response, "keeps_what_it_wrote", False)
            if response.status_code >= 400 and not kept:
                transaction.set_rollback(True)
                ledger.events.clear()
                refusal = getattr(request, "refusal", None)
        if refusal is not None and begun.actor is not None:
            refused(cookie, refusal, ledger=ledger)
        if not getattr(request, "without_renewing", False):
            note_seen(begun)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SignInNeeded):
            return _to_sign_in(request)
        if isinstance(error, PermissionDenied | Http404):
            kind = "not-found" if isinstance(error, Http404) else "refused"
            request.refusal = f"page.{kind}"  # type: ignore[attr-defined]
        if isinstance(error, KeyringLost):
            return _keyring_lost(request, error)
        return None


class SessionSavingMiddleware:
    """Writes a changed browser session and its cookie, as Django's own would."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        store = request.session
        had_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
        if store.accessed and store.is_empty():
            if had_cookie:
                response.delete_cookie(settings.SESSION_COOKIE_NAME, path="/")
        elif store.modified and response.status_code < 500:
            store.save()
            response.set_cookie(
                settings.SESSION_COOKIE_NAME,
                store.session_key or "",
                path="/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


class HeadersMiddleware:
    """Nothing is kept by a browser, framed, sniffed or told to other sites."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        )
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To sign in, or to prove a second factor; a script is told so and keeps its words."""
    if request.headers.get("X-Requested-With") == "drafts":
        return JsonResponse({"message": "You were signed out."}, status=401)
    begun = begun_of(request)
    # Somebody known goes where it is said what is missing: a second factor, or a place here.
    where = "account_login" if begun.account_id is None else "people:second-factor"
    back = quote(request.get_full_path()) if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{reverse(where)}?next={back}")


def begun_of(request: HttpRequest) -> Begun:
    """What the database said of this browser at the beginning of the request."""
    begun: Begun = request.begun  # type: ignore[attr-defined]
    return begun


def _keyring_lost(request: HttpRequest, error: KeyringLost) -> HttpResponse:
    """Without its keys a record can be neither read nor written, and the page says so."""
    return render(
        request,
        "layouts/said.html",
        {
            "title": "The keyring is missing",
            "said": str(error),
            "then": "Words that you were writing stay on the page you came from. Try again when "
            "whoever runs the service says that it is back.",
        },
        status=503,
    )
