"""Taking a referral down by telephone: the same pages as at the public door."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.referrals import actions, policies
from safehome.referrals.models import Referral
from safehome.referrals.queries import arrivals as queries
from safehome.referrals.views import asking
from safehome.referrals.views.desk import Desk, place_at, settle

PURPOSE = "taking a referral down"


def desk_of(request: Request, pk: UUID) -> tuple[Referral, Desk]:
    """The desk of one that is still being taken down; locked while the request changes it."""
    by = request.actor
    found = queries.referral_for(by, pk, purpose=PURPOSE, to_write=request.method == "POST")
    permit(policies.may_write_down(by, found))
    writing = queries.writing_of(found)

    def save() -> None:
        actions.write_down(found, writing, by=by)

    desk = Desk(writing, save, "referrals", {"pk": pk}, found.reference, by_telephone=True)
    return found, desk


@endpoint(roles=policies.TAKES_DOWN, methods=("POST",), verb="referral.take-down-asked")
def take_down(request: Request) -> HttpResponse:
    return redirect("referrals:tasks", pk=actions.take_down(by=request.actor).pk)


@endpoint(roles=policies.TAKES_DOWN, verb="referral.tasks-seen")
def tasks(request: Request, pk: UUID) -> HttpResponse:
    return asking.tasks(request, desk_of(request, pk)[1])


@endpoint(roles=policies.TAKES_DOWN, verb="referral.section-seen")
def section(request: Request, pk: UUID, section: str) -> HttpResponse:
    return asking.several(request, desk_of(request, pk)[1], section)


@endpoint(roles=policies.TAKES_DOWN, methods=("GET", "POST"), verb="referral.page-seen")
def page(request: Request, pk: UUID, section: str, number: int, page: str) -> HttpResponse:
    _, desk = desk_of(request, pk)
    return asking.ask(request, desk, place_at(desk, section, number, page))


@endpoint(roles=policies.TAKES_DOWN, methods=("POST",), verb="referral.words-kept")
def keep(request: Request, pk: UUID, section: str, number: int, page: str) -> HttpResponse:
    _, desk = desk_of(request, pk)
    try:
        place = place_at(desk, section, number, page)
    except Http404:
        return asking.keep(request, None, None)
    return asking.keep(request, desk, place)


@endpoint(roles=policies.TAKES_DOWN, methods=("POST",), verb="referral.part-removed")
def remove(request: Request, pk: UUID, section: str, number: int) -> HttpResponse:
    return asking.remove(request, desk_of(request, pk)[1], section, number)


@endpoint(roles=policies.TAKES_DOWN, methods=("POST",), verb="referral.part-put-back")
def undo(request: Request, pk: UUID) -> HttpResponse:
    return asking.undo(desk_of(request, pk)[1])


@endpoint(roles=policies.TAKES_DOWN, methods=("GET", "POST"), verb="referral.check-seen")
def check(request: Request, pk: UUID) -> HttpResponse:
    """Look through it, hand it in, and read out the reference and code: shown once."""
    found, desk = desk_of(request, pk)
    if request.method != "POST":
        return asking.check(request, desk)
    if settle(desk):
        return asking.check(request, desk, refused=True)
    try:
        said = actions.hand_in_taken_down(
            found,
            desk.writing,
            nation=queries.organisation_of(request.actor).nation,
            by=request.actor,
        )
    except actions.NotReady:
        return asking.check(request, desk, refused=True)
    return render(request, "referrals/read_out.html", {
        "said": said, "referral": found, "today": timezone.localdate(),
    })  # fmt: skip
