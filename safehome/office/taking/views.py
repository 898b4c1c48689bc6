"""The programme office takes in keys and packets, and reads what all of them say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from safehome.observatory import actions, policies
from safehome.observatory.merged import each, told_by_few
from safehome.observatory.merged import of_all as of_all_shown
from safehome.observatory.page import packet_shown, title
from safehome.observatory.queries import taken as queries
from safehome.observatory.queries.own import asked_in, asked_of
from safehome.observatory.rules.following import holding
from safehome.observatory.rules.packet import Refused
from safehome.office.taking.forms import EndKeyForm, TakeInKeyForm, TakeInPacketForm
from safehome.people.endpoints import Request, endpoint

BOTH = ("GET", "POST")
ON_A_PAGE = 50


@endpoint(roles=policies.OFFICE, verb="senders.listed")
def senders(request: Request) -> HttpResponse:
    """Who sends packets, and how far each has come."""
    found = queries.senders(request.actor)
    return render(request, "office/taking/senders.html", {"found": found})


@endpoint(roles=policies.OFFICE, verb="sender.seen")
def sender(request: Request, pk: UUID) -> HttpResponse:
    """One sender: its keys, its packets, and what it tells now."""
    found = queries.sender_of(request.actor, pk)
    taken = queries.taken_from(found)
    packets = queries.packets_of(taken)
    held = {one.sequence for one in holding(packets)}
    last = packets[-1] if packets else None
    return render(
        request, "office/taking/sender.html",
        {
            "sender": found, "keys": queries.keys_of(found),
            "taken": [
                (one, packet, one.sequence in held)
                for one, packet in zip(reversed(taken), reversed(packets), strict=True)
            ],
            "packet": packet_shown(last, asked_in([last])) if last else None,
        },
    )  # fmt: skip


@endpoint(roles=policies.OFFICE, verb="packet.taking-in-seen", methods=BOTH)
def take_in(request: Request) -> HttpResponse:
    """Take in a packet from a file, or say why not."""
    sent = request.method == "POST"
    form = TakeInPacketForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            taken = actions.take_in_packet(form.cleaned_data["file"], by=request.actor)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(
                request, f"Packet {taken.sequence} of {taken.sender.name} was taken in."
            )
            return redirect("taking:sender", pk=taken.sender_id)
    return render(request, "office/taking/take_in.html", {"form": form})


@endpoint(roles=policies.OFFICE, verb="sender-key.form-seen", methods=BOTH)
def take_in_key(request: Request) -> HttpResponse:
    """Take in a key: the line as it was sent, and the fingerprint as it was read out."""
    form = TakeInKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            key = actions.take_in_key(
                line=given["line"], heard=given["heard"], name=given["name"], by=request.actor
            )
        except Refused as refused:
            form.add_error("heard" if str(refused) == actions.MISHEARD else "line", str(refused))
        else:
            messages.success(
                request, f"The key of {key.sender.name} was taken in. Its packets can come now."
            )
            return redirect("taking:sender", pk=key.sender_id)
    return render(request, "office/taking/take_in_key.html", {"form": form})


@endpoint(roles=policies.OFFICE, verb="sender-key.ending-seen", methods=BOTH)
def end_key(request: Request, pk: UUID) -> HttpResponse:
    """End a key: nothing more that it signed is taken in."""
    key = queries.key_of(request.actor, pk)
    form = EndKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_key(key, because=form.cleaned_data["because"], by=request.actor)
        messages.success(request, "The key has ended. What was taken in stays.")
        return redirect("taking:sender", pk=key.sender_id)
    return render(request, "office/taking/end_key.html", {"form": form, "key": key})


@endpoint(roles=policies.OFFICE, verb="packets.read-together")
def of_all(request: Request) -> HttpResponse:
    """What all senders tell: together, and each beside the others."""
    sums = queries.sums_of_all(request.actor)
    names = told_by_few(sums)
    few = queries.told_by_all(request.actor, only=names) if names else []
    found = of_all_shown(sums, asked_of([one.name for one in sums]), few)
    return render(request, "office/taking/of_all.html", {"topics": found})


@endpoint(roles=policies.OFFICE, verb="packets.read-together")
def each_sender(request: Request, topic: str) -> HttpResponse:
    """One topic: every organisation beside the others, some on a page."""
    told = queries.telling_of(request.actor, topic)
    asked = asked_of([topic])
    page = Paginator(told.of, ON_A_PAGE).get_page(request.GET.get("page"))
    here = queries.Telling(topic, tuple(page))
    return render(
        request, "office/taking/each_sender.html",
        {
            "title": title(topic, asked), "tables": each(here, asked), "page": page,
            "previous": _page(page, page.number - 1), "next": _page(page, page.number + 1),
        },
    )  # fmt: skip


def _page(page: Page[Any], number: int) -> dict[str, str] | None:
    """Where another page of a long list is; None where there is none."""
    last = page.paginator.num_pages
    if not 1 <= number <= last:
        return None
    return {"href": f"?page={number}", "label": f"page {number} of {last}"}
