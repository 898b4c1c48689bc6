"""Pages on which one sees what a plan asks of each person, hears them, and moves a task."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of
from safehome.families.policies import WRITES
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries, weeks
from safehome.plans.actions import Changed
from safehome.workspace.planning.bearing_forms import AccountForm, MoveTaskForm
from safehome.workspace.planning.leaning import candidates, hours, leaning
from safehome.workspace.planning.page import ask, clashed, page

POST = ("GET", "POST")


@endpoint(roles=policies.READS, verb="plan.load-seen", family=True)
def load(request: Request, pk: UUID) -> HttpResponse:
    """The week as a picture, hours and accounts; and what leans on one person."""
    found = queries.version_for(request.actor, pk, purpose="what a plan asks of each person")
    may = bool(policies.may_write_version(request.actor, found))
    return page(
        request, found.plan, "load", "what a plan asks of each person", version=found,
        may_write=may, load=leaning(queries.read(found), may_write=may),
        rules=(weeks.ALONE_FROM, weeks.MOST_FROM),
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def account(request: Request, pk: UUID, member: UUID) -> HttpResponse:
    """How somebody says they are, with what the plan asks of them."""
    found = queries.version_for(request.actor, pk, purpose="how an adult is with a plan")
    permit(policies.may_write_version(request.actor, found))
    draft = queries.read(found)
    who = draft.members.get(member)
    if who is None or who.is_child:
        raise Http404
    there = draft.accounts.get(member)
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        initial={
            "energy": there.energy, "words": there.words, "relief": there.relief,
        } if there else None,
    )  # fmt: skip
    back = reverse("plans:load", args=[pk])
    kept = keeping("account", family=found.plan.family, about=pk, place=member, by=request.actor)
    seen = request.POST.get("seen", queries.as_seen(there))
    if form.is_valid():
        try:
            actions.write_account(found, who, by=request.actor, seen=seen, **form.cleaned_data)
        except Changed as changed:
            seen = clashed(form, "words", changed.now)
        else:
            kept.done()
            messages.success(request, f"{who.called}’s own word is in the plan")
            return redirect(back)
    asks = weeks.loads(draft.weeks).get(member)
    return ask(
        request, found.plan, form, title=f"How {who.called} is with it", send="Save", back=back,
        said=f"The plan asks {hours(asks)} of {who.called}." if asks and asks.hours else "",
        kept=kept, seen=seen,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def move_task(request: Request, pk: UUID, hand: UUID) -> HttpResponse:
    """Give a task to somebody else; each choice says what both would then have."""
    found = queries.version_for(request.actor, pk, purpose="moving a task")
    permit(policies.may_write_version(request.actor, found))
    draft, back = queries.read(found), reverse("plans:load", args=[pk])
    lines = {line.pk: line for line in draft.lines}
    task = next(
        (one for some in draft.hands.values() for one in some
         if one.pk == hand and one.line_id in lines), None,
    )  # fmt: skip
    if task is None:
        if request.method == "POST":  # sent twice, or moved by somebody else meanwhile
            messages.info(request, "This task was moved already")
            return redirect(back)
        raise Http404
    giver = task.member_id or task.professional_id
    assert giver is not None
    others = candidates(draft, task)
    form = MoveTaskForm(request.POST if request.method == "POST" else None, candidates=others)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            to = form.chosen
            actions.move_task(task, to=to.pk, professional=to.is_professional, by=request.actor)
            messages.success(
                request, f"{to.name} does it now: {to.then}. {draft.called(giver)}: {to.left}"
            )
        return redirect(back)
    return page(
        request, found.plan, "move", "moving a task", form=form, version=found, back=back,
        giver=draft.called(giver), line=lines[task.line_id],
        when=weeks.hours_in_words(task.week),
        now=hours(weeks.loads(draft.weeks)[giver]), others=others,
    )  # fmt: skip
