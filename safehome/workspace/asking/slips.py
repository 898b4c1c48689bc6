"""Pages for one set of answers: every version, correcting a slip, and setting it aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.keeping import Keeping, keeping, new_key, was_sent, was_sent_already
from safehome.kit.verdicts import Verdict, permit
from safehome.measures import actions
from safehome.measures.models import Mode
from safehome.measures.policies import ENTERS, READS, may_correct, may_set_aside
from safehome.measures.queries.slips import set_for, standing_of, versions_of
from safehome.measures.rules import SETS_ASIDE, SETS_ASIDE_A_LINK
from safehome.people.endpoints import Request, endpoint
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument
from safehome.vault.keyring import open_family
from safehome.workspace.asking.queries import known_since_of
from safehome.workspace.asking.slip_forms import AsideForm, CorrectForm, CorrectScoresForm
from safehome.workspace.asking.slip_reading import Sheet, differing, sheet_of

OVERTAKEN = (
    "Somebody corrected these answers while you were writing. What stands now is shown below beside"
    " yours. Look at it, then go on or go back."
)
OVERTAKEN_ASIDE = (
    "Somebody corrected these answers while you were writing. Look at what stands now. If it does"
    " not belong here either, set it aside; else go back."
)
ASIDE_ALREADY = (
    "Somebody set these answers aside while you were writing. They count no more, so there is"
    " nothing left to do: go back."
)
SET_ASIDE = "Set aside. If these questions can still be asked, they are due again."
ASIDE = "These answers were set aside: they count no more, and nothing is corrected in them."
NO_WORDS = " So they can be set aside, and not corrected today."


@endpoint(roles=READS, verb="answers.set-seen", family=True)
def the_set(request: Request, pk: UUID) -> HttpResponse:
    """One set of answers as it was entered, whether it stands, and what stood before or after."""
    here = set_for(request.actor, pk)
    open_family(here.family_id, purpose="answers")
    versions = versions_of(here)
    this = next(one for one in versions if one.answers.pk == pk)
    last = versions[-1]
    sheet = sheet_of(here)
    corrects = _may_correct(request, sheet)
    return render(
        request, "workspace/asking/one_set.html",
        {
            "sheet": sheet, "this": this, "versions": versions,
            "later": last if last.stands and last.answers.pk != pk else None,
            "corrects": corrects, "may_enter": request.actor.has(*ENTERS),
            "may_set_aside": bool(may_set_aside(request.actor, here)),
        },
    )  # fmt: skip


@endpoint(
    roles=ENTERS, verb="answers.correction-form-opened", methods=("GET", "POST"), family=True
)  # fmt: skip
def correct(request: Request, pk: UUID) -> HttpResponse:
    """The answers again, to change what was put down wrongly; then both beside each other."""
    return _correct(request, pk)


def _correct(request: Request, pk: UUID) -> HttpResponse:
    here = set_for(request.actor, pk)
    open_family(here.family_id, purpose="answers")
    before = standing_of(here)
    there = reverse("measures:set", args=[(before or here).pk])
    sent = request.POST.get("act") == "save" and was_sent_already(request)
    if before is None or sent:
        if not sent:
            messages.info(request, ASIDE)
        return redirect(there)
    sheet = sheet_of(before)
    verdict = _may_correct(request, sheet)
    if request.method == "GET" and (before.pk != pk or not verdict):
        messages.info(request, verdict.reason or "These answers were corrected since.")
        return redirect(there)
    permit(verdict)
    kept = keeping("answers-correction", family=here.family, about=before.pk, by=request.actor)
    form = _form(request, sheet)
    form.not_before = known_since_of(before)
    if form.is_valid() and before.pk == pk:
        if request.POST.get("act") == "save":
            try:
                return _save(request, sheet, form, kept)
            except actions.Overtaken:  # at the very same moment: now the other's stands
                return _correct(request, pk)
        if request.POST.get("act") != "change":
            return _beside(request, sheet, form)
    beside = []
    if before.pk != pk:
        beside = differing(sheet, form.facts_now()) if form.is_valid() else []
        form.add_error(None, OVERTAKEN)
    kept.show(request, form)
    scored = isinstance(sheet.asked, Instrument)
    return render(
        request, f"workspace/asking/correct{'_scores' if scored else ''}.html",
        {"sheet": sheet, "form": form, "kept": kept, "key": new_key(), "beside": beside},
    )  # fmt: skip


def _save(
    request: Request, sheet: Sheet, form: CorrectForm | CorrectScoresForm, kept: Keeping
) -> HttpResponse:
    there = reverse("measures:set", args=[sheet.answers.pk])
    why = {name: form.cleaned_data[name] for name in ("why", "because")}
    with transaction.atomic():
        if not was_sent(request, there):
            now = form.facts_now()
            if isinstance(form, CorrectForm):
                after = actions.correct_answers(
                    sheet.answers, form.questionnaire, now.given, mode=now.mode, help=now.help,
                    on=now.on, words=now.words, by=request.actor, **why,
                )  # fmt: skip
            else:
                after = actions.correct_scores(
                    sheet.answers, form.instrument, now.scores, on=now.on, by=request.actor, **why
                )
            kept.done()
            there = reverse("measures:set", args=[after.pk])
            messages.success(
                request, "Corrected. This counts from now on; the earlier one is kept."
            )
    return redirect(there)


def _beside(
    request: Request, sheet: Sheet, form: CorrectForm | CorrectScoresForm
) -> HttpResponse:  # fmt: skip
    """What was entered beside what will stand, before it is kept."""
    apart = ("csrfmiddlewaretoken", "act")
    return render(
        request, "workspace/asking/correct_check.html",
        {
            "sheet": sheet, "form": form, "differs": differing(sheet, form.facts_now()),
            "why": dict(form.fields["why"].choices)[form.cleaned_data["why"]],  # type: ignore[attr-defined]
            "because": form.cleaned_data["because"],
            "typed": [(name, value) for name, values in request.POST.lists() if name not in apart
                      for value in values],
        },
    )  # fmt: skip


@endpoint(
    roles=ENTERS, verb="answers.set-aside-form-opened", methods=("GET", "POST"), family=True
)  # fmt: skip
def aside(request: Request, pk: UUID) -> HttpResponse:
    """A set was entered by mistake: it counts no more, stays readable, and is due again."""
    return _aside(request, pk)


def _aside(request: Request, pk: UUID) -> HttpResponse:
    here = set_for(request.actor, pk)
    open_family(here.family_id, purpose="answers")
    there = reverse("measures:set", args=[pk])
    verdict = may_set_aside(request.actor, here)
    before = standing_of(here)
    if request.method == "GET" and not verdict:
        messages.info(request, verdict.reason)
        return redirect(there)
    permit(verdict)
    stands = before or here
    if was_sent_already(request):
        return redirect(reverse("measures:set", args=[stands.pk]))
    is_first = before is not None and before.pk == pk
    if request.method == "GET" and not is_first:
        messages.info(request, "Somebody corrected these answers or set them aside already.")
        return redirect(reverse("measures:set", args=[stands.pk]))
    kept = keeping("answers-aside", family=here.family, about=stands.pk, by=request.actor)
    codes = SETS_ASIDE_A_LINK if here.mode == Mode.LINK else SETS_ASIDE
    form = AsideForm(codes, request.POST if request.method == "POST" else None)
    if form.is_valid() and is_first:
        try:
            with transaction.atomic():
                if not was_sent(request, there):
                    actions.set_aside(here, by=request.actor, **form.cleaned_data)
                    kept.done()
                    messages.success(request, SET_ASIDE)
            return redirect(there)
        except actions.Overtaken:  # at the very same moment
            return _aside(request, pk)
    if not is_first:
        form.add_error(None, OVERTAKEN_ASIDE if before is not None else ASIDE_ALREADY)
    if before is not None:  # else there is nothing left to do, so no draft for it either
        kept.show(request, form)
    return render(
        request, "workspace/asking/set_aside.html",
        {"sheet": sheet_of(stands), "form": form, "kept": kept, "key": new_key()},
    )  # fmt: skip


def _may_correct(request: Request, sheet: Sheet) -> Verdict:
    """Whether somebody may correct it, and there are words to do it by."""
    may = may_correct(request.actor, sheet.answers)
    return Verdict(sheet.words.reason + NO_WORDS) if may and not sheet.words else may


def _form(request: Request, sheet: Sheet) -> CorrectForm | CorrectScoresForm:
    posted = request.POST if request.method == "POST" else None
    if isinstance(sheet.asked, Questionnaire):
        return CorrectForm(sheet, sheet.asked, posted)
    return CorrectScoresForm(sheet, sheet.asked, posted)
