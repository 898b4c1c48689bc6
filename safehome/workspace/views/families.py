"""One family's page and its tabs, and a member's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safehome.families import policies, together
from safehome.families import queries as families
from safehome.families.departures import departures_by_whom
from safehome.families.telling import rule_in_words, sentences
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.referrals.queries.allocating import why_chosen
from safehome.workspace.queries import chronology as stories
from safehome.workspace.queries import family as queries
from safehome.workspace.queries.entries import written_about
from safehome.workspace.queries.kin import family_picture
from safehome.workspace.queries.looking import who_looked as looks
from safehome.workspace.queries.measuring import answers_of, points_of
from safehome.workspace.queries.summary import family_summary
from safehome.workspace.queries.waiting import how_it_waits
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.seen", family=True)
def family(request: Request, pk: UUID) -> HttpResponse:
    about, progress, plans = family_summary(request.actor, pk, purpose="family page")
    waits = None if progress or about.working else how_it_waits(request.actor, pk)
    return family_page(
        request, about, "family", progress=progress, plans=plans, drawn=family_picture(about),
        others=together.read_with(about.family, about.merges), waits=waits,
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.map-seen", family=True)
def family_map(request: Request, pk: UUID) -> HttpResponse:
    """The map alone, to print on one page or to turn towards somebody."""
    about = queries.about_family(request.actor, pk, purpose="family map")
    return render(
        request, "workspace/family_map.html",
        {"family": about.family, "drawn": family_picture(about),
         "today": timezone.localdate()},
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.people-seen", family=True)
def people(request: Request, pk: UUID) -> HttpResponse:
    about = queries.about_family(request.actor, pk, purpose="people")
    return family_page(
        request, about, "people",
        homes={one.pk: one for one in families.households_of(about.family)},
        hidings=families.hidings_of(about.family),
        gone=departures_by_whom(about.family),
        drawn=family_picture(about),
        sentences=sentences(about.ties, about.records),
        assignments=families.assignments_of(about.family),
        why_chosen=why_chosen(about.family),
        blocks=families.blocks_of(about.family)
        if policies.may_block_somebody(request.actor, about.family) else [],
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.sessions-seen", family=True)
def sessions(request: Request, pk: UUID) -> HttpResponse:
    about, progress = queries.family_and_progress(request.actor, pk, purpose="sessions")
    return family_page(request, about, "sessions", progress=progress)


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.measures-seen", family=True)
def measures(request: Request, pk: UUID) -> HttpResponse:
    about, progress = queries.family_and_progress(request.actor, pk, purpose="measures")
    given = answers_of(about.family, about.records)
    return family_page(
        request, about, "measures",
        progress=progress, given=given,
        points=points_of(progress.journey) if progress and not given.counts else "",
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.chronology-seen", family=True)
def chronology(request: Request, pk: UUID) -> HttpResponse:
    about, happened = queries.about_with(request.actor, pk, stories.STORY, purpose="chronology")
    kind = request.GET.get("kind", "")
    kind = kind if kind in stories.KINDS else ""
    wanted = request.GET.get("who", "")
    who = next((one.pk for one in about.members if str(one.pk) == wanted), None)
    others = together.read_with(about.family, about.merges)
    told = stories.with_others(
        stories.story(
            about.family, about.records, happened, kind=kind, person=who,
            writes=bool(policies.may_write_in_family(request.actor, about.family)),
        ),
        [one for one in others if who is None and not one.is_kept], kind=kind,
        organisation=request.actor.organisation_id,
    )  # fmt: skip
    return family_page(
        request, about, "chronology", entries=told.entries, kinds=told.kinds, kind=kind, who=who,
        others=others,
    )  # fmt: skip


@endpoint(roles=queries.LOOKS, verb="family.lookers-seen", family=True)
def who_looked(request: Request, pk: UUID) -> HttpResponse:
    about = queries.about_family(request.actor, pk, purpose="who looked")
    every = request.GET.get("lists") == "yes"
    return family_page(
        request, about, "who-looked",
        looks=looks(request.actor, about.family, in_passing=every), every=every,
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="member.seen", family=True)
def member(request: Request, pk: UUID) -> HttpResponse:
    """Somebody's own page. A child's shows only what is about that child."""
    record = families.member_for(request.actor, pk, purpose="a member's page")
    rule = families.contact_rules(record.family).get(record.pk)
    words = rule_in_words(record, rule) if rule else ""
    return render(
        request,
        "workspace/member.html",
        {
            "member": record,
            "who": queries.somebody(record, words),
            "lines": stories.lines_about(record) if record.is_child else [],
            "written": written_about(record),
            "may_write": bool(policies.may_write_in_family(request.actor, record.family)),
            "may_restrict": bool(policies.may_restrict_member(request.actor, record.family)),
            "restriction": families.restriction_of(record),
            "gone": departures_by_whom(record.family).get(record.pk) if record.left_on else None,
        },
    )
