"""The organisation's own letters, and how it writes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from safehome.informing import actions, policies, queries
from safehome.informing.forms import MannerForm, TemplateForm
from safehome.kit.verdicts import permit
from safehome.notices.actions import name_sender
from safehome.notices.queries import sender_of
from safehome.people.endpoints import STAFF, Request, endpoint
from safehome.people.models import Role

MANAGES = (Role.MANAGER, Role.ADMINISTRATOR)


@endpoint(roles=STAFF, verb="letters.templates-seen")
def templates(request: Request) -> HttpResponse:
    """Letters to begin from: the service's own."""
    return render(request, "informing/templates.html", {
        "own": queries.own_templates(request.actor), "pack": queries.pack_templates(),
        "may_keep": bool(policies.may_keep_templates(request.actor)),
        "may_set": bool(policies.may_set_manner(request.actor)),
    })  # fmt: skip


@endpoint(roles=(Role.MANAGER,), verb="letter-template.form-seen", methods=("GET", "POST"))
def write_template(request: Request) -> HttpResponse:
    """Write one of the service's own letters, or one anew."""
    before = queries.own_templates(request.actor).filter(key=request.GET.get("from", "")).first()
    usual: dict[str, object] = {"language": "en"}
    if before:
        usual = {one: getattr(before, one) for one in ("key", "title", "to", "language", "body")}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        actions.keep_template(by=request.actor, **form.cleaned_data)
        messages.success(request, "The letter is kept. It stands first when somebody begins one.")
        return redirect("informing:templates")
    return render(request, "informing/write_template.html", {"form": form, "before": before})


@endpoint(roles=(Role.MANAGER,), verb="letter-template.retiring-seen", methods=("POST",))
def retire_template(request: Request, template: UUID) -> HttpResponse:
    """Take one out of use."""
    found = get_object_or_404(queries.own_templates(request.actor), pk=template)
    actions.retire_template(found, by=request.actor)
    messages.success(request, f"“{found.title}” is out of use. Letters sent stay as they are.")
    return redirect("informing:templates")


@endpoint(roles=MANAGES, verb="manner.form-seen", methods=("GET", "POST"))
def manner(request: Request) -> HttpResponse:
    """Head, number, sender, and how long letters wait."""
    by = request.actor
    permit(policies.may_set_manner(by))
    now, sender = queries.manner_of(by.organisation_id), sender_of(by.organisation_id)
    usual = {name: getattr(now, name) for name in (
        "phone", "letterhead", "wait_minutes", "every_sessions")} | {"sender": sender}  # fmt: skip
    form = MannerForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        given = form.cleaned_data
        chosen = given.pop("sender")
        try:
            with transaction.atomic():
                if chosen != sender:
                    name_sender(chosen, by=by)
                actions.set_manner(by=by, **given)
        except PermissionDenied as refusal:
            form.add_error("sender", str(refusal))
        else:
            messages.success(request, "From now on letters and messages are written so.")
            return redirect("informing:templates")
    return render(request, "informing/manner.html", {"form": form})
