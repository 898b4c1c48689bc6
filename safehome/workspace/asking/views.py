"""Pages for asking and looking."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.journeys.models import Journey
from safehome.journeys.queries.asking import titles_of, to_ask_in
from safehome.kit.verdicts import permit
from safehome.measures import actions, queries
from safehome.measures.models import Mode
from safehome.measures.policies import ENTERS, READS, may_enter_feedback, may_supervise
from safehome.measures.queries.licences import chosen_to_ask, further_of, is_asked
from safehome.measures.rules import GOALS
from safehome.people.endpoints import Request, endpoint
from safehome.programme.instruments import instruments, known_as, may_use_words
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.by_link import links_seen, points_by_link
from safehome.workspace.asking.forms import AnswersForm, place_of
from safehome.workspace.asking.looking import everything, of_sessions, to_talk
from safehome.workspace.asking.queries import (
    STATES,
    asked_in,
    carer_of,
    due_for,
    feedback_in,
    journey_for,
    known_since,
    not_mine,
    rows_of,
    scored_only,
    sets_given,
)
from safehome.workspace.asking.sending import sent_of
from safehome.workspace.asking.tongues import Turned
from safehome.workspace.asking.turning import turn_if_asked, turned_by
from safehome.workspace.goals.forms import RatingForm
from safehome.workspace.goals.queries import shown

COME = "Answers to these have come by a private link. Take them in, on “Questions and answers”."


@endpoint(roles=READS, verb="answers.seen", family=True)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """What is to be asked now, and all that was answered or passed by."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="answers")
    pack = pack_of(journey.pack_version)
    chosen = list(chosen_to_ask(journey.organisation_id, on=timezone.localdate()))
    asking = to_ask_in(journey, further=further_of(chosen))
    links = links_seen(request.actor, pk)
    come = {(one.carer.pk, one.link.point, name) for one in links if one.waits
            for name in one.link.to_answer}  # fmt: skip
    now = [(one.carer, due) for one in asking for due in one.now
           if (one.carer.pk, due.point, due.questionnaire) not in come]  # fmt: skip
    return render(
        request,
        "workspace/asking/ask.html",
        {
            "journey": journey,
            "asking": asking,
            "now": [(carer, due, known_as(due.questionnaire, pack.questionnaires))
                    for carer, due in now],
            "not_asked": [instruments()[one.instrument] for one in chosen if not is_asked(one)],
            "scheduled": rows_of(asking, pack, of_sessions=False),
            "of_sessions": rows_of(asking, pack, of_sessions=True),
            "states": STATES, "given": sets_given(journey), "come": come,
            "not_mine": not_mine(request.actor, journey, pack),
            "feedback": feedback_in(request.actor, journey, pack),
            "first": queries.first_in(pk, journey.organisation_id),
            "may_supervise": bool(may_supervise(request.actor, about=journey.lead_id)),
            "has_feedback": any(one.about_the_work for one in pack.questionnaires.values()),
            "links": links,
            "sent": sent_of(journey.organisation_id, [one.link.pk for one in links]),
            "by_link": points_by_link(now, pack),
            "may_ask": request.actor.has(*ENTERS), "has_goals": GOALS in pack.questionnaires,
        },
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="answers.form-opened", methods=("GET", "POST"), family=True)
def answer(request: Request, pk: UUID, carer: UUID, point: str, questionnaire: str) -> HttpResponse:
    """The questions themselves, on a page that can be turned towards the carer."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    if scored_only(journey, questionnaire):
        return redirect("instruments:scores", pk, carer, point, questionnaire)
    open_family(journey.family_id, purpose="answers")
    asked = asked_in(journey, questionnaire)
    due = due_for(journey, carer, questionnaire, point)
    there = _after(request, pk, carer, questionnaire)
    if due.state == "answered" and request.method != "POST":
        messages.info(request, "These questions were already answered.")
        return redirect(there)
    waits = queries.waiting_for(pk, carer, questionnaire=questionnaire, point=point)
    if waits and request.method != "POST":
        messages.info(request, COME)
        return redirect("measures:ask", pk=pk)
    kept_from = queries.kept_from_in(pk, journey.organisation_id, asked)
    permit(may_enter_feedback(request.actor, about=kept_from, mode=Mode.PAPER))
    turned = turned_by(request, member, asked, pack_of(journey.pack_version))
    form = _form(request, journey, carer, turned)
    form.not_before = known_since(journey)
    if kept_from is not None:
        form.alone()
    turn_if_asked(request, form, turned)
    if waits:
        form.add_error(None, COME)
    # A draft is read by all who work with the family: what is kept from one of them has none.
    kept = None if kept_from else keeping(
        "answers", family=journey.family, about=carer, by=request.actor,
        place=place_of(questionnaire, point),
    )  # fmt: skip
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                actions.give_answers(
                    member, asked, journey=pk, pack_version=journey.pack_version, point=point,
                    by=request.actor, language=turned.language, **form.facts(),
                )  # fmt: skip
                if kept:
                    kept.done()
                messages.success(request, "The answers are kept.")
        return redirect(there)
    if kept:
        kept.show(request, form)
    return render(
        request,
        "workspace/asking/answer.html",
        {
            "journey": journey, "carer": member, "form": form, "due": due, "key": new_key(),
            "questionnaire": turned.asked, "kept": kept, "turned": turned,
            "for_supervision": kept_from is not None, "is_goals": asked.id == GOALS,
            "may_print": bool(may_use_words(asked, "print", on=timezone.localdate())),
        },
    )  # fmt: skip


def _form(request: Request, journey: Journey, carer: UUID, turned: Turned) -> AnswersForm:
    """The questions; of goals, those that this carer has now, in their words."""
    posted = request.POST if request.method == "POST" else None
    if turned.asked.id != GOALS:
        return AnswersForm(turned.asked, posted, own=turned.own, english=turned.english)
    goals = queries.current_goals(journey.organisation_id, journey=journey.pk, carer=carer)
    return RatingForm(goals, turned.asked, posted, own=turned.own, english=turned.english)


def _after(request: Request, journey: UUID, carer: UUID, questionnaire: str) -> str:
    """Where one goes on: back to the record that led here, or to a look at what was said."""
    with suppress(ValueError):
        return reverse("journeys:record-session", args=[UUID(request.GET.get("session", ""))])
    name = "goals:goals" if questionnaire == GOALS else "measures:together"
    return reverse(name, args=[journey, carer])


@endpoint(roles=READS, verb="answers.looked-at-together", family=True)
def together(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """A picture to look at together: words first, then the lines, then the rule."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="looking together")
    pack = pack_of(journey.pack_version)
    hopes = queries.goals_of(journey.organisation_id, journey=pk, carer=carer)
    asked = pack.questionnaires.get(GOALS)
    return render(
        request,
        "workspace/asking/together.html",
        {
            "journey": journey,
            "carer": member,
            "looked": everything(journey, carer, pack),
            "of_sessions": of_sessions(journey, carer, pack),
            "goals": shown(hopes, asked, titles_of(pack)) if asked else [],
            "may_ask": request.actor.has(*ENTERS),
        },
    )


@endpoint(roles=READS, verb="answers.differences-seen", family=True)
def talk(request: Request, pk: UUID) -> HttpResponse:
    """Where carers, or a carer and their practitioner, see it differently. For staff."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="answers")
    pack = pack_of(journey.pack_version)
    return render(
        request,
        "workspace/asking/talk.html",
        {"journey": journey, "to_talk": to_talk(journey, pack)},
    )
