"""What takes longer than a page: ordered, watched, cancelled, and looked at when it is ready."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from safehome.drafts.keeping import new_key, was_sent
from safehome.evaluation import ordered, ordering
from safehome.evaluation.beside import KEPT, UNFINISHED
from safehome.evaluation.choosing import parts_for, wanted
from safehome.evaluation.files import report_file
from safehome.evaluation.forms import OrderForm, TakeAwayForm
from safehome.evaluation.models import Kind, Order, Step, What
from safehome.evaluation.page import HEADINGS, page_of
from safehome.evaluation.policies import ORDERS_AT_MOST, READS, READS_REPORTS
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.words import LIMITS, NO_PROOF, NOT_ALIKE
from safehome.evaluation.watching import shown
from safehome.kit.ids import new_id
from safehome.people.endpoints import Request, SignInNeeded, endpoint

BOTH = ("GET", "POST")


@endpoint(roles=READS, verb="orders.listed")
def orders(request: Request) -> HttpResponse:
    """What is being made for this person, and what is ready."""
    found = [
        (one, ordered.order_in_words(one), shown(request.actor, one))
        for one in ordered.orders_by(request.actor)
    ]
    return render(
        request, "evaluation/orders.html",
        {
            "found": found, "kept": KEPT.days, "most": ORDERS_AT_MOST, "key": new_key(),
            "part": next(iter(parts_for(request.actor)), None),
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="order.asked", methods=("POST",))
def order_report(request: Request) -> HttpResponse:
    """Order the report that would take longer than a page."""
    form = OrderForm(request.POST, parts=parts_for(request.actor))
    if not form.is_valid():
        messages.error(request, "There is no such report any more. Choose what you want to see.")
        return redirect("evaluation:report")
    pk = new_id()
    there = reverse("evaluation:order", kwargs={"pk": pk})
    if was_sent(request, there):
        return redirect("evaluation:orders")
    made = ordering.place_order(wanted(form.cleaned_data), by=request.actor, pk=pk)
    return redirect("evaluation:order", pk=made.pk)


@endpoint(roles=READS, verb="order.seen")
def order(request: Request, pk: UUID) -> HttpResponse:
    """How far it is; when it is ready, where it leads. Opened from there, it is no more news."""
    found = ordered.order_by(request.actor, pk)
    ordering.note_order_opened(found)
    if "open" in request.GET and found.what == What.SET and found.frozen_at:
        return redirect("evaluation:frozen-set", pk=found.pk)
    if "open" in request.GET and found.what == What.PACKET and found.step == Step.READY:
        return redirect(reverse("observatory:next-packet") + f"?counted={found.pk}")
    return _order(request, found)


@endpoint(roles=None)
def order_now(request: Request, pk: UUID) -> HttpResponse:
    """The same, as the page asks for it by itself, every few seconds.

    It is noted in no event, since nobody looked, a session does not last by it, and home goes on
    saying that it is ready; so it asks itself who is there, as the page of one's session does.
    """
    request.without_renewing = True
    if request.actor is None:
        raise SignInNeeded
    if not request.actor.has(*READS):
        raise PermissionDenied("This page is not part of your role.")
    return _order(request, ordered.order_by(request.actor, pk))


@endpoint(roles=READS, verb="order.cancelling", methods=("POST",))
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Cancel it, while it has not ended."""
    found = ordered.order_by(request.actor, pk)
    if not ordering.cancel_order(found, by=request.actor):
        messages.info(request, "It had ended already, so there was nothing to cancel.")
    return redirect("evaluation:order", pk=found.pk)


@endpoint(roles=READS, verb="order.trying-again", methods=("POST",))
def try_again(request: Request, pk: UUID) -> HttpResponse:
    """Order the same once more, where it was not made."""
    found = ordered.order_by(request.actor, pk)
    new = new_id()
    there = reverse("evaluation:order", kwargs={"pk": new})
    if was_sent(request, there):
        return redirect("evaluation:orders")
    made = ordering.order_again(found, by=request.actor, pk=new)
    return redirect("evaluation:order", pk=made.pk)


@endpoint(roles=READS, verb="order.removing", methods=("POST",))
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Delete it, with what was counted for it."""
    found = ordered.order_by(request.actor, pk)
    if ordering.remove_order(found, by=request.actor):
        messages.success(request, "It is deleted")
        return redirect("evaluation:orders")
    messages.error(request, "It is still being made. Cancel it first.")
    return redirect("evaluation:order", pk=found.pk)


@endpoint(roles=READS, verb="order.report-seen")
def ordered_report(request: Request, pk: UUID) -> HttpResponse:
    """The report as it was counted."""
    by = request.actor
    found = ordered.order_by(by, pk)
    asked = ordered.opened_as_ordered(by, found)
    if asked is None:
        return _nothing(request, found)
    ordering.note_order_opened(found)
    return render(
        request, "evaluation/report.html",
        {
            "report": page_of(asked.report, asked.names), "headings": HEADINGS,
            "no_proof": NO_PROOF, "limits": LIMITS, "not_alike": NOT_ALIKE, "method": METHOD,
            "here": asked.query, "order": found, "counted_at": asked.at, "choices": (),
            "may_see_packets": by.has(*READS_REPORTS),
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="order.taking-away-seen", methods=BOTH)
@sensitive_post_parameters("password", "again")
def take_ordered(request: Request, pk: UUID) -> HttpResponse:
    """The same as a file; a password is typed now, and never kept."""
    found = ordered.order_by(request.actor, pk)
    asked = ordered.opened_as_ordered(request.actor, found)
    if asked is None:
        return _nothing(request, found)
    form = TakeAwayForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": found.kind or Kind.EXCEL},
    )
    if form.is_valid():
        kind, password = Kind(form.cleaned_data["kind"]), form.cleaned_data["password"]
        return report_file(asked, kind, by=request.actor, password=password)
    return render(
        request, "evaluation/take_away.html",
        {
            "form": form, "about": page_of(asked.report, asked.names).about, "here": "",
            "order": found, "counted_at": asked.at,
        },
    )  # fmt: skip


def _order(request: Request, found: Order) -> HttpResponse:
    """Its page. A set that was counted is finished when its owner looks."""
    by = request.actor
    refused = ""
    if found.what == What.SET and found.step == Step.READY and found.frozen_at is None:
        try:
            ordering.finish_set(found, by=by)
        except PermissionDenied as why:
            refused = str(why)
        found = ordered.order_by(by, found.pk)
    progress, still = shown(by, found), "still" in request.GET
    answer = render(
        request, "evaluation/order.html",
        {
            "one": found, "words": ordered.order_in_words(found), "progress": progress,
            "refused": refused, "as_of": ordered.moment_of_set(found),
            "key": new_key(), "until": _until(found), "still": still,
        },
    )  # fmt: skip
    if progress.again_in and not still:
        # Without a script; and whoever reads or listens slowly can turn it off (WCAG 2.2.1).
        there = reverse("evaluation:order-now", kwargs={"pk": found.pk})
        answer["Refresh"] = f"{progress.again_in}; url={there}"
    return answer


def _until(found: Order) -> object:
    """The day on which what was counted for it is taken away."""
    unlooked_at = found.what == What.SET and found.step == Step.READY and found.frozen_at is None
    kept = UNFINISHED if unlooked_at else KEPT
    return timezone.localdate(found.ended_at + kept) if found.ended_at else None


def _nothing(request: Request, found: Order) -> HttpResponse:
    told = {"order": found, "about": ordered.order_in_words(found)}
    return render(request, "evaluation/nothing_of_it.html", told)
