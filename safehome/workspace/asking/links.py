"""Asking by a private link: made, shown once or sent, ended, and what came by it taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.design.pictures.qr import qr
from safehome.design.words import listed
from safehome.drafts.keeping import new_key, was_sent
from safehome.families.models import FamilyMember
from safehome.informing.queries.messages import sample_of_link, when_it_goes
from safehome.measures import actions, queries
from safehome.measures.actions import MadeLink
from safehome.measures.models import PrivateLink
from safehome.measures.own_words import written
from safehome.measures.policies import ENTERS
from safehome.measures.rules import ENGLISH
from safehome.notices.actions import recall_link
from safehome.people.endpoints import Request, endpoint
from safehome.programme.instruments import known_as
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.vault.keyring import open_family
from safehome.workspace.asking.by_link import askable_by_link, where_asked
from safehome.workspace.asking.link_forms import LinkForm
from safehome.workspace.asking.queries import (
    carer_of,
    journey_for,
    open_at,
    title_of,
)
from safehome.workspace.asking.sending import reach_of, send_if_chosen
from safehome.workspace.asking.tongues import offer_by_link

NOWHERE = (
    "The service has no public address yet, so no link can lead there. Ask whoever runs it to set"
    " SAFEHOME_PUBLIC_ADDRESS."
)
SHOWN = (
    "That was done already. How the link stands is below; it is shown once, so if it is lost, make"
    " it anew."
)
NOTHING_DUE = "Nothing is to be asked of this carer at this point now."


@dataclass(frozen=True)
class Asks:
    """What a link could ask of one carer now, and where one goes on.

    journey: its id, or the family's own while it waits. refused: why others are not among
    what is found, in sentences.
    """

    carer: FamilyMember
    journey: UUID
    pack_version: PackVersion
    point: str
    title: str
    found: Sequence[Questionnaire]
    refused: Sequence[str]
    back: str


@endpoint(roles=ENTERS, verb="answers.link-form-seen", methods=("GET", "POST"), family=True)
def make(request: Request, pk: UUID, carer: UUID, point: str) -> HttpResponse:
    """Choose what is asked, and show the link once or send it; instead of one not begun yet."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="answers")
    pack = pack_of(journey.pack_version)
    due = [
        one for one in open_at(journey, carer, point)
        if not queries.waiting_for(pk, carer, questionnaire=one.questionnaire, point=point)
    ]  # fmt: skip
    asks = Asks(
        member, pk, journey.pack_version, point, title_of(pack, due, point),
        *askable_by_link(pack, due, journey.organisation_id),
        back=reverse("measures:ask", args=[pk]),
    )  # fmt: skip
    return make_or_ask(request, asks)


def make_or_ask(request: Request, asks: Asks) -> HttpResponse:
    """The form for a link; once it is whole, the link, shown once or sent; instead of one
    that nobody has begun. The family must be open."""
    if not settings.PUBLIC_ADDRESS:
        raise PermissionDenied(NOWHERE)
    member, there = asks.carer, asks.back
    earlier = queries.open_link(
        asks.journey, member.pk, point=asks.point, organisation=member.organisation_id
    )
    reach, offer = reach_of(member), offer_by_link(member, asks.found, pack_of(asks.pack_version))
    form = LinkForm(
        asks.found, request.POST if request.method == "POST" else None, ways=reach.ways,
        offer=offer,
    )  # fmt: skip
    if form.is_valid():
        try:
            with transaction.atomic():
                if was_sent(request, there):
                    messages.info(request, SHOWN)
                    return redirect(there)
                if earlier is not None and request.POST.get("instead") == str(earlier.pk):
                    actions.replace_link(earlier, by=request.actor)
                    recall_link(earlier, by=request.actor)
                made = actions.make_link(
                    member, form.chosen(), journey=asks.journey, pack_version=asks.pack_version,
                    point=asks.point, days=int(form.cleaned_data["days"]), by=request.actor,
                    language=form.in_which(),
                )  # fmt: skip
                notice = send_if_chosen(
                    made, address=address_of_link(made), how=form.cleaned_data["how"],
                    by=request.actor,
                )  # fmt: skip
            if notice is not None:
                messages.success(request, when_it_goes(notice))
                return redirect(there)
            return _show(request, made, called=member.called, back=there)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "workspace/asking/make_link.html",
        {
            "back": there, "carer": member, "form": form, "key": new_key(), "found": asks.found,
            "refused": asks.refused, "title": asks.title, "nothing": NOTHING_DUE,
            "earlier": earlier, "reach": reach, "words": sample_of_link(),
            "offer": offer,
        },
    )  # fmt: skip


def _show(request: Request, made: MadeLink, *, called: str, back: str) -> HttpResponse:
    link = address_of_link(made)
    return render(
        request, "workspace/asking/the_link.html",
        {
            "called": called, "link": link, "code": made.code, "until": made.link.until,
            "place": settings.PUBLIC_ADDRESS + _path_in(made.link.language),
            "own": written(made.link.language),
            "picture": qr(link, says="A code to scan with a phone’s camera"), "back": back,
        },
    )  # fmt: skip


def address_of_link(made: MadeLink) -> str:
    """Where a link leads, at the public door."""
    return settings.PUBLIC_ADDRESS + _path_in(made.link.language, made.code)


def _path_in(language: str, *code: str) -> str:
    """The address of a link, or of where its code is typed, in its language."""
    name = "reception:lines-from" if code else "reception:lines"
    return _path(name, *code) if language == ENGLISH else _path(f"{name}-in", language, *code)


def _path(name: str, *more: str) -> str:
    return reverse(name, args=more, urlconf="safehome.config.doors.reception")


def _link(request: Request, pk: UUID) -> PrivateLink:
    link = queries.link_for(request.actor, pk)
    open_family(link.family_id, purpose="answers")
    return link


@endpoint(roles=ENTERS, methods=("POST",), verb="answers.link-seen", family=True)
def end(request: Request, pk: UUID) -> HttpResponse:
    """End a link that was not sent."""
    link = _link(request, pk)
    if link.ended_at is None:  # else a colleague was first, and it is as it was asked
        with transaction.atomic():
            actions.end_link(link, by=request.actor)
            recall_link(link, by=request.actor)
    messages.success(request, f"The link for {link.carer.called} opens nothing any more.")
    return redirect(where_asked(link))


@endpoint(roles=ENTERS, methods=("POST",), verb="answers.link-seen", family=True)
def take_in(request: Request, pk: UUID) -> HttpResponse:
    """Take in what came by a link."""
    link = _link(request, pk)
    there = redirect(
        where_asked(link) if link.of_waiting
        else reverse("measures:together", args=[link.journey_id, link.carer_id])
    )  # fmt: skip
    if link.taken_in_at is not None:  # a colleague was first, and it is as it was asked
        messages.success(request, f"The answers of {link.carer.called} are kept already.")
        return there
    with transaction.atomic():
        found = actions.take_in(link, by=request.actor)
    of_pack = pack_of(link.pack_version).questionnaires
    if found:
        titles = listed([f"“{known_as(one.questionnaire, of_pack).title}”" for one in found])
        messages.success(request, f"The answers of {link.carer.called} are kept: {titles}.")
    link.refresh_from_db(fields=["not_kept"])
    if link.not_kept:
        titles = listed([f"“{known_as(name, of_pack).title}”" for name in link.not_kept])
        messages.info(
            request, f"{titles} had been answered another way meanwhile. Those answers stay."
        )
    return there
