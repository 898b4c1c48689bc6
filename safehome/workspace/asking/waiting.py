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

from safehome.agreements.policies import is_of_our_time
from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.families.models import Family, FamilyMember
from safehome.families.queries import family_for, members_of
from safehome.journeys.models import Journey
from safehome.journeys.queries.asking import moments_in
from safehome.kit.verdicts import permit
from safehome.measures import actions, queries
from safehome.measures.models import Answers
from safehome.measures.policies import (
    ENTERS,
    READS,
    has_agreed_while_waiting,
    may_ask_while_waiting,
    may_be_asked_by_link,
)
from safehome.measures.queries.answers import is_answered
from safehome.measures.rules import GOALS, WAITING, point_in_words
from safehome.people.access import Actor
from safehome.people.endpoints import Request, endpoint
from safehome.programme.instruments import may_use_words
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of, versions_in_force
from safehome.programme.shapes import Questionnaire
from safehome.workspace.asking.by_link import LinkSeen, links_seen
from safehome.workspace.asking.forms import AnswersForm, place_of
from safehome.workspace.asking.links import Asks, make_or_ask
from safehome.workspace.asking.sending import sent_of
from safehome.workspace.asking.turning import turn_if_asked, turned_by
from safehome.workspace.asking.wishes import wishes_of

COME = "Answers to these have come by a private link. Take them in, on “Questions while they wait”."


@endpoint(roles=READS, verb="waiting-answers.seen", family=True)
def while_waiting(request: Request, pk: UUID) -> HttpResponse:
    """What can be asked of each carer while the family waits, and what was answered."""
    family = family_for(request.actor, pk, purpose="answers")
    answered = {
        (carer, name): (on, one)
        for carer, name, on, one in Answers.objects.filter(
            organisation_id=family.organisation_id, journey_id=family.pk, point=WAITING
        ).values_list("carer_id", "questionnaire", "given_on", "pk")
    }
    begun = has_begun(family)
    asked = asked_while_waiting()[1]
    links = links_of_family(request.actor, family)
    come = {(one.carer.pk, name) for one in links if one.waits for name in one.link.to_answer}
    rows = [
        (wish, [(one, answered.get((wish.carer.pk, one.id))) for one in asked])
        for wish in wishes_of(request.actor, family, carers_of(family), waits=not begun)
    ]
    return render(
        request, "workspace/asking/waiting.html",
        {
            "family": family, "rows": rows, "asked": asked, "has_begun": begun, "links": links,
            "sent": sent_of(family.organisation_id, [one.link.pk for one in links]),
            "come": come, "by_link": {
                wish.carer.pk for wish, sets in rows
                if not any(one.may_end and one.carer.pk == wish.carer.pk for one in links)
                and any(
                    not on and (wish.carer.pk, one.id) not in come and may_be_asked_by_link(one)
                    for one, on in sets
                )
            },
            "may_enter": request.actor.has(*ENTERS),
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
    waits = queries.waiting_for(pk, carer, questionnaire=questionnaire, point=WAITING)
    if waits and request.method == "GET":
        messages.info(request, COME)
        return redirect(there)
    turned = turned_by(request, member, asked, pack_of(version))
    form = AnswersForm(
        turned.asked, request.POST if request.method == "POST" else None, own=turned.own,
        english=turned.english,
    )  # fmt: skip
    turn_if_asked(request, form, turned)
    kept = keeping(
        "answers", family=family, about=carer, by=request.actor,
        place=place_of(questionnaire, WAITING),
    )  # fmt: skip
    if form.is_valid():
        day = form.cleaned_data["given_on"]
        agreed = has_agreed_while_waiting(member, day, timezone.localdate())
        for one in (is_of_our_time(family, day), agreed):
            if not one and not form.has_error("given_on"):
                form.add_error("given_on", one.reason)
        if waits:
            form.add_error(None, COME)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                actions.give_answers(
                    member, asked, journey=family.pk, pack_version=version, point=WAITING,
                    by=request.actor, language=turned.language, **form.facts(),
                )  # fmt: skip
                kept.done()
                messages.success(request, "The answers are kept.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "workspace/asking/answer.html",
        {
            "family": family, "carer": member, "form": form, "key": new_key(), "kept": kept,
            "due": {"title": point_in_words(WAITING)}, "questionnaire": turned.asked,
            "turned": turned, "back_to": there,
            "for_supervision": False, "is_goals": False,
            "may_print": bool(may_use_words(asked, "print", on=timezone.localdate())),
        },
    )  # fmt: skip


@endpoint(
    roles=ENTERS, verb="waiting-answers.link-form-seen", methods=("GET", "POST"), family=True
)  # fmt: skip
def make_waiting_link(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """Ask a carer who waits by a private link."""
    family = family_for(request.actor, pk, purpose="answers")
    there = reverse("measures:while-waiting", args=[pk])
    member = next((one for one in carers_of(family) if one.pk == carer), None)
    version, asked = asked_while_waiting()
    if member is None or version is None:
        raise Http404
    agreed = has_agreed_while_waiting(member, timezone.localdate())
    verdict = may_ask_while_waiting(request.actor, has_begun=has_begun(family))
    for one in (verdict, agreed):
        if not one and request.method == "GET":
            messages.info(request, one.reason)
            return redirect(there)
        permit(one)
    found = [
        one for one in asked
        if may_be_asked_by_link(one)
        and not is_answered(member, journey=pk, questionnaire=one.id, point=WAITING)
        and not queries.waiting_for(pk, carer, questionnaire=one.id, point=WAITING)
    ]  # fmt: skip
    title = point_in_words(WAITING)
    return make_or_ask(request, Asks(member, pk, version, WAITING, title, found, [], there))


def links_of_family(person: Actor, family: Family) -> list[LinkSeen]:
    """The private links to what is asked while a family waits, as its page tells of them."""
    return links_seen(person, family.pk)


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
