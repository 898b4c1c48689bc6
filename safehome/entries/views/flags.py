"""Flags: raised, looked at again, ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safehome.drafts.keeping import keeping, was_sent
from safehome.entries import actions, policies, queries
from safehome.entries.forms import EndFlagForm, RaiseFlagForm, ReviewFlagForm
from safehome.entries.models import Flag, FlagKind
from safehome.entries.views.asking import ask
from safehome.families.policies import may_write_in_family
from safehome.families.queries import family_for, members_of
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="flag.form-seen", family=True)
def raise_flag(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="raising a flag")
    permit(may_write_in_family(request.actor, about))
    back = reverse("workspace:family", args=[about.pk])
    form = RaiseFlagForm(
        request.POST if request.method == "POST" else None, members=members_of(about)
    )
    kept = keeping("flag", family=about, by=request.actor)
    if form.is_valid():
        if not was_sent(request, back):
            actions.raise_flag(about, by=request.actor, **form.facts())
            kept.done()
            messages.success(request, "The flag is raised. Everybody who opens the family sees it")
        return redirect(back)
    return ask(
        request, form, family=about, title="Raise a flag", send="Raise this flag", back=back,
        kept=kept,
        said="For what must not be overlooked. Carers do not see it.",
    )  # fmt: skip


def _opened(request: Request, pk: UUID) -> Flag:
    flag = queries.flag_for(request.actor, pk)
    open_family(flag.family_id, purpose="a flag")
    permit(policies.may_change_flag(request.actor, flag))
    return flag


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="flag.form-seen", family=True)
def review_flag(request: Request, pk: UUID) -> HttpResponse:
    flag = _opened(request, pk)
    back = reverse("workspace:family", args=[flag.family_id])
    form = ReviewFlagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if was_sent(request, back):
            return redirect(back)
        actions.review_flag(flag, by=request.actor, **form.cleaned_data)
        messages.success(request, "The flag stays, and has a new day for looking at it")
        return redirect(back)
    return ask(request, form, family=flag.family, title="It is still true", send="Keep this flag",
               back=back, said=_said(flag))  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="flag.form-seen", family=True)
def end_flag(request: Request, pk: UUID) -> HttpResponse:
    flag = _opened(request, pk)
    back = reverse("workspace:family", args=[flag.family_id])
    form = EndFlagForm(request.POST if request.method == "POST" else None)
    kept = keeping("flag-end", family=flag.family, about=flag.pk, by=request.actor)
    if form.is_valid():
        actions.end_flag(flag, by=request.actor, **form.cleaned_data)
        kept.done()
        messages.success(request, "The flag has ended. The chronology keeps it")
        return redirect(back)
    return ask(request, form, family=flag.family, title="It is no longer true",
               send="End this flag", back=back, said=_said(flag), kept=kept)  # fmt: skip


def _said(flag: Flag) -> str:
    return f"{FlagKind(flag.kind).label}. {flag.words}"
