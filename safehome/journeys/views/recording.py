"""Recording a session: saved as one types, signed when nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.design.fields import Wrong, errors_of
from safehome.drafts.actions import Conflict, keep_apart, save_draft, send_once
from safehome.drafts.keys import key_of, new_key, number_of
from safehome.drafts.models import Draft
from safehome.drafts.queries import Body, apart, body_of, draft_of
from safehome.drafts.views import TOO_LATE, typed
from safehome.families.policies import WRITES
from safehome.journeys import actions, policies, queries
from safehome.journeys.forms import RecordForm
from safehome.journeys.forms.record import label_of
from safehome.journeys.models import Session
from safehome.journeys.queries import FORM
from safehome.journeys.queries.asking import goals_point
from safehome.journeys.rules import Asked, Missing, what_is_missing
from safehome.kit.verdicts import Verdict
from safehome.measures.policies import ENTERS
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family


@endpoint(roles=WRITES, verb="session.record-seen", methods=("GET", "POST"), family=True)
def record_session(request: Request, pk: UUID) -> HttpResponse:
    """One page, in the order in which one remembers."""
    here = queries.to_record(request.actor, pk)
    session = here.session
    if session.signed_at is not None and request.method != "POST":
        return redirect("journeys:session", pk=pk)
    open_family(session.family_id, purpose="recording a session")
    if session.signed_at is not None:
        return _too_late(request, session)
    asked = here.asked_on()
    if request.method == "POST":
        return _receive(request, here, asked)
    if here.draft is None:
        form = RecordForm(asked=asked, initial=_usual(session))
        return _page(request, session, form, draft=None, verdict=_may_sign(request, here))
    form = RecordForm(body_of(here.draft), asked=asked)
    asked, missing = _still_missing(here, form)
    return _page(
        request, session, form, missing=missing, without=asked.without_agreement,
        draft=here.draft, verdict=_may_sign(request, here, form.record().held_on),
    )  # fmt: skip


def _may_sign(request: Request, here: queries.ToRecord, on: date | None = None) -> Verdict:
    return policies.may_sign_session(
        request.actor, here.session, accredited=here.accredited, cover=here.cover, on=on
    )


def _receive(request: Request, here: queries.ToRecord, asked: Asked) -> HttpResponse:
    """Sign, if that was asked and all is there; keep the words, whatever else follows."""
    session, before = here.session, here.draft
    form = RecordForm(request.POST, asked=asked)
    mine = typed(request.POST)
    theirs: Body = {}
    if before and _somebody_else_wrote(before, request):
        known, _ = apart(request.actor, body_of(before))
        theirs = {name: text for name, text in known.items() if text != mine.get(name, "")}
    if theirs:
        with suppress(Conflict):  # refused, and so set aside: neither text is lost
            save_draft(
                FORM, session.pk, family=session.journey.family, body=mine,
                seen=number_of(request, "seen_draft"), by=request.actor,
            )  # fmt: skip
        return _page(request, session, form, theirs=theirs)
    asked, missing = _still_missing(here, form)
    verdict = _may_sign(request, here, form.record().held_on)
    without = asked.without_agreement
    signing = request.POST.get("act") == "sign" and verdict
    wrong = errors_of(form)
    if signing and not missing and not wrong:
        # All of it is about to stand in the record, so there is no draft to be kept first.
        return _sign(request, here, form)
    _keep(request, here)
    if signing:
        form.mark(missing)
        return _page(
            request, session, form, missing=missing, wrong=wrong, without=without, refused=True
        )
    return _page(request, session, form, missing=missing, without=without)


def _too_late(request: Request, session: Session) -> HttpResponse:
    """It was signed meanwhile. What was sent is kept apart, and led to."""
    there = reverse("journeys:session", kwargs={"pk": session.pk})
    earlier = send_once(key_of(request), led_to=there, by=request.actor)
    if earlier:  # this very form signed it
        return redirect(earlier)
    kept = keep_apart(
        FORM, session.pk, family=session.journey.family, body=typed(request.POST), by=request.actor
    )
    messages.error(request, TOO_LATE)
    return redirect("drafts:apart", pk=kept.pk)


def _keep(request: Request, here: queries.ToRecord) -> None:
    with transaction.atomic(), suppress(Conflict):  # sent meanwhile: then the words are set aside
        save_draft(
            FORM, here.session.pk, family=here.session.journey.family,
            body=typed(request.POST), seen=here.draft.version if here.draft else 0,
            by=request.actor,
        )  # fmt: skip


def _still_missing(here: queries.ToRecord, form: RecordForm) -> tuple[Asked, tuple[Missing, ...]]:
    """What is missing, asked of the day that the form names."""
    record = form.record()
    asked = here.asked_on(record.held_on)
    return asked, what_is_missing(record, asked, today=timezone.localdate())


def _somebody_else_wrote(draft: Draft, request: Request) -> bool:
    """Whether the draft is another person's, in a version that this page was not drawn from."""
    another = draft.saved_by_id != request.actor.pk
    return another and draft.version != number_of(request, "seen_draft")


def _sign(request: Request, here: queries.ToRecord, form: RecordForm) -> HttpResponse:
    session = here.session
    there = reverse("journeys:session", kwargs={"pk": session.pk})
    try:
        with transaction.atomic():
            earlier = send_once(key_of(request), led_to=there, by=request.actor)
            if earlier:
                return redirect(earlier)
            actions.sign_session(
                session, record=form.record(), seen=number_of(request, "seen"), by=request.actor
            )
    except PermissionDenied:
        now = queries.to_record(request.actor, session.pk).session
        if now.signed_at is None:
            raise
        return _too_late(request, now)  # a colleague was a moment quicker
    except actions.Changed as changed:
        _keep(request, here)
        form.add_error(None, str(changed))
        return _page(request, changed.now, form)
    messages.success(request, f"{session} is recorded and signed.")
    return redirect(there)


def _usual(session: Session) -> dict[str, Any]:
    planned = timezone.localtime(session.planned_for).date()
    return {"setting": session.setting, "held_on": min(planned, timezone.localdate())}


def _page(request: Request, session: Session, form: RecordForm, **more: Any) -> HttpResponse:
    draft = more.pop("draft") if "draft" in more else draft_of(FORM, session.pk)
    verdict = more.pop("verdict", None)
    if verdict is None:
        verdict = policies.may_sign_session(request.actor, session)
    missing = more.pop("missing", ())
    theirs: Body = more.pop("theirs", {})
    without = more.pop("without", form.asked.without_agreement)
    around = queries.around_session(session)
    context = {
        "session": session,
        "form": form,
        "about": {"banner": queries.banner_from(session.journey.family, around)},
        "prepare": queries.prepare_view(session, around),
        "verdict": verdict,
        "draft": draft,
        "goals_point": goals_point(session) if request.actor.has(*ENTERS) else "",
        "without_fields": form.without_fields(without),
        "missing": _to_do(more.pop("wrong", ()), missing),
        "theirs": [(label_of(form, name), text) for name, text in theirs.items()],
        "refused": False,
        "key": new_key(),
    } | more
    return render(request, "journeys/record_session.html", context)


def _to_do(wrong: Iterable[Wrong], missing: Iterable[Missing]) -> list[dict[str, str]]:
    """What keeps the record from being signed: first what cannot be read, then what is missing."""
    unread = {one.href: one.text for one in wrong}
    told = {f"#id_{one.field}": one.message for one in missing}
    asked_anyway = {href.removesuffix("-day") for href in unread}
    told = {href: words for href, words in told.items() if href not in asked_anyway}
    return [{"text": text, "href": href} for href, text in (unread | told).items()]
