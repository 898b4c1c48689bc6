"""Questions asked while a family waits, so that what waiting does can be told from the programme.

There is no journey yet, so the family's own id stands where a journey's would; the point is the
code's own, and no published pack changes for it.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.families.models import Family, FamilyMember
from safehome.families.queries import family_for, members_of
from safehome.journeys.models import Journey
from safehome.journeys.queries.asking import moments_in
from safehome.kit.verdicts import permit
from safehome.measures import actions
from safehome.measures.models import Answers
from safehome.measures.policies import (
    ENTERS,
    READS,
    has_agreed_while_waiting,
    may_ask_while_waiting,
)
from safehome.measures.rules import GOALS, WAITING, point_in_words
from safehome.people.endpoints import Request, endpoint
from safehome.programme.instruments import may_use_words
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of, versions_in_force
from safehome.programme.shapes import Questionnaire
from safehome.workspace.asking.forms import AnswersForm, place_of
from safehome.workspace.asking.wishes import wishes_of


@endpoint(roles=READS, verb="waiting-answers.seen", family=True)
def while_waiting(request: Request, pk: UUID) -> HttpResponse:
    """What can be asked of each carer while the family waits, and what was answered."""
    family = family_for(request.actor, pk, purpose="answers")
    answered = {
        (carer, name): on
        for carer, name, on in Answers.objects.filter(
            organisation_id=family.organisation_id, journey_id=family.pk, point=WAITING
        ).values_list("carer_id", "questionnaire", "given_on")
    }
    asked = asked_while_waiting()[1]
    begun = has_begun(family)
    rows = [
        (wish, [(one, answered.get((wish.carer.pk, one.id))) for one in asked])
        for wish in wishes_of(request.actor, family, carers_of(family), waits=not begun)
    ]
    return render(
        request, "workspace/asking/waiting.html",
        {
            "family": family, "rows": rows, "asked": asked, "has_begun": begun,
            "may_ask": bool(may_ask_while_waiting(request.actor, has_begun=begun)),
        },
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="waiting-answers.form-opened", methods=("GET", "POST"), family=True)
def answer_waiting(request: Request, pk: UUID, carer: UUID, questionnaire: str) -> HttpResponse:
    """The questions themselves, on a page that can be turned towards the carer."""
    family = family_for(request.actor, pk, purpose="answers")
    begun = has_begun(family)
    verdict = may_ask_while_waiting(request.actor, has_begun=begun)
    if begun and request.method == "GET":
        messages.info(request, verdict.reason)
        return redirect("measures:while-waiting", pk=pk)
    permit(verdict)
    member = next((one for one in carers_of(family) if one.pk == carer), None)
    version, found = asked_while_waiting()
    asked = next((one for one in found if one.id == questionnaire), None)
    if member is None or asked is None or version is None:
        raise Http404
    there = reverse("measures:while-waiting", args=[pk])
    agreed = has_agreed_while_waiting(member, timezone.localdate())
    if not agreed and request.method == "GET":
        messages.info(request, agreed.reason)
        return redirect(there)
    form = AnswersForm(asked, request.POST if request.method == "POST" else None)
    kept = keeping(
        "answers", family=family, about=carer, by=request.actor,
        place=place_of(questionnaire, WAITING),
    )  # fmt: skip
    if form.is_valid():
        agreed = has_agreed_while_waiting(
            member, form.cleaned_data["given_on"], timezone.localdate()
        )
        if not agreed:
            form.add_error("given_on", agreed.reason)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                actions.give_answers(
                    member, asked, journey=family.pk, pack_version=version, point=WAITING,
                    by=request.actor, **form.facts(),
                )  # fmt: skip
                kept.done()
                messages.success(request, "The answers are kept.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "workspace/asking/answer.html",
        {
            "family": family, "carer": member, "form": form, "key": new_key(), "kept": kept,
            "due": {"title": point_in_words(WAITING)}, "questionnaire": asked, "back_to": there,
            "for_supervision": False, "is_goals": False,
            "may_print": bool(may_use_words(asked, "print", on=timezone.localdate())),
        },
    )  # fmt: skip


def asked_while_waiting() -> tuple[PackVersion | None, list[Questionnaire]]:
    """What the newest pack asks carers at the start, as far as it can be asked before: no goals,
    which are of the work, and nothing about the work itself.
    """
    today = timezone.localdate()
    version = versions_in_force(on=today).first()
    if version is None:
        return None, []
    pack = pack_of(version)
    names = [name for one in moments_in(pack) if one.code == "baseline" for name in one.measures]
    found = [pack.questionnaires[name] for name in names if name in pack.questionnaires]
    return version, [
        one
        for one in found
        if one.id != GOALS and one.for_ == "carer" and not one.about_the_work
        and may_use_words(one, "display", on=today)
    ]  # fmt: skip


def carers_of(family: Family) -> list[FamilyMember]:
    """The carers of a family who are in it now."""
    return [one for one in members_of(family) if one.is_carer and one.left_on is None]


def has_begun(family: Family) -> bool:
    """Whether a journey of the family has begun, whoever may look at it."""
    return Journey.objects.filter(
        organisation_id=family.organisation_id, family_id=family.pk
    ).exists()
