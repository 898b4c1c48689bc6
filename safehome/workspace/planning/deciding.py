"""A plan's own page; agreeing to a version; what did not work; looking again; the end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of
from safehome.families.policies import WRITES, may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries, rules
from safehome.plans.actions import Changed
from safehome.plans.actions.agreeing import NotYet
from safehome.plans.models import (
    BreachKind,
    ConditionKind,
    Stage,
    Version,
)
from safehome.plans.queries import lived
from safehome.plans.queries.standing import is_approved
from safehome.workspace.planning import forms, pack
from safehome.workspace.planning.page import ask, clashed, page
from safehome.workspace.planning.reading import stood, whole
from safehome.workspace.queries.plans import card_of

POST = ("GET", "POST")
# A manager sees that there is a plan and how it stands; its words are for those who work with
# the family or answer for its record.
READS = policies.READS


@endpoint(roles=READS, verb="plan.seen", family=True)
def plan(request: Request, pk: UUID) -> HttpResponse:
    """How a plan stands, what holds, and what to do next."""
    found = queries.plan_for(request.actor, pk, purpose="a safety plan")
    today = timezone.localdate()
    standings = queries.standings_of(found.family_id, found.organisation_id, today=today)
    standing = next(one for one in standings if one.plan.pk == found.pk)
    sections = pack.sections_of(pack.pack_for(found.family_id, found.organisation_id))
    read = None
    if standing.in_force:
        standing.in_force.plan = found
        read = whole(queries.read(standing.in_force), sections)
    return page(
        request, found, "plan", "a safety plan", stood=card_of(standing, today), standing=standing,
        read=read,
        versions=list(lived.versions_once_in_force(found)),
        breaches=[
            (one.breach, BreachKind(one.breach.kind).label, one.answer)
            for one in lived.told_of(found)
        ],
        asked=lived.review_asked(found) if standing.asked else None,
        reviews=list(lived.reviews_held(found)),
        rehearsals=queries.rehearsals_of(found), overdue=_is_overdue(standing, today),
        clashes=[
            (ConditionKind(one.kind).label, one.clash)
            for one in queries.conditions_of(found.family_id, found.organisation_id)
            if one.clash and one.settled_at is None and (one.until is None or one.until >= today)
        ],
        may_write=bool(may_write_in_family(request.actor, found.family)),
        may_begin=bool(
            policies.may_begin_version(request.actor, found, drafting=bool(standing.draft))
        ),
        may_close=bool(
            policies.may_close_plan(
                request.actor, found, drafting=bool(standing.draft), asked=bool(standing.asked),
                to_answer=standing.to_answer,
            )
        ),
        may_tell=bool(
            policies.may_tell_breach(request.actor, found, in_force=bool(standing.in_force))
        ),
    )  # fmt: skip


def _is_overdue(standing: queries.Standing, today: date) -> bool:
    day = standing.review_on
    return standing.plan.closed_at is None and (
        bool(standing.events) or (day is not None and day < today)
    )


@endpoint(roles=READS, verb="plan.version-seen", family=True)
def version(request: Request, pk: UUID) -> HttpResponse:
    """Any version, as it was agreed or as it is being written: as the carer will read it.

    With ?for=workers also what stands in no copy; that page is not turned to anybody.
    """
    found = queries.version_for(request.actor, pk, purpose="a version of a plan")
    sections = pack.sections_of(pack.pack_for(found.family_id, found.organisation_id))
    workers = request.GET.get("for") == "workers"
    return page(
        request, found.plan, "version", "a version of a plan", version=found, workers=workers,
        read=whole(queries.read(found), sections, workers=workers),
        may_write=policies.may_write_version(request.actor, found),
    )  # fmt: skip


@endpoint(roles=WRITES, methods=("POST",), verb="plan.form-seen", family=True)
def begin_version(request: Request, pk: UUID) -> HttpResponse:
    found = queries.plan_for(request.actor, pk, purpose="the next version")
    made = actions.begin_version(found, stage=Stage.WHOLE, by=request.actor)
    messages.success(request, "The next version begins from the one in force")
    return redirect("plans:write", pk=made.pk)


@endpoint(roles=READS, verb="plan.agreeing-seen", family=True)
def agree(request: Request, pk: UUID) -> HttpResponse:
    """What is missing, how each person stands, and letting it hold from now on."""
    found = queries.version_for(request.actor, pk, purpose="agreeing to a plan")
    if found.in_force_at is not None:
        return redirect("plans:version", pk=pk)
    book = pack.pack_for(found.family_id, found.organisation_id)
    sections = pack.sections_of(book)
    draft = queries.read_surrounded(found)
    missing = queries.what_is_missing(
        draft, sections, today=timezone.localdate(),
        rehearse=pack.to_rehearse(book, setting=found.plan.setting),
    )  # fmt: skip
    people, around = {**draft.adults, **draft.kids}, queries.around_of(draft)
    approved = is_approved(found)
    may_write = bool(policies.may_write_version(request.actor, found))
    may = policies.may_put_in_force(
        request.actor, found, approved=approved, missing=len(missing)
    )  # fmt: skip
    return page(
        request, found.plan, "agree", "agreeing to a plan", version=found,
        missing=[
            (one.message, _place(found, one) if may_write else "") for one in missing
        ],
        people=[(pk, name, stood(pk, draft)) for pk, name in people.items()],
        approvals=list(lived.approvals_of(found)), approved=approved,
        to_answer=around.unanswered, answers=around.answers,
        may=may, may_approve=policies.may_approve(
            request.actor, found, wrote=queries.wrote(found)
        ),
        may_write=may_write,
    )  # fmt: skip


def _place(found: Version, one: rules.Missing) -> str:
    """Where something that is missing is put right."""
    if one.place.startswith("SP"):
        return f"{reverse('plans:write', args=[found.pk])}?section={one.place}"
    if one.about is not None:
        return reverse("plans:stand", args=[found.pk, one.about])
    places = {
        "breach": "#answers", "review": reverse("plans:review-day", args=[found.pk]),
        "condition": reverse("plans:conditions", args=[found.family_id]),
        "rehearsal": reverse("plans:rehearse", args=[found.pk]),
    }  # fmt: skip
    return places.get(one.place, "")


def _draft(request: Request, pk: UUID, purpose: str) -> Version:
    found = queries.version_for(request.actor, pk, purpose=purpose)
    permit(policies.may_write_version(request.actor, found))
    return found


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def review_day(request: Request, pk: UUID) -> HttpResponse:
    found = _draft(request, pk, "the day of the next look")
    longest = rules.LONGEST_FOR_NOW if found.stage == Stage.INTERIM else rules.LONGEST
    form = forms.ReviewDayForm(
        request.POST if request.method == "POST" else None, longest=longest,
        initial={"review_on": found.review_on},
    )  # fmt: skip
    back = reverse("plans:agree", args=[pk])
    if form.is_valid():
        actions.set_review_day(found, on=form.cleaned_data["review_on"], by=request.actor)
        return redirect(back)
    return ask(request, found.plan, form, title="The next look at it", send="Save", back=back)


@endpoint(roles=policies.APPROVES, methods=POST, verb="plan.form-seen", family=True)
def approve(request: Request, pk: UUID) -> HttpResponse:
    found = queries.version_for(request.actor, pk, purpose="approving a plan")
    back = reverse("plans:agree", args=[pk])
    may = policies.may_approve(request.actor, found, wrote=queries.wrote(found))
    if not may:
        messages.info(request, may.reason)
        return redirect(back)
    form = forms.ApproveForm(request.POST if request.method == "POST" else None)
    kept = keeping("plan-approval", family=found.plan.family, about=pk, by=request.actor)
    if form.is_valid():
        approved = form.cleaned_data["approved"] == "yes"
        actions.approve_version(
            found, approved=approved, comment=form.cleaned_data["comment"], by=request.actor
        )
        kept.done()
        messages.success(request, "Approved" if approved else "Sent back with what is wanted")
        return redirect(back)
    kept.show(request, form)
    sections = pack.sections_of(pack.pack_for(found.family_id, found.organisation_id))
    return page(
        request, found.plan, "approve", "approving a plan", form=form, kept=kept, version=found,
        back=back, read=whole(queries.read(found), sections),
    )  # fmt: skip


@endpoint(roles=WRITES, methods=("POST",), verb="plan.form-seen", family=True)
def put_in_force(request: Request, pk: UUID) -> HttpResponse:
    found = queries.version_for(request.actor, pk, purpose="putting a plan in force")
    book = pack.pack_for(found.family_id, found.organisation_id)
    try:
        actions.put_in_force(
            found, sections=pack.sections_of(book), by=request.actor,
            rehearse=pack.to_rehearse(book, setting=found.plan.setting),
        )  # fmt: skip
    except NotYet:
        messages.info(request, "Something is still missing. The list says what")
        return redirect("plans:agree", pk=pk)
    messages.success(request, "This version holds from now on")
    return redirect("plans:plan", pk=found.plan_id)


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def breach(request: Request, pk: UUID) -> HttpResponse:
    """Something did not work, or nearly went wrong."""
    found = queries.plan_for(request.actor, pk, purpose="what did not work")
    held = queries.in_force_of(found)
    permit(policies.may_tell_breach(request.actor, found, in_force=held is not None))
    lines = queries.read(held).lines if held else []
    form = forms.BreachForm(request.POST if request.method == "POST" else None, lines=lines)
    back = reverse("plans:plan", args=[pk])
    kept = keeping("breach", family=found.family, about=pk, by=request.actor)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.tell_breach(found, words=form.facts(), by=request.actor)
            kept.done()
            messages.success(
                request,
                "It is written down. A review is asked for, and the next version answers it",
            )
        return redirect(back)
    return ask(
        request, found, form, title="Something did not work", send="Write it down",
        said="If a child may not be safe now, act first: do what “If something happens” says.",
        kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def answer(request: Request, pk: UUID, breach: UUID) -> HttpResponse:
    """What the next version does about something that did not work."""
    found = _draft(request, pk, "answering what did not work")
    what = queries.breach_for(request.actor, breach, purpose="answering what did not work")
    permit(policies.may_answer(request.actor, found, what))
    there = lived.answers_in(found).filter(breach=what).first()
    form = forms.AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"words": there.words} if there else None,
    )
    back = reverse("plans:agree", args=[pk])
    kept = keeping("answer", family=found.plan.family, about=pk, place=breach, by=request.actor)
    seen = request.POST.get("seen", queries.as_seen(there))
    if form.is_valid():
        try:
            actions.answer_breach(
                found, what, words=form.cleaned_data["words"], seen=seen, by=request.actor
            )
        except Changed as changed:
            seen = clashed(form, "words", changed.now)
        else:
            kept.done()
            return redirect(back)
    return ask(
        request, found.plan, form, title="Answer what did not work", send="Save", back=back,
        said=f"{what.happened_on:%-d %B %Y}: {what.what}", kept=kept, seen=seen,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def close(request: Request, pk: UUID) -> HttpResponse:
    found = queries.plan_for(request.actor, pk, purpose="closing a plan")
    form = forms.CloseForm(request.POST if request.method == "POST" else None)
    kept = keeping("plan-close", family=found.family, about=pk, by=request.actor)
    if form.is_valid():
        actions.close_plan(found, because=form.cleaned_data["because"], by=request.actor)
        kept.done()
        messages.success(request, "The plan is closed. Everything stays readable")
        return redirect("plans:plan", pk=pk)
    return ask(
        request, found, form, title="Close this plan", send="Close it", kept=kept,
        said="It holds no longer then, and its copies are fetched back. All of it stays readable.",
    )  # fmt: skip
