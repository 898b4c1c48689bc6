"""An organisation's packets: the key, what would be sent, what was, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.design.words import plain_day
from safehome.drafts.keeping import new_key, was_sent
from safehome.evaluation.in_time import ALL_THE_SAME
from safehome.evaluation.limits import TooLong
from safehome.evaluation.models import What
from safehome.evaluation.ordered import took_too_long
from safehome.evaluation.ordering import Wanted, place_order
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.observatory import actions, policies
from safehome.observatory.forms import TakeBackForm
from safehome.observatory.page import made_shown, packet_shown
from safehome.observatory.queries import own as queries
from safehome.observatory.rules.following import holding
from safehome.observatory.rules.packet import Packet, Refused, digest
from safehome.observatory.rules.signature import fingerprint, key_line
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import KeyringLost

BOTH = ("GET", "POST")
TOO_OLD = (
    "These counts are more than a day old, or a packet was signed since they were made. Nothing was"
    " signed. A packet says how it is now: have the counts made anew."
)
MOVED = (
    "Something was recorded, or another packet was signed, since you looked. Nothing was signed. "
    "This is how it would be now: look at it, and sign if it is right."
)


@dataclass(frozen=True)
class KeyShown:
    """A key to hand over: one line, and what is read out."""

    line: str
    fingerprint: str
    made_at: object
    made_by: str


@endpoint(roles=policies.READS_PACKETS, verb="packets.seen")
def packets(request: Request) -> HttpResponse:
    """The key, and every packet that was signed."""
    by = request.actor
    signed = queries.signed_packets(by)
    held = {one.sequence for one in holding([queries.packet_in(one.content) for one in signed])}
    return render(
        request, "observatory/packets.html",
        {
            "key": _key(request), "may_sign": policies.may_sign(by),
            "signed": [(one, one.sequence in held) for one in reversed(signed)],
        },
    )  # fmt: skip


@endpoint(roles=policies.SIGNS, verb="packet-key.form-seen", methods=BOTH)
def make_key(request: Request) -> HttpResponse:
    """Make the key, or another one in its place."""
    by = request.actor
    permit(policies.may_sign(by))
    if request.method == "POST":
        try:
            actions.make_packet_key(by=by)
        except KeyringLost as lost:
            messages.error(request, str(lost))
            return redirect("observatory:make-key")
        messages.success(
            request, "The key is made. Hand over its line, and read out its fingerprint."
        )
        return redirect("observatory:packets")
    return render(request, "observatory/make_key.html", {"key": _key(request)})


@endpoint(roles=policies.SIGNS, verb="packet.previewed", methods=BOTH)
def next_packet(request: Request) -> HttpResponse:
    """Exactly what would be sent; and sign it. Where counting takes long, it can be ordered."""
    by = request.actor
    key = queries.key_in_use(by)
    if key is None:
        return redirect("observatory:packets")
    try:
        counted = _counted(request)
    except TooLong:
        return _too_long(request)
    if counted is None:
        messages.info(request, TOO_OLD)
        return redirect("observatory:packets")
    signed = queries.signed_packets(by)
    before = [queries.packet_in(one.content) for one in signed]
    asked = request.POST if request.method == "POST" else request.GET
    form = TakeBackForm(asked, holding=_holding(before))
    takes_back = form.numbers()
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            packet = actions.sign_packet(
                seen=request.POST.get("seen", ""), takes_back=takes_back, by=by, counted=counted,
                nothing_new=request.POST.get("nothing_new") == "yes",
            )  # fmt: skip
        except actions.Moved:
            trouble = MOVED
        except (Refused, KeyringLost) as refused:
            trouble = str(refused)
        else:
            messages.success(
                request, f"Packet {packet.sequence} is signed. Fetch the file and send it."
            )
            return redirect("observatory:packet", pk=packet.pk)
    made = queries.next_of(by, key, before, takes_back=takes_back, counted=counted)
    return render(
        request, "observatory/next_packet.html",
        {
            "form": form, "packet": made_shown(made, queries.asked_in([made.packet])),
            "made": made, "seen": digest(made.packet), "trouble": trouble, "held": _holding(before),
            "counted": asked.get("counted", ""),
            "nothing_new": queries.nothing_new(made.same_as) if made.same_as else "",
            "all_the_same": ALL_THE_SAME if ALL_THE_SAME in request.GET else "",
        },
    )  # fmt: skip


@endpoint(roles=policies.SIGNS, verb="packet.order-asked", methods=("POST",))
def order_packet(request: Request) -> HttpResponse:
    """Have the counts for the next packet made beside. Once."""
    pk = new_id()
    if was_sent(request, reverse("evaluation:order", kwargs={"pk": pk})):
        return redirect("evaluation:orders")
    made = place_order(Wanted(What.PACKET), by=request.actor, pk=pk)
    return redirect("evaluation:order", pk=made.pk)


@endpoint(roles=policies.READS_PACKETS, verb="packet.seen")
def packet(request: Request, pk: UUID) -> HttpResponse:
    """A packet as it was signed."""
    signed = queries.signed_packet(request.actor, pk)
    held = queries.packet_in(signed.content)
    return render(
        request, "observatory/packet.html",
        {"signed": signed, "held": held, "packet": packet_shown(held, queries.asked_in([held]))},
    )  # fmt: skip


@endpoint(roles=policies.READS_PACKETS, verb="packet.fetched")
def file(request: Request, pk: UUID) -> HttpResponse:
    """The file to send, to the byte as it was signed."""
    signed = queries.signed_packet(request.actor, pk)
    answer = HttpResponse(bytes(signed.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="packet-{signed.sequence}.json"'
    return answer


def _counted(request: Request) -> queries.Counted | None:
    """What the packet is made of: counted now, or as it was ordered. None where that is too old.

    Raises TooLong, at once where the last count took too long.
    """
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("counted"):
        try:
            return queries.counted_by_order(request.actor, UUID(asked["counted"]))
        except ValueError as fault:
            raise Http404 from fault
    if ALL_THE_SAME not in request.GET and took_too_long(request.actor) is not None:
        raise TooLong
    return queries.counted_now(request.actor, seconds=settings.OUTCOMES_SECONDS)


def _too_long(request: Request) -> HttpResponse:
    return render(request, "observatory/too_long.html", {"key": new_key()}, status=503)


def _key(request: Request) -> KeyShown | None:
    key = queries.key_in_use(request.actor)
    if key is None:
        return None
    public = bytes(key.public)
    return KeyShown(key_line(public), fingerprint(public), key.made_at, key.made_by.name)


def _holding(before: list[Packet]) -> list[tuple[int, str]]:
    return [(one.sequence, f"counted up to {plain_day(one.until)}") for one in holding(before)]
