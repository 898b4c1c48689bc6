"""Recording a session: saved as one types, signed when nothing is missing."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import Conflict, save_draft, send_once
from safehome.drafts.keys import key_of, new_key, number_of
from safehome.drafts.models import Draft
from safehome.drafts.queries import Body, body_of, draft_of
from safehome.drafts.views import typed
from safehome.journeys import actions, policies, queries
from safehome.journeys.forms import RecordForm
from safehome.journeys.models import Session
from safehome.journeys.queries import FORM
from safehome.journeys.rules import Asked, Missing, what_is_missing
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.vault.keyring import open_family

WRITES = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)


@endpoint(roles=WRITES, verb="session.record-seen", methods=("GET", "POST"), family=True)
def record_session(request: Request, pk: UUID) -> HttpResponse:
    """One page, in the order in which one remembers."""
    session = queries.session_for(request.actor, pk)
    if session.signed_at is not None:
        return redirect("journeys:session", pk=pk)
    open_family(session.family_id, purpose="recording a session")
    asked = queries.asked_of(session)
    if request.method == "POST":
        return _receive(request, session, asked)
    draft = draft_of(FORM, session.pk)
    if draft is None:
        return _page(request, session, RecordForm(asked=asked, initial=_usual(session)))
    form = RecordForm(body_of(draft), asked=asked)
    asked, missing = _still_missing(session, form)
    return _page(request, session, form, missing=missing, without=asked.without_agreement)


def _receive(request: Request, session: Session, asked: Asked) -> HttpResponse:
    """Keep the words first, whatever follows; then sign, if that was asked and all is there."""
    form = RecordForm(request.POST, asked=asked)
    mine = typed(request.POST)
    before = draft_of(FORM, session.pk)
    theirs: Body = {}
    if before and _somebody_else_wrote(before, request):
        theirs = {
            name: text for name, text in body_of(before).items() if text != mine.get(name, "")
        }
    if theirs:
        with suppress(Conflict):  # refused, and so set aside: neither text is lost
            save_draft(
                FORM, session.pk, family=session.journey.family, body=mine,
                seen=number_of(request, "seen_draft"), by=request.actor,
            )  # fmt: skip
        return _page(request, session, form, theirs=theirs)
    with transaction.atomic():
        save_draft(
            FORM, session.pk, family=session.journey.family, body=mine,
            seen=before.version if before else 0, by=request.actor,
        )  # fmt: skip
    verdict = policies.may_sign_session(request.actor, session)
    asked, missing = _still_missing(session, form)
    without = asked.without_agreement
    if request.POST.get("act") != "sign" or not verdict or not form.is_valid():
        return _page(request, session, form, missing=missing, without=without)
    if missing:
        form.mark(missing)
        return _page(request, session, form, missing=missing, without=without, refused=True)
    return _sign(request, session, form)


def _still_missing(session: Session, form: RecordForm) -> tuple[Asked, tuple[Missing, ...]]:
    """What is missing, asked of the day that the form names."""
    record = form.record()
    asked = queries.asked_of(session, held_on=record.held_on)
    return asked, what_is_missing(record, asked, today=timezone.localdate())


def _somebody_else_wrote(draft: Draft, request: Request) -> bool:
    """Whether the draft is another person's, in a version that this page was not drawn from."""
    another = draft.saved_by_id != request.actor.pk
    return another and draft.version != number_of(request, "seen_draft")


def _sign(request: Request, session: Session, form: RecordForm) -> HttpResponse:
    there = reverse("journeys:session", kwargs={"pk": session.pk})
    try:
        with transaction.atomic():
            earlier = send_once(key_of(request), led_to=there, by=request.actor)
            if earlier:
                return redirect(earlier)
            actions.sign_session(
                session, record=form.record(), seen=number_of(request, "seen"), by=request.actor
            )
    except actions.Changed as changed:
        form.add_error(None, str(changed))
        return _page(request, changed.now, form)
    messages.success(request, f"{session} is recorded and signed.")
    return redirect(there)


def _usual(session: Session) -> dict[str, Any]:
    planned = timezone.localtime(session.planned_for).date()
    return {"setting": session.setting, "held_on": min(planned, timezone.localdate())}


def _page(request: Request, session: Session, form: RecordForm, **more: Any) -> HttpResponse:
    draft = draft_of(FORM, session.pk)
    missing = more.pop("missing", ())
    theirs: Body = more.pop("theirs", {})
    without = more.pop("without", form.asked.without_agreement)
    context = {
        "session": session,
        "form": form,
        "banner": queries.banner_of(session.journey.family),
        "prepare": queries.prepare_view(session),
        "verdict": policies.may_sign_session(request.actor, session),
        "draft": draft,
        "without_fields": form.without_fields(without),
        "missing": [{"text": one.message, "href": f"#id_{one.field}"} for one in missing],
        "theirs": [(_label(form, name), text) for name, text in theirs.items()],
        "refused": False,
        "key": new_key(),
    } | more
    return render(request, "journeys/record_session.html", context)


def _label(form: RecordForm, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else name
