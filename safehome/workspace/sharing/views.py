"""Copies of a plan: who holds one, giving one, its paper, withdrawing it, having it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of
from safehome.entries.queries import needs_second_person
from safehome.families.policies import WRITES
from safehome.informing.queries import agreements_in_force_today
from safehome.kit.months import months_on
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.models import Copy, Version
from safehome.plans.queries.papers import FILE
from safehome.workspace.planning import pack
from safehome.workspace.planning.page import ask, page
from safehome.workspace.sharing import forms
from safehome.workspace.sharing.giving import give, holders_of, service_phone, warnings_about

POST = ("GET", "POST")
NEWER = "A newer version has come into force since you began. Look at the paper of that one."
MONTHS = 3  # for which a copy holds, unless somebody says otherwise


def _is_superseded(version: Version) -> bool:
    last = queries.in_force_of(version.plan)
    return last is None or last.pk != version.pk


def _pdf(made: bytes) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{FILE}"'
    return answer


@endpoint(roles=policies.READS, verb="plan.copies-seen", family=True)
def copies(request: Request, pk: UUID) -> HttpResponse:
    """Who holds which copy, and which are to be fetched back."""
    found = queries.plan_for(request.actor, pk, purpose="copies of a plan")
    held = queries.copies_of(found, today=timezone.localdate())
    last, give_now = queries.in_force_of(found), False
    if last is not None:
        last.plan = found
        give_now = bool(policies.may_give_copy(request.actor, last, superseded=False))
    return page(
        request, found, "copies", "copies of a plan", folder="sharing",
        to_fetch=[one for one in held if one.to_fetch],
        others=[one for one in held if not one.to_fetch], held=held,
        may_write=bool(policies.may_begin_plan(request.actor, found.family)),
        give=reverse("plans:give-copy", args=[found.pk]) if give_now else "",
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.copy-form-seen", family=True)
def give_copy(request: Request, pk: UUID) -> HttpResponse:
    """Choose who gets which copy, look at it, give it."""
    plan = queries.plan_for(request.actor, pk, purpose="giving a copy of a plan")
    version, today = queries.in_force_of(plan), timezone.localdate()
    if version is None:
        raise PermissionDenied("Copies are given once a version is in force.")
    version.plan = plan
    permit(policies.may_give_copy(request.actor, version, superseded=False))
    holders = holders_of(plan.family)
    form = forms.GiveCopyForm(
        request.POST if request.method == "POST" else None, holders=holders,
        agreements=agreements_in_force_today(plan.family), until=months_on(today, MONTHS),
        initial={"who": request.GET.get("to", "")},
    )  # fmt: skip
    if form.is_valid() and request.POST.get("version", str(version.pk)) != str(version.pk):
        form.add_error(None, NEWER)
    elif form.is_valid():
        sent = _give_or_look(request, version, form)
        if sent is not None:
            return sent
    who = holders.get(str(form["who"].value() or ""))
    return page(
        request, plan, "give_copy", "giving a copy of a plan", folder="sharing", form=form,
        version=version,
        not_yet=[one for one in holders.values() if one.why_not],
        warnings=warnings_about(plan.family, who.person.pk) if who else [],
        second=needs_second_person(plan.family),
        back=reverse("plans:copies", args=[plan.pk]),
    )  # fmt: skip


def _give_or_look(
    request: Request, version: Version, form: forms.GiveCopyForm
) -> HttpResponse | None:
    """The paper to look at, or the way back once it is given; None when the form says why not."""
    looks = request.POST.get("act") == "look"
    if not looks and not form.is_ready(
        warned=bool(warnings_about(version.plan.family, form.holder.person.pk))
    ):
        return None
    try:
        return _look(version, form) if looks else _give(request, version, form)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return None


def _look(version: Version, form: forms.GiveCopyForm) -> HttpResponse:
    given, person = form.facts(), form.holder.person
    whole = given["whole"] and not form.holder.is_child
    permit(queries.may_be_cut(version, person, whole=whole))
    sections = pack.sections_of(pack.pack_for(version.family_id, version.organisation_id))
    return _pdf(queries.sketch_of(
        version, sections, recipient=person, kind=given["kind"], whole=whole,
        until=given["expires_on"], phone=service_phone(version.organisation_id),
    ))  # fmt: skip


def _give(request: Request, version: Version, form: forms.GiveCopyForm) -> HttpResponse:
    there = reverse("plans:copies", args=[version.plan_id])
    with transaction.atomic():
        if not send_once(key_of(request), led_to=there, by=request.actor):
            give(version, form.holder, by=request.actor, **form.facts())
            messages.success(
                request, f"{form.holder.name} gets a copy. Print it here; the ledger says so too"
            )
    return redirect(there)


def _copy(request: Request, pk: UUID, purpose: str) -> Copy:
    return queries.copy_for(request.actor, pk, purpose=purpose)


@endpoint(roles=WRITES, verb="plan.copy-printed", family=True)
def paper(request: Request, pk: UUID) -> HttpResponse:
    """The paper of a copy that holds, cut anew: what is hidden since is hidden in it too."""
    copy = _copy(request, pk, "printing a copy of a plan")
    version, today = copy.version, timezone.localdate()
    permit(policies.may_print_copy(copy, superseded=_is_superseded(version), today=today))
    permit(
        policies.may_hold_copy(
            member=copy.member, professional=copy.professional, kind=copy.kind, on=today
        )
    )
    permit(queries.may_be_cut(version, copy.member or copy.professional, whole=not copy.for_role))
    sections = pack.sections_of(pack.pack_for(version.family_id, version.organisation_id))
    return _pdf(queries.paper_of(copy, sections, phone=service_phone(version.organisation_id)))


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def withdraw_copy(request: Request, pk: UUID) -> HttpResponse:
    copy = _copy(request, pk, "withdrawing a copy")
    back = reverse("plans:copies", args=[copy.version.plan_id])
    permit(policies.may_withdraw_copy(request.actor, copy))
    form = forms.WithdrawCopyForm(request.POST if request.method == "POST" else None)
    family = copy.version.plan.family
    kept = keeping("copy-withdrawn", family=family, about=pk, by=request.actor)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.withdraw_copy(copy, by=request.actor, **form.cleaned_data)
            kept.done()
            messages.success(request, "It no longer holds. Tell them, and fetch it back")
        return redirect(back)
    return ask(
        request, copy.version.plan, form, title="Withdraw a copy", send="Withdraw it", back=back,
        said=f"{_whose(copy)}. It stands on the list until somebody writes that it came back.",
        kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def copy_returned(request: Request, pk: UUID) -> HttpResponse:
    copy = _copy(request, pk, "having a copy back")
    back = reverse("plans:copies", args=[copy.version.plan_id])
    permit(policies.may_note_returned(request.actor, copy))
    form = forms.ReturnedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        on: date = form.cleaned_data["on"]
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.note_copy_returned(copy, on=on, by=request.actor)
            messages.success(request, "It is written that the copy came back")
        return redirect(back)
    return ask(request, copy.version.plan, form, title="A copy came back", send="Write it down",
               back=back, said=f"{_whose(copy)}.")  # fmt: skip


def _whose(copy: Copy) -> str:
    person = copy.member.called if copy.member else copy.professional and copy.professional.name
    return f"{person}’s copy of version {copy.version.number}"
