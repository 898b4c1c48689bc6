"""Messages, what somebody was told, and who knows what."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keys import key_of
from safehome.families import queries as families
from safehome.families.policies import WRITES
from safehome.families.telling import rule_in_words
from safehome.informing import actions, policies, queries
from safehome.informing.forms import MessageForm, ToldForm, refused
from safehome.informing.models import Awareness, Matter
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.notices.actions import note_gone as settle
from safehome.notices.actions import queue_notice, recall_notice
from safehome.notices.carriers import is_carried
from safehome.notices.queries import not_carried, notice_for
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family

REFERRER = ("referrer", "The referrer")


@endpoint(roles=WRITES, verb="message.writing-seen", methods=("GET", "POST"), family=True)
def send_message(request: Request, family: UUID) -> HttpResponse:
    """A message with fixed words, to somebody who agreed to be reached so."""
    by = request.actor
    about = families.family_for(by, family, purpose="writing a message")
    permit(policies.may_inform(by, about))
    adults = {str(one.pk): one for one in families.members_of(about)
              if not one.is_child and one.left_on is None}  # fmt: skip
    asked = request.GET.get("to", "")
    usual = {"member": asked, "kind": request.GET.get("kind", ""), "language": "en"}
    if asked in adults:
        usual["language"] = "cy" if adults[asked].language == "cy" else "en"
        rule = families.contact_rules(about).get(adults[asked].pk)
        ways = [rule.channel, *rule.also] if rule else []
        usual["channel"] = next((one for one in ways if is_carried(one)), "")
    form = MessageForm(
        request.POST if request.method == "POST" else None, initial=usual, members=adults.values()
    )
    there = reverse("workspace:informed", args=[about.pk])
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                if send_once(key_of(request), led_to=there, by=by):
                    return redirect(there)
                notice = queue_notice(
                    adults[given["member"]], given["kind"], channel=given["channel"],
                    language=given["language"], meets_at=given["meets_at"], at=given["at"], by=by,
                )  # fmt: skip
        except PermissionDenied as refusal:
            refused(form, str(refusal))
        else:
            messages.success(request, queries.when_it_goes(notice))
            return redirect(there)
    known = queries.map_of(about)
    return render(request, "informing/send_message.html", {
        "form": form, "family": about, "key": new_id(), "map": known, "back": there,
        "rules": [rule_in_words(one, rule) for one in adults.values()
                  if (rule := families.contact_rules(about).get(one.pk))],
        "samples": queries.sample_words(), "not_carried": not_carried(),
    })  # fmt: skip


@endpoint(roles=WRITES, verb="message.recalling-seen", methods=("POST",), family=True)
def recall_message(request: Request, notice: UUID) -> HttpResponse:
    """Call a message back, or set aside one that was held."""
    found = notice_for(request.actor, notice)
    try:
        with transaction.atomic():
            recall_notice(found, by=request.actor)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is called back. It does not go.")
    return redirect("workspace:informed", pk=found.family_id)


@endpoint(roles=WRITES, verb="message.settling-seen", methods=("POST",), family=True)
def note_gone(request: Request, notice: UUID) -> HttpResponse:
    """They say that they have a message that may have gone."""
    found = notice_for(request.actor, notice)
    try:
        with transaction.atomic():
            settle(found, by=request.actor)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is noted that they have it.")
    return redirect("workspace:informed", pk=found.family_id)


@endpoint(roles=WRITES, verb="telling.form-seen", methods=("GET", "POST"), family=True)
def note_told(request: Request, family: UUID) -> HttpResponse:
    """Somebody was told something, by whatever way."""
    by = request.actor
    about = families.family_for(by, family, purpose="noting who was told")
    permit(policies.may_inform(by, about))
    people = queries.people_told(about)
    agreed = queries.agreements_in_force_today(about)
    form = ToldForm(
        request.POST if request.method == "POST" else None,
        people=[*((key, name) for key, name, _ in people), REFERRER], agreements=agreed,
        initial={name: request.GET.get(name, "") for name in ("who", "matter")}
        | {"on": timezone.localdate()},
    )  # fmt: skip
    there = reverse("workspace:informed", args=[about.pk])
    if form.is_valid():
        given = form.cleaned_data
        asked, chosen = given.pop("who"), given.pop("agreement")
        who = next((one for key, _, one in people if key == asked), {})
        try:
            with transaction.atomic():
                if send_once(key_of(request), led_to=there, by=by):
                    return redirect(there)
                actions.note_told(
                    about, by=by, **who, **given,
                    agreement=next((one for one in agreed if str(one.pk) == chosen), None),
                )  # fmt: skip
        except PermissionDenied as refusal:
            form.add_error("words" if "home" in str(refusal) else None, str(refusal))
        else:
            messages.success(request, "It stands in the ledger.")
            return redirect(there)
    return render(request, "informing/note_told.html", {
        "form": form, "family": about, "key": new_id(), "map": queries.map_of(about),
        "back": there,
    })  # fmt: skip


@endpoint(roles=WRITES, verb="knowing.changing-seen", methods=("POST",), family=True)
def change_knowing(request: Request, family: UUID) -> HttpResponse:
    """One tap: somebody knows a matter, in part, not, or must not be told."""
    about = families.family_for(request.actor, family, purpose="who knows")
    who = next((one for key, _, one in queries.people_told(about, children=True)
                if key == request.POST.get("who")), None)  # fmt: skip
    matter, knows = request.POST.get("matter", ""), request.POST.get("knows", "")
    if who is None or matter not in Matter.values or knows not in Awareness.values:
        raise Http404
    open_family(about.pk, purpose="who knows")
    actions.note_knowing(about, matter=matter, knows=knows, by=request.actor, **who)
    back = request.POST.get("back", "")
    own = reverse("workspace:informed", args=[about.pk])
    if back.startswith("/informing/"):
        return redirect(back)
    # Back to the button that was pressed, so that whoever uses the keyboard goes on from there.
    return redirect(f"{own}#knows-{request.POST['who']}-{matter}")
