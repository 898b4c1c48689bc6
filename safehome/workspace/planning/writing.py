"""Writing a draft: beginning it, section by section, line by line, voice by voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import Keeping, keeping
from safehome.drafts.keys import key_of, number_of
from safehome.drafts.queries import by_place, drafts_about, drafts_begun
from safehome.drafts.registry import form_at
from safehome.families.policies import WRITES
from safehome.families.queries import family_for, households_of
from safehome.kit.together import Together
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries, rules
from safehome.plans.actions import Changed
from safehome.plans.models import ForChild, Hand, Line, Plan, Version
from safehome.plans.queries import Draft
from safehome.workspace.planning import forms, pack
from safehome.workspace.planning.line_form import LineForm, of_line
from safehome.workspace.planning.page import ask, page
from safehome.workspace.planning.reading import ToldLine, told

POST = ("GET", "POST")
ANEW = "plan-line"  # a line that is written anew
TYPING = "plan-section"  # a new line, whose words are kept for each section


# What a section is written with, and one line: each in one statement.
WRITING = Together(
    **queries.OF_VERSION, **queries.AROUND, **pack.PACKS,
    plan_begun=lambda facts: drafts_begun(TYPING, facts["version"]),
)  # fmt: skip
ONE_LINE = Together(
    **queries.PEOPLE,
    line_hands=lambda facts: Hand.objects.filter(
        organisation_id=facts["organisation"], line_id=facts["line"]
    ),
    line_children=lambda facts: ForChild.objects.filter(
        organisation_id=facts["organisation"], line_id=facts["line"]
    ),
    line_draft=lambda facts: drafts_about(ANEW, facts["line"]),
)


@dataclass(frozen=True)
class Room:
    """One section in the house of sections."""

    code: str
    title: str
    lines: int
    missing: int
    href: str
    current: bool


def _address(version: UUID, section: str) -> str:
    return f"{reverse('plans:write', args=[version])}?section={section}"


def _house(
    draft: Draft, sections: Mapping[str, str], missing: list[rules.Missing], at: str
) -> list[Room]:
    return [
        Room(
            code, title, len(draft.sections.get(code, [])),
            sum(1 for one in missing if one.place == code),
            _address(draft.version.pk, code), code == at,
        )
        for code, title in sections.items()
    ]  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def begin(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="beginning a plan")
    permit(policies.may_begin_plan(request.actor, about))
    form = forms.BeginPlanForm(
        request.POST if request.method == "POST" else None, homes=households_of(about),
        initial={"setting": "home", "stage": "interim"},
    )  # fmt: skip
    if form.is_valid():
        tab = reverse("workspace:plans", args=[about.pk])
        if again := send_once(key_of(request), led_to=tab, by=request.actor):
            return redirect(again)
        facts = form.facts()
        place = {name: facts[name] for name in ("setting", "called", "household")}
        if queries.same_place(about, **place) is None:
            version = actions.begin_plan(about, by=request.actor, **facts)
            return redirect("plans:write", pk=version.pk)
        form.add_error("setting", policies.THERE)
    plan = Plan(family_id=about.pk, organisation_id=about.organisation_id, family=about)
    return ask(
        request, plan, form, title="Begin a safety plan", send="Begin",
        back=reverse("workspace:plans", args=[about.pk]),
        said="One plan for each place where the children are: it says what people do there.",
    )  # fmt: skip


def _draft(request: Request, pk: UUID, purpose: str) -> Version:
    version = queries.version_for(request.actor, pk, purpose=purpose)
    permit(policies.may_write_version(request.actor, version))
    return version


@endpoint(roles=WRITES, methods=POST, verb="plan.writing-seen", family=True)
def write(request: Request, pk: UUID) -> HttpResponse:
    """One section at a time: its lines, and one to add."""
    version = queries.version_for(request.actor, pk, purpose="writing a plan")
    may = policies.may_write_version(request.actor, version)
    if not may:
        messages.info(request, may.reason)
        return redirect("plans:plan", pk=version.plan_id)
    found = WRITING.read(**queries.facts_of(version))
    book, draft = pack.book_in(found), queries.draft_in(version, found)
    sections = pack.sections_of(book)
    section = request.GET.get("section", "") or next(iter(sections), "")
    if section not in sections:
        raise Http404
    bands = {pack.band_of(draft.members[pk], on=timezone.localdate()) for pk in draft.kids}
    ideas = pack.suggestions(book, section, setting=version.plan.setting, bands=bands - {"any"})
    begun = by_place(found["plan_begun"])
    kept = Keeping(
        form_at(TYPING, section), version.pk, request.actor, begun.get(section),
        version.plan.family,
    )  # fmt: skip
    form = LineForm(
        request.POST if request.method == "POST" else None,
        members=draft.members, professionals=draft.professionals,
        initial={"children": [str(pk) for pk in draft.kids]},
    )  # fmt: skip
    if form.is_valid():
        here = _address(version.pk, section)
        if not send_once(key_of(request), led_to=here, by=request.actor):
            actions.write_line(version, section=section, by=request.actor, **form.facts())
            kept.done()
            messages.success(request, "The line is in the plan")
        return redirect(here)
    kept.show(request, form)
    _take_up(form, ideas, request.GET.get("suggestion", ""))
    missing = queries.what_is_missing(draft, sections, today=timezone.localdate())
    return page(
        request, version.plan, "write", "writing a plan", version=version, form=form,
        section=section, title=sections[section],
        question=pack.question_of(section, sections[section]),
        rooms=_house(draft, sections, missing, section), missing=missing, ideas=ideas,
        lines=[told(line, draft) for line in draft.sections.get(section, [])],
        removed=[one for one in draft.removed if one.section == section],
        children=[(pk, name, draft.voices.get(pk)) for pk, name in draft.kids.items()],
        asks_closeness=section == "SP4", kept=kept,
        elsewhere=[
            (sections[code], _address(version.pk, code))
            for code in begun
            if code != section and code in sections
        ],
    )  # fmt: skip


def _take_up(form: LineForm, ideas: list[pack.Suggestion], chosen: str) -> None:
    """Begin from a suggestion, to be made one's own; after what was typed already, if anything."""
    for one in ideas:
        if one.id == chosen:
            typed = form.initial.get("text", "")
            form.initial.update({
                "text": "\n".join(part for part in (typed, one.text) if part),
                "suggestion": one.id, "freedom": one.freedom,
            })  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.writing-seen", family=True)
def line(request: Request, pk: UUID) -> HttpResponse:
    """One line, to be written anew."""
    found = queries.line_for(request.actor, pk, purpose="a line of a plan")
    version = found.version
    permit(policies.may_write_version(request.actor, version))
    beside = ONE_LINE.read(**queries.facts_of(version), line=pk)
    members, professionals = queries.people_in(beside)
    hands = beside["line_hands"]
    form = LineForm(
        request.POST if request.method == "POST" else None,
        members=members, professionals=professionals, hands=hands,
        initial=of_line(found, hands, [one.child_id for one in beside["line_children"]]),
    )  # fmt: skip
    back = _address(version.pk, found.section)
    theirs: ToldLine | None = None
    begun = next(iter(beside["line_draft"]), None)
    kept = Keeping(ANEW, pk, request.actor, begun, version.plan.family)
    if form.is_valid():
        try:
            actions.write_line(
                version, section=found.section, line=found, seen=number_of(request, "seen"),
                by=request.actor, **form.facts(),
            )  # fmt: skip
        except Changed as changed:
            if isinstance(changed.now, Line):
                found = changed.now
                theirs = told(found, queries.read(version))
        else:
            kept.done()
            messages.success(request, "The line is written anew")
            return redirect(back)
    kept.show(request, form)
    return page(
        request, version.plan, "line", "a line of a plan", version=version, line=found, form=form,
        back=back, theirs=theirs, asks_closeness=found.section == "SP4", kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def remove_line(request: Request, pk: UUID) -> HttpResponse:
    found = queries.line_for(request.actor, pk, purpose="a line of a plan")
    permit(policies.may_write_version(request.actor, found.version))
    back = _address(found.version_id, found.section)
    form = forms.RemoveLineForm(request.POST if request.method == "POST" else None)
    kept = keeping("plan-line-goes", family=found.version.plan.family, about=pk, by=request.actor)
    if form.is_valid():
        actions.remove_line(found, because=form.cleaned_data["because"], by=request.actor)
        kept.done()
        messages.success(request, "The line is taken out. It can be put back")
        return redirect(back)
    return ask(
        request, found.version.plan, form, title="Take a line out", send="Take it out", back=back,
        said=f"“{found.text}”", kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=("POST",), verb="plan.form-seen", family=True)
def put_line_back(request: Request, pk: UUID) -> HttpResponse:
    found = queries.line_for(request.actor, pk, purpose="a line of a plan")
    actions.put_line_back(found, by=request.actor)
    messages.success(request, "The line stands in the plan again")
    return redirect(_address(found.version_id, found.section))


@endpoint(roles=WRITES, methods=POST, verb="plan.voice-seen", family=True)
def voice(request: Request, pk: UUID, child: UUID) -> HttpResponse:
    """One child's own words on living with this plan."""
    version = _draft(request, pk, "a child's voice")
    draft = queries.read(version)
    if child not in draft.kids:
        raise Http404
    member, there = draft.members[child], draft.voices.get(child)
    form = forms.VoiceForm(
        request.POST if request.method == "POST" else None, initial=forms.of_voice(there)
    )
    back = _address(version.pk, "SP3")
    kept = keeping(
        "voice", family=version.plan.family, about=version.pk, place=child, by=request.actor
    )
    if form.is_valid():
        try:
            actions.write_voice(
                version, member, words=form.facts(), seen=number_of(request, "seen"),
                by=request.actor,
            )  # fmt: skip
        except Changed:
            form.add_error(None, "Somebody else wrote here meanwhile. Open it in another window, "
                           "and put both together here.")  # fmt: skip
            there = queries.read(version).voices.get(child)
        else:
            kept.done()
            messages.success(request, f"{member.called}’s voice is in the plan")
            return redirect(back)
    kept.show(request, form)
    book = pack.pack_for(version.family_id, version.organisation_id)
    band = pack.band_of(member, on=timezone.localdate())
    return page(
        request, version.plan, "voice", "a child's voice", version=version, form=form, back=back,
        child=member, revision=there.revision if there else 0,
        questions=pack.questions_for(book, band)[:8], kept=kept,
    )  # fmt: skip


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def give_up(request: Request, pk: UUID) -> HttpResponse:
    """A draft that is not wanted any more: asked twice, because what is in it goes with it."""
    version = _draft(request, pk, "giving a draft up")
    form = forms.GiveUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.give_up_version(version, by=request.actor)
        messages.success(request, "The draft is given up. What is in force holds")
        return redirect("plans:plan", pk=version.plan_id)
    return ask(
        request, version.plan, form, title="Give this draft up", send="Give it up",
        back=reverse("plans:agree", args=[pk]),
        said="It is kept, and stands in nobody’s way. What is in force is not touched.",
    )  # fmt: skip
