"""The registry of addresses: what each one asks of a visitor, and what it leaves in the audit.

A view says so in one decorator. The same registry refuses what a view does not
allow, drives the access matrix and the hostile-input tests, and stops a door
from starting while any address has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, cast

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver

from safehome.audit import ledger
from safehome.people.access import Actor
from safehome.people.models import Role

# An evaluator works for the organisation, and reads nothing of it but frozen sets.
STAFF = frozenset(role for role in Role if role not in (Role.OFFICE, Role.EVALUATOR))
WORKS_WITH_FAMILIES = frozenset(
    {
        Role.PRACTITIONER,
        Role.SUPERVISOR,
        Role.SAFEGUARDING_LEAD,
        Role.MANAGER,
        Role.RECORDS_OFFICER,
    }
)


class Request(HttpRequest):
    """A request whose visitor the database vouches for."""

    actor: Actor
    without_renewing: bool


@dataclass(frozen=True)
class Endpoint:
    """What an address asks and leaves.

    roles: any of these may come; None means nobody need be signed in.
    verb: the audit event of each successful call; "" for pages about nobody.
    family: whether the address is about one family, so that to anybody who may
    not see the family it must look as if it did not exist.
    """

    roles: frozenset[Role] | None
    methods: tuple[str, ...]
    verb: str
    family: bool


View = Callable[Concatenate[Request, ...], HttpResponse]
DjangoView = Callable[..., HttpResponse]


def endpoint(
    *,
    roles: Iterable[Role] | None,
    verb: str = "",
    methods: Iterable[str] = ("GET",),
    family: bool = False,
) -> Callable[[View], DjangoView]:
    """Declare a view and hold it to its declaration."""
    allowed = frozenset(roles) if roles is not None else None
    allows = tuple(methods)
    if "GET" in allows:
        allows = (*allows, "HEAD")
    declared = Endpoint(allowed, allows, verb, family)

    def hold(view: View) -> DjangoView:
        @wraps(view)
        def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allows:
                return HttpResponseNotAllowed(allows)
            if allowed is not None:
                actor: Actor | None = getattr(request, "actor", None)
                if actor is None:
                    raise SignInNeeded
                if not actor.roles & allowed:
                    raise PermissionDenied("This page is not part of your role.")
            response = view(cast(Request, request), *args, **kwargs)
            if verb and allowed is not None and response.status_code < 400:
                about = kwargs.get("pk")
                ledger.record(verb, family=kwargs.get("family"), purpose=str(about or ""))
            return response

        held.endpoint = declared  # type: ignore[attr-defined]
        return held

    return hold


class SignInNeeded(Exception):
    """Nobody is signed in, or not with a second factor."""


def declared(view: object) -> Endpoint | None:
    return getattr(view, "endpoint", None)


def declare(view: DjangoView, how: Endpoint) -> DjangoView:
    """Give a view from a library its place in the registry."""
    view.endpoint = how  # type: ignore[attr-defined]
    return view


def addresses(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[
    tuple[str, str, DjangoView]
]:  # fmt: skip
    """Every address of a door: its name, its pattern and its view."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            for name, inner, view in addresses(pattern.url_patterns, path):
                yield space + name, inner, view
        else:
            yield pattern.name or "", path, pattern.callback


def refuse_undeclared(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """A door does not open while an address has no declaration."""
    missing = [path for _, path, view in addresses(patterns) if declared(view) is None]
    if missing:
        raise ImproperlyConfigured(
            "These addresses say nothing of who may come; give each an @endpoint: "
            + ", ".join(missing)
        )
