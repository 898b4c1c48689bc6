"""What is made of a referral: records alike, suitability, the kind letter, refusals counted."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import was_sent
from safehome.drafts.keys import key_of
from safehome.drafts.private import keeping_private
from safehome.families.queries import family_for
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.referrals import actions, policies
from safehome.referrals.counting import FEWEST, safe_for_a_sheet
from safehome.referrals.forms.deciding import AlikeForm, SuitabilityForm
from safehome.referrals.forms.glance import glance
from safehome.referrals.models import Referral
from safehome.referrals.queries import alike as looking
from safehome.referrals.queries import deciding as queries
from safehome.referrals.queries.arrivals import body_of, referral_for
from safehome.referrals.queries.letter import kind_letters, letter_pdf
from safehome.referrals.queries.pictures import refusals_picture


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="referral.alike-asked")
def alike(request: Request, pk: UUID) -> HttpResponse:
    """Every record with something alike, side by side, and what is made of it."""
    by = request.actor
    referral = referral_for(by, pk, purpose=looking.PURPOSE, to_write=request.method == "POST")
    permit(policies.may_look_for_alike(by, referral))
    found = looking.records_alike(by, referral, body_of(referral))
    form = AlikeForm(
        request.POST if request.method == "POST" else None, candidates=found.candidates
    )
    kept = keeping_private("alike", record=pk, by=by)
    if form.is_valid():
        try:
            with transaction.atomic():
                there = _what_it_came_to(request, referral, form.cleaned_data, found)
        except PermissionDenied as refusal:  # what was written stays on the page
            form.add_error("looked", str(refusal))
        else:
            kept.done()
            return redirect(there)
    kept.show(request, form)
    return render(
        request, "referrals/alike.html",
        {"referral": referral, "found": found, "form": form, "kept": kept},
    )  # fmt: skip


def _what_it_came_to(
    request: Request, referral: Referral, given: dict[str, Any], found: looking.Found
) -> str:
    """Write down what a look came to; returns the page to go on with."""
    by = request.actor
    noted = {"looked_through": found.looked_through, "because": given["because"], "by": by}
    chosen = next((one for one in found.candidates if str(one.pk) == given["looked"]), None)
    if chosen is not None and chosen.is_family:
        family = family_for(by, chosen.pk, purpose="joining a referral to it")
        actions.join_family(referral, family, **noted)
        messages.success(request, f"The referral has joined {chosen.name}")
        return reverse("workspace:family", args=[family.pk])
    if chosen is not None:
        other = referral_for(by, chosen.pk, purpose=looking.PURPOSE)
        actions.note_same_referral(referral, other, **noted)
        messages.success(request, f"It is the same family as that of {other.reference}")
    else:
        actions.note_look(referral, looked=given["looked"], **noted)
        messages.success(request, "It is written down what the look came to")
    return reverse("referrals:referral", args=[referral.pk])


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="referral.suitability-asked")
def suitability(request: Request, pk: UUID) -> HttpResponse:
    """The pack's criteria one by one, then a decision with its reasons."""
    by = request.actor
    referral = referral_for(by, pk, purpose="deciding", to_write=request.method == "POST")
    permit(policies.may_decide(by, referral))
    version, asked = queries.asked_now()
    body, made = body_of(referral), queries.made_of(referral)
    form = SuitabilityForm(
        request.POST if request.method == "POST" else None,
        criteria=asked.criteria if asked else (),
        initial=_as_before(made.newest, body.therapy.status),
    )
    there = reverse("referrals:referral", kwargs={"pk": pk})
    kept = keeping_private("suitability", record=pk, by=by)
    if form.is_valid():
        given = form.cleaned_data
        if was_sent(request, there):
            return redirect(there)
        decided = actions.decide_suitability(
            referral, decision=given["decision"], criteria=form.answers(), notes=form.notes(),
            therapy=given["therapy"], way_to_therapy=given["way_to_therapy"],
            reason=given["reason"], words=given["words"], signposts=given["signposts"],
            pack_version=version, by=by,
        )  # fmt: skip
        kept.done()
        stage = {"no": "not-here", "more": "more"}.get(decided.decision)
        if given["tell"] and stage:
            actions.tell_referrer(referral, stage, by=by)
        messages.success(request, f"Decided: {decided.get_decision_display().lower()}")
        return redirect("referrals:letter", pk=pk) if decided.decision == "no" else redirect(there)
    kept.show(request, form)
    return render(
        request, "referrals/suitability.html",
        {"referral": referral, "body": body, "asked": asked, "form": form,
         "key": key_of(request), "kept": kept,
         "glance": glance(body, today=timezone.localdate()),},
    )  # fmt: skip


def _as_before(newest: object, therapy: str) -> dict[str, object]:
    """A new decision begins from what was thought before; the therapy from the referral's word."""
    if newest is None:
        return {"therapy": therapy}
    criteria: dict[str, str] = getattr(newest, "criteria", {})
    return {f"is_{name}": answer for name, answer in criteria.items()} | {
        "therapy": getattr(newest, "therapy", therapy),
        "way_to_therapy": getattr(newest, "way_to_therapy", ""),
    }


@endpoint(roles=policies.ANSWERS, verb="referral.letter-seen")
def letter(request: Request, pk: UUID) -> HttpResponse:
    referral = referral_for(request.actor, pk, purpose="the kind letter")
    told = _told(request)
    made = kind_letters(
        request.actor, body_of(referral), queries.made_of(referral).newest, told=told
    )  # fmt: skip
    return render(
        request, "referrals/letter.html",
        {
            "referral": referral, "made": made,
            "unaware": [
                (name, _with_told("letter", pk, {*told, place}))
                for place, name in made.unaware.items()
            ],
            "paper": _with_told("letter-paper", pk, told),
        },
    )  # fmt: skip


def _with_told(page: str, pk: UUID, told: set[int]) -> str:
    query = "&".join(f"told={place}" for place in sorted(told))
    return reverse(f"referrals:{page}", args=[pk]) + (f"?{query}" if query else "")


def _told(request: Request) -> set[int]:
    """Carers who did not know of the referral, and to whom somebody has spoken since."""
    return {int(place) for place in request.GET.getlist("told") if re.fullmatch(r"\d{1,3}", place)}


@endpoint(roles=policies.ANSWERS, verb="referral.letter-printed")
def letter_paper(request: Request, pk: UUID) -> HttpResponse:
    referral = referral_for(request.actor, pk, purpose="the kind letter")
    newest = queries.made_of(referral).newest
    made = kind_letters(request.actor, body_of(referral), newest, told=_told(request))
    if not made.letters:
        raise Http404
    answer = HttpResponse(letter_pdf(made.letters), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="our-answer.pdf"'
    return answer


@endpoint(roles=(Role.MANAGER,), verb="refusals.seen")
def refusals(request: Request) -> HttpResponse:
    permit(policies.may_see_refusals(request.actor))
    table = queries.refusals(request.actor)
    names = queries.reasons_in_words(table)
    return render(
        request, "referrals/refusals.html",
        {"table": table, "names": names, "fewest": FEWEST,
         "picture": refusals_picture(table, names) if table.rows else None},
    )  # fmt: skip


@endpoint(roles=(Role.MANAGER,), verb="refusals.taken-out")
def refusals_sheet(request: Request) -> HttpResponse:
    """The same table for a spreadsheet: what the page holds back, this holds back."""
    permit(policies.may_see_refusals(request.actor))
    table = queries.refusals(request.actor)
    names = queries.reasons_in_words(table)
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["Reason", *table.columns, "All"])
    for row in table.rows:
        cells = [table.cells[row, column].words for column in table.columns]
        line = (names[row], *cells, table.of_row[row].words)
        sheet.writerow([safe_for_a_sheet(one) for one in line])
    totals = [table.of_column[column].words for column in table.columns]
    sheet.writerow(["All", *totals, table.total.words])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="refusals.csv"'
    return answer
