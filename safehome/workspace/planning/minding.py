"""What others laid down, and where it says otherwise; what-ifs that are walked through."""

from __future__ import annotations

from dataclasses import dataclass
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
from safehome.families.models import Family
from safehome.families.policies import WRITES, may_write_in_family
from safehome.families.queries import family_for
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.models import Condition, ConditionKind, Plan
from safehome.workspace.planning import pack
from safehome.workspace.planning.minding_forms import (
    ConditionForm,
    EndConditionForm,
    RehearsalForm,
    SettleForm,
)
from safehome.workspace.planning.page import ask, page

POST = ("GET", "POST")


@dataclass(frozen=True)
class LaidDown:
    """One condition as the page shows it."""

    condition: Condition
    kind: str
    state: str
    colour: str
    line: str  # of ours, that it clashes with
    may_settle: bool
    may_end: bool


@endpoint(roles=policies.READS, verb="plan.conditions-seen", family=True)
def conditions(request: Request, family: UUID) -> HttpResponse:
    """Court, bail, licence, child protection: that it is there, and whether ours agrees with it."""
    about = family_for(request.actor, family, purpose="what others laid down")
    found = queries.conditions_of(about.pk, about.organisation_id)
    lines = {one.root: one.text for one in queries.lines_now(about.pk, about.organisation_id)}
    may = bool(may_write_in_family(request.actor, about))
    today = timezone.localdate()
    return page(
        request, _of(about), "conditions", "what others laid down", may_write=may,
        laid_down=[_laid_down(one, lines, may, today) for one in found],
    )  # fmt: skip


def _laid_down(one: Condition, lines: dict[UUID, str], may: bool, today: date) -> LaidDown:
    over = one.until is not None and one.until < today
    open_clash = bool(one.clash) and one.settled_at is None
    if over:
        state, colour = "Holds no longer", "grey"
    elif open_clash:
        state, colour = "Clashes with ours", "orange"
    else:
        state, colour = ("Settled", "green") if one.clash else ("Agrees with ours", "green")
    return LaidDown(
        one, str(ConditionKind(one.kind).label), state, colour,
        lines.get(one.root, "") if one.root else "", may_settle=may and open_clash and not over,
        may_end=may and not over,
    )  # fmt: skip


def _of(family: Family) -> Plan:
    return Plan(family_id=family.pk, organisation_id=family.organisation_id, family=family)


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def note_condition(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="noting what others laid down")
    permit(may_write_in_family(request.actor, about))
    form = ConditionForm(
        request.POST if request.method == "POST" else None,
        lines=queries.lines_now(about.pk, about.organisation_id),
    )  # fmt: skip
    back = reverse("plans:conditions", args=[about.pk])
    kept = keeping("condition", family=about, by=request.actor)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.note_condition(about, by=request.actor, **form.facts())
            kept.done()
        return redirect(back)
    return ask(
        request, _of(about), form, title="What somebody else has laid down", send="Note it",
        back=back, said="A plan of ours replaces none of these. Only that it is there, and where.",
        kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def settle_condition(request: Request, pk: UUID) -> HttpResponse:
    found = queries.condition_for(request.actor, pk, purpose="settling a clash")
    back = reverse("plans:conditions", args=[found.family_id])
    may = policies.may_settle(request.actor, found)
    if not may:
        messages.info(request, may.reason)
        return redirect(back)
    form = SettleForm(request.POST if request.method == "POST" else None)
    kept = keeping("condition-settled", family=found.family, about=pk, by=request.actor)
    if form.is_valid():
        actions.settle_condition(found, by=request.actor, **form.cleaned_data)
        kept.done()
        return redirect(back)
    kind = ConditionKind(found.kind).label
    return ask(
        request, _of(found.family), form, title="How it was settled", send="Save", back=back,
        said=f"{kind}: {found.clash}", kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def end_condition(request: Request, pk: UUID) -> HttpResponse:
    found = queries.condition_for(request.actor, pk, purpose="a condition that ended")
    permit(may_write_in_family(request.actor, found.family))
    back = reverse("plans:conditions", args=[found.family_id])
    form = EndConditionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_condition(found, by=request.actor, **form.cleaned_data)
        return redirect(back)
    return ask(
        request, _of(found.family), form, title="It holds no longer", send="Save", back=back,
        said=f"{ConditionKind(found.kind).label}: {found.reference}",
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def rehearse(request: Request, pk: UUID) -> HttpResponse:
    """A what-if, from the pack's or the family's own: who would do what, and how it went."""
    found = queries.version_for(request.actor, pk, purpose="a what-if")
    permit(policies.may_rehearse(request.actor, found))
    draft = queries.read(found)
    book = pack.pack_for(found.family_id, found.organisation_id)
    bands = {pack.band_of(draft.members[one], on=timezone.localdate()) for one in draft.kids}
    prompts = pack.suggestions(book, pack.WHAT_IFS, setting=found.plan.setting,
                               bands=bands - {"any"})  # fmt: skip
    chosen = next((one for one in prompts if one.id == request.GET.get("prompt")), None)
    form = RehearsalForm(request.POST if request.method == "POST" else None, lines=draft.lines)
    kept = keeping("what-if", family=found.plan.family, about=pk, by=request.actor)
    back = (
        reverse("plans:plan", args=[found.plan_id]) if found.in_force_at
        else reverse("plans:agree", args=[pk])
    )  # fmt: skip
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.rehearse(found, words=form.facts(), by=request.actor)
            kept.done()
        return redirect(back)
    kept.show(request, form)
    if chosen:  # over what was typed for another; the other boxes keep their words
        form.initial.update(prompt=chosen.id, what_if=chosen.text)
    return page(
        request, found.plan, "rehearse", "a what-if", form=form, back=back, version=found,
        kept=kept, prompts=prompts, wanted=set(pack.to_rehearse(book, setting=found.plan.setting)),
        done=queries.rehearsals_of(found.plan),
    )  # fmt: skip
