"""The summary that a carer is given at the end: a paper to be glad of.

Nothing of any child's line is in it, and of the carers' words only this
carer's own: what one carer said is not another's to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.http import Http404

from safehome.design.pdf import pdf
from safehome.design.words import day
from safehome.journeys.models import Attendance, CarerWords, Journey, Session
from safehome.journeys.queries.asked import carers_of, how_many_take_part
from safehome.journeys.queries.found import looking_back
from safehome.measures.queries import answers_of, carer_for, together
from safehome.people.access import Actor
from safehome.programme.queries import pack_of

TEMPLATE = Path(__file__).parents[1] / "templates" / "journeys" / "summary.typ"
CONFIDENCE = "kuc"  # the questionnaire asked at the start and at the end
TITLE = "Our time together"  # neutral: papers lie on tables


def summary_pdf(journey: Journey, *, carer: UUID, changed: Sequence[str] = ()) -> bytes:
    """The paper as bytes. 404 for somebody who takes no part. The family must be open.

    changed: sentences about what changed, made by whoever knows the answers.
    """
    data = summary_data(journey, carer=carer, changed=changed)
    return pdf(TEMPLATE, data, title=TITLE)


def what_changed(person: Actor, journey: Journey, *, carer: UUID) -> tuple[str, ...]:
    """What this carer's own answers say of the change, in words; empty until asked twice."""
    asked = pack_of(journey.pack_version).questionnaires.get(CONFIDENCE)
    answers = answers_of(person, journey.pk, carer, CONFIDENCE)
    if asked is None or len(answers) < 2:
        return ()
    seen = together(carer_for(person, carer), answers, asked)
    return tuple(f"{change.title}: {change.words}." for change in seen.changes if change.words)


def summary_data(
    journey: Journey, *, carer: UUID, changed: Sequence[str] = ()
) -> Mapping[str, object]:
    """What the paper says."""
    taking_part = {one.carer_id: one.carer for one in carers_of(journey.pk)}
    if carer not in taking_part:
        raise Http404
    came = set(
        Attendance.objects.filter(
            session__journey=journey, carer_id=carer, outcome__in=("came", "late")
        ).values_list("session_id", flat=True)
    )
    sessions = [
        one
        for one in Session.objects.filter(journey=journey).signed().order_by("held_on", "number")
        if one.pk in came
    ]
    titles = {one.number: one.title for one in pack_of(journey.pack_version).sessions}
    words = {
        one.session_id: one.words
        for one in CarerWords.objects.filter(session__journey=journey, carer_id=carer)
    }
    alone = how_many_take_part(journey.pk) == 1
    said = looking_back(journey)
    return {
        "name": taking_part[carer].called,
        "with": journey.lead.name,
        "began": day(sessions[0].held_on or journey.started_on) if sessions else "",
        "met": len(sessions),
        "sessions": [
            [str(one.number), titles.get(one.pack_session or 0, "A meeting of our own"),
             day(one.held_on) if one.held_on else ""]
            for one in sessions
        ],
        "sayings": [
            [words[one.pk], day(one.held_on) if one.held_on else ""]
            for one in sessions
            if words.get(one.pk)
        ],
        "looking_back": said.carers_reflection if said and alone else "",
        "changed": list(changed),
        "what_next": journey.what_next,
    }  # fmt: skip
