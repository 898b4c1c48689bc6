"""A copy of a plan on a carer's own telephone: explained, offered once, withdrawn in one press."""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.design.pictures.qr import qr
from safehome.drafts.actions import send_once
from safehome.drafts.keys import key_of
from safehome.families.policies import WRITES
from safehome.informing.queries import agreements_in_force_today
from safehome.kit.months import months_on
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.actions import Offered
from safehome.plans.models import CopyKind, Version
from safehome.workspace.planning import pack
from safehome.workspace.planning.page import page
from safehome.workspace.sharing.giving import holders_of, offer, service_phone, warnings_about
from safehome.workspace.sharing.phone_form import OfferPhoneForm

POST = ("GET", "POST")
MONTHS = 2  # for which it holds, unless somebody says otherwise
SHOWN = "The link was shown already, once. If it was not used, withdraw it and offer a new one."

NOWHERE = (
    "Nobody has set where phones find this service (SAFEHOME_PUBLIC_ADDRESS), so no copy can go "
    "on one. Give the pocket card, and tell whoever runs the service."
)


@endpoint(roles=WRITES, methods=POST, verb="plan.phone-form-seen", family=True)
def offer_phone(request: Request, pk: UUID) -> HttpResponse:
    """Explain it to a carer, write what they said, and show the link once."""
    if not settings.PUBLIC_ADDRESS:
        raise PermissionDenied(NOWHERE)
    plan = queries.plan_for(request.actor, pk, purpose="a copy of a plan on a phone")
    version = queries.in_force_of(plan)
    if version is None:
        raise PermissionDenied("A copy goes on a phone once a version is in force.")
    version.plan = plan
    permit(policies.may_give_copy(request.actor, version, superseded=False))
    carers = {
        key: one for key, one in holders_of(plan.family).items()
        if one.member is not None and one.member.is_carer
    }  # fmt: skip
    form = OfferPhoneForm(
        request.POST if request.method == "POST" else None, holders=carers,
        agreements=agreements_in_force_today(plan.family),
        until=months_on(timezone.localdate(), MONTHS),
    )  # fmt: skip
    if form.is_valid():
        sent = _offer_or_look(request, version, form)
        if sent is not None:
            return sent
    who = carers.get(str(form["who"].value() or ""))
    return page(
        request, plan, "offer_phone", "a copy of a plan on a phone", folder="sharing", form=form,
        version=version, not_yet=[one for one in carers.values() if one.why_not],
        warnings=warnings_about(plan.family, who.person.pk) if who else [],
        back=reverse("plans:copies", args=[plan.pk]),
    )  # fmt: skip


def _offer_or_look(request: Request, version: Version, form: OfferPhoneForm) -> HttpResponse | None:
    """The paper to look at, or the link; None when the form says why not."""
    looks = request.POST.get("act") == "look"
    warned = warnings_about(version.plan.family, form.holder.person.pk)
    if not looks and not form.is_ready(warned=bool(warned)):
        return None
    try:
        return _look(version, form) if looks else _offer(request, version, form)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return None


def _sections(version: Version) -> dict[str, str]:
    return dict(pack.sections_of(pack.pack_for(version.family_id, version.organisation_id)))


def _look(version: Version, form: OfferPhoneForm) -> HttpResponse:
    """What will be on the telephone, on paper: the same cut."""
    person, whole = form.holder.person, form.cleaned_data["part"] == "whole"
    permit(queries.may_be_cut(version, person, whole=whole))
    made = queries.sketch_of(
        version, _sections(version), recipient=person, kind=CopyKind.STANDARD, whole=whole,
        until=form.cleaned_data["expires_on"], phone=service_phone(version.organisation_id),
    )  # fmt: skip
    return HttpResponse(made, content_type="application/pdf")


def _offer(request: Request, version: Version, form: OfferPhoneForm) -> HttpResponse:
    there = reverse("plans:copies", args=[version.plan_id])
    with transaction.atomic():
        if send_once(key_of(request), led_to=there, by=request.actor):
            messages.info(request, SHOWN)
            return redirect(there)
        offered = offer(
            version, form.holder, by=request.actor, sections=_sections(version),
            service_phone=service_phone(version.organisation_id), **form.facts(),
        )  # fmt: skip
    link = link_of(offered)
    return page(
        request, version.plan, "phone_link", "a copy of a plan on a phone", folder="sharing",
        link=link, code=qr(link, says="A code to scan with the phone’s camera"),
        who=form.holder.name, until=offered.phone.link_until, version=version, back=there,
    )  # fmt: skip


def link_of(offered: Offered) -> str:
    """The address, with token and key after a sign that browsers never send to anybody."""
    written = base64.urlsafe_b64encode(offered.token + offered.key).decode().rstrip("=")
    place = reverse("reception:notes", urlconf="safehome.config.doors.reception")
    return f"{settings.PUBLIC_ADDRESS}{place}#{written}"


@endpoint(roles=WRITES, methods=("POST",), verb="plan.form-seen", family=True)
def withdraw_phone(request: Request, pk: UUID) -> HttpResponse:
    copy = queries.copy_for(request.actor, pk, purpose="withdrawing a copy on a phone")
    actions.withdraw_from_phone(copy, by=request.actor)
    messages.success(request, "Withdrawn. The phone erases it when it next has a network")
    return redirect("plans:copies", pk=copy.version.plan_id)
