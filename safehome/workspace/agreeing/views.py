"""Pages for asking, taking back, finding not valid and deciding."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.agreements import actions, policies, queries
from safehome.agreements.models import Purpose, Said
from safehome.agreements.rules import PURPOSES, TAKING_PART, Kind, State
from safehome.agreements.wording import LANGUAGES, Language, language_for
from safehome.drafts.actions import send_once
from safehome.drafts.keeping import Keeping, keeping
from safehome.drafts.keys import key_of
from safehome.families.models import FamilyMember, Need
from safehome.families.policies import ALLOCATES, WRITES
from safehome.families.queries import contact_rules, family_for, member_for, members_of
from safehome.families.telling import rule_in_words
from safehome.journeys import actions as journeys
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.referrals.counting import FEWEST
from safehome.workspace.agreeing import forms
from safehome.workspace.agreeing.counting import COUNTS, reasons_counted
from safehome.workspace.agreeing.leaving import what_follows
from safehome.workspace.agreeing.paper import paper_of
from safehome.workspace.asking.waiting import has_begun
from safehome.workspace.queries.agreements import board_of


def _kind(name: str) -> Kind:
    if name not in Kind:
        raise Http404
    return Kind(name)


def _purpose(name: str) -> str:
    if name not in PURPOSES:
        raise Http404
    return name


def _tab(carer: FamilyMember, kind: str = "") -> str:
    """Where one goes on: to what was agreed, or to the questions that were agreed to."""
    if kind == Kind.WAITING:
        return reverse("measures:while-waiting", args=[carer.family_id])
    return reverse("workspace:agreements", args=[carer.family_id])


def _language(request: Request, carer: FamilyMember) -> Language:
    return language_for(request.GET.get("language", "") or carer.language)


@endpoint(roles=WRITES, methods=("GET", "POST"), verb="agreement.asking-seen", family=True)
def ask(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """One kind, in plain words, on a page turned to the carer: nothing of anybody else is on it."""
    carer = member_for(request.actor, pk, purpose="asking for an agreement")
    permit(policies.may_ask(request.actor, carer))
    which, language = _kind(kind), _language(request, carer)
    if which is Kind.WAITING and has_begun(carer.family):
        messages.info(
            request, "A journey has begun, so nothing is asked of them as of those who wait."
        )
        return redirect(_tab(carer, kind))
    rule = contact_rules(carer.family).get(carer.pk) if which is Kind.CONTACT else None
    follows = what_follows(carer) if which is Kind.TAKING_PART else None
    form = forms.AskForm(
        which, language, request.POST if request.method == "POST" else None,
        ends=bool(follows and follows.ends),
        initial={"with_interpreter": Need.INTERPRETER in carer.needs},
    )  # fmt: skip
    form.family = carer.family
    kept = keeping(
        f"agreement-{which.value}", family=carer.family, about=carer.pk, by=request.actor
    )
    if form.is_valid() and _keep(request, carer, form, rule_in_words(carer, rule) if rule else ""):
        kept.done()
        there = reverse("agreements:thanks", args=[pk])
        return redirect(f"{there}?kind={which.value}" if which is Kind.WAITING else there)
    kept.show(request, form)
    return render(request, "workspace/agreeing/ask.html", {
        "carer": carer, "form": form, "kind": which, "spoken": language,
        "sheet": language.sheets[which], "key": new_id(), "tab": _tab(carer, which),
        "languages": [one for one in LANGUAGES.values() if one.code != language.code],
        "rule": rule_in_words(carer, rule) if rule else "",
        "no_rule": which is Kind.CONTACT and rule is None, "kept": kept,
    })  # fmt: skip


def _keep(request: Request, carer: FamilyMember, form: forms.AskForm, rule: str) -> bool:
    """Keep every answer of the form, or none. False when one was refused: the form says why.

    A no to what holds takes it back, on the same page and signed in the same way.
    """
    today, given = timezone.localdate(), form.cleaned_data
    stands = {
        purpose: queries.standing_of(carer, purpose, on=today)
        for purpose, said in form.said().items()
        if said == Said.REFUSED
    }
    back = {purpose: one for purpose, one in stands.items() if one.state is State.IN_FORCE}
    for purpose, standing in back.items():
        may = policies.may_take_back(
            request.actor, carer, purpose=purpose, on=given["said_on"], standing=standing
        )
        if not may:
            form.add_error(f"say_{purpose}", may.reason)
    if form.errors:
        return False
    with transaction.atomic():
        if send_once(key_of(request), led_to=_tab(carer, form.kind), by=request.actor):
            return True
        for purpose, said in form.said().items():
            told = form.language.words[purpose].as_told + (f"\n{rule}" if rule else "")
            answer = {
                "purpose": purpose, "asked": form.asked(told), "on": given["said_on"],
                "reason": given["reason"], "because": given["because"], "by": request.actor,
            }  # fmt: skip
            if purpose in back:
                what_next = given.get("what_next", "")
                journeys.withdraw_agreement(carer, what_next=what_next, **answer)
            else:
                journeys.keep_answer(carer, said=said, until=form.until(), **answer)
    return True


@endpoint(roles=WRITES, verb="agreement.thanks-seen", family=True)
def thanks(request: Request, pk: UUID) -> HttpResponse:
    """Between the carer's page and the family's: so that nobody reads another's answers."""
    carer = member_for(request.actor, pk, purpose="thanking")
    return render(
        request, "workspace/agreeing/thanks.html",
        {"carer": carer, "tab": _tab(carer, request.GET.get("kind", ""))},
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="agreement.printed", family=True)
def paper(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """The same words on paper: to sign, or as they were answered."""
    carer = member_for(request.actor, pk, purpose="printing an agreement")
    which = _kind(kind)
    made = paper_of(carer, which, _language(request, carer))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="what-we-agreed.pdf"'
    return answer


@endpoint(roles=WRITES, methods=("GET", "POST"), verb="agreement.taking-back-seen", family=True)
def take_back(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """A carer has changed their mind."""
    carer = member_for(request.actor, pk, purpose="taking an agreement back")
    which, today = _purpose(purpose), timezone.localdate()
    standing = queries.standing_of(carer, which, on=today)
    may = policies.may_take_back(request.actor, carer, purpose=which, on=today, standing=standing)
    if not may:
        messages.info(request, may.reason)
        return redirect(_tab(carer))
    follows = what_follows(carer) if which == TAKING_PART else None
    form = forms.TakeBackForm(
        request.POST if request.method == "POST" else None, ends=bool(follows and follows.ends)
    )
    if form.is_valid():
        may = policies.may_take_back(
            request.actor, carer, purpose=which, on=form.cleaned_data["on"], standing=standing
        )
        if not may:
            form.add_error("on", may.reason)
    kept = keeping(f"take-back-{which}", family=carer.family, about=carer.pk, by=request.actor)
    if form.is_valid():
        journeys.withdraw_agreement(carer, purpose=which, by=request.actor, **form.cleaned_data)
        kept.done()
        done = f"It is written that {carer.called} takes this back."
        messages.success(request, f"{done} {follows.done}" if follows else done)
        return redirect(_tab(carer))
    return _one(
        request, carer, form, title=f"{carer.called} takes this back", send="Write this",
        purpose=which, said=follows.will if follows else "", warns=bool(follows and follows.ends),
        kept=kept,
    )  # fmt: skip


@endpoint(
    roles=policies.FINDS_INVALID, methods=("GET", "POST"), verb="agreement.invalid-seen",
    family=True,
)  # fmt: skip
def not_valid(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """What was given was not freely given, or not understood."""
    carer = member_for(request.actor, pk, purpose="finding an agreement not valid")
    which = _purpose(purpose)
    standing = queries.standing_of(carer, which, on=timezone.localdate())
    may = policies.may_find_invalid(request.actor, carer.family, standing=standing)
    if not may:
        messages.info(request, may.reason)
        return redirect(_tab(carer))
    form = forms.NotValidForm(request.POST if request.method == "POST" else None)
    kept = keeping(f"not-valid-{which}", family=carer.family, about=carer.pk, by=request.actor)
    if form.is_valid():
        actions.invalidate_agreement(carer, purpose=which, by=request.actor, **form.cleaned_data)
        kept.done()
        messages.success(request, "From today it does not hold. It can be asked again.")
        return redirect(_tab(carer))
    return _one(
        request, carer, form, title=f"{carer.called}’s agreement is not valid", send="Write this",
        purpose=which, said="The answer stays in the history. From today it does not hold; ask "
        "again when it can be asked well.", kept=kept,
    )  # fmt: skip


@endpoint(roles=ALLOCATES, methods=("GET", "POST"), verb="agreement.deciding-seen", family=True)
def resolve(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """Somebody answers for what happens where carers differ."""
    family = family_for(request.actor, pk, purpose="deciding where carers differ")
    which = _purpose(purpose)
    may = queries.may_decide(family, which, by=request.actor)
    if not may:
        messages.info(request, may.reason)
        return redirect("workspace:agreements", pk=pk)
    form = forms.ResolveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.resolve_conflict(
            family, purpose=which, decided=form.cleaned_data["decided"],
            goes_on=form.cleaned_data["goes_on"] == "yes", by=request.actor,
        )  # fmt: skip
        messages.success(request, "What you decided stands with the family’s agreements.")
        return redirect("workspace:agreements", pk=pk)
    board = board_of(request.actor, family, members_of(family))
    label = Purpose(which).label
    return render(request, "workspace/agreeing/resolve.html", {
        "family": family, "form": form, "purpose": label,
        "differ": next(one for one in reversed(board.differ) if one.purpose == label),
        "histories": board.histories,
    })  # fmt: skip


@endpoint(roles=COUNTS, verb="agreements.counted")
def why_not(request: Request) -> HttpResponse:
    """Why carers say no: counts, and nobody's name."""
    return render(
        request, "workspace/agreeing/why_not.html",
        {"counted": reasons_counted(request.actor), "fewest": FEWEST},
    )  # fmt: skip


def _one(
    request: Request, carer: FamilyMember, form: django_forms.Form, *, title: str, send: str,
    purpose: str, kept: Keeping, said: str = "", warns: bool = False,
) -> HttpResponse:  # fmt: skip
    kept.show(request, form)
    return render(request, "workspace/agreeing/one.html", {
        "carer": carer, "form": form, "title": title, "send": send, "said": said, "warns": warns,
        "purpose": Purpose(purpose).label, "tab": _tab(carer), "kept": kept,
    })  # fmt: skip
