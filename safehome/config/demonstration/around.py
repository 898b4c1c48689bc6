"""What stands around a demonstration family: professionals, programmes, entries, flags, papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from safehome.config.demonstration.families import Sketch
from safehome.design.pdf.press import pdf
from safehome.entries import actions as entries
from safehome.entries.files import TakenIn
from safehome.entries.parts import Part
from safehome.families.models import Family, FamilyMember
from safehome.network import actions as network
from safehome.network.models import Professional
from safehome.people.access import Actor

MINUTES = Path(__file__).with_suffix(".typ")
COUNCILS = {"Dev Rao": "Glan Council", "Carys Pugh": "Glan Council", "Isla Munro": "Skerry Council"}
WORKERS = ("Helen Baptiste", "Sunita Rao", "Glen Price", "Marek Vesely", "Ruth Amos")
THERAPISTS = ("Maya Lind", "Joe Tennant", "Priti Shah")
CALLS = (
    "{carer} rang before work. Both nights were quiet, and {child} went back to football.",
    "{carer} rang to move Thursday. The car is at the garage; the bus takes an hour.",
    "{carer} rang to say that the school meeting went better than feared.",
)
OWN = "{child} told the class teacher that home feels calmer since the bedrooms were changed."
SCHOOL = (
    "The head of year rang. {child} has a named adult for break times from Monday. No other family "
    "is told why."
)
REVIEW = (
    "Network meeting at the school, 50 minutes. Agreed: who collects on Wednesdays, who rings whom "
    "when plans change, and that every child has an adult of their own to go to."
)
FLAGS = {
    "Marlow": ("visiting", "Ring before you come: the dog is loose in the front garden.", False, -4),
    "Achebe": ("whereabouts", "Chidi must not learn where Ngozi lives. Check every letter and "
               "every message for the address.", True, 40),
    "Rahman": ("other", "Ask for the interpreter by name. Never leave words with a neighbour.",
               False, 70),
    "Kerridge": ("order", "Contact is supervised until the hearing. Ask the social worker before "
                 "agreeing any meeting of the children.", True, 12),
}  # fmt: skip


def write_around(
    family: Family, sketch: Sketch, adults: Sequence[FamilyMember],
    children: Sequence[FamilyMember], *, by: Actor,
) -> None:  # fmt: skip
    """Write it through the real actions. Draws from the family's own seed: always the same."""
    draw = Random(sketch.name)  # noqa: S311 - invented families, not secrets
    therapist = _professionals(family, sketch, children, draw, by)
    _programmes(sketch, children, therapist, draw, by)
    _entries(family, sketch, adults, children, draw, by)
    if sketch.name in FLAGS:
        kind, words, second, days = FLAGS[sketch.name]
        _flag(family, kind, words, second, days, by)
    if sketch.name in ("Marlow", "Achebe", "Haywood"):
        _minutes(family, sketch, children, by)


def _professionals(
    family: Family, sketch: Sketch, children: Sequence[FamilyMember], draw: Random, by: Actor
) -> Professional | None:
    today, council = timezone.localdate(), COUNCILS.get(sketch.worker, "Harbour Council")
    worker = network.add_professional(
        family, role="social-worker", name=draw.choice(WORKERS), agency=council,
        phone="01632 960111", email="duty@council.example", confirmed=draw.random() < 0.8,
        since=today - timedelta(days=draw.randint(60, 400)), by=by,
    )  # fmt: skip
    if sketch.name == "Marlow":
        network.end_professional(
            worker, until=today - timedelta(days=20), by=by,
            successor={"name": "Tess Okoro", "phone": "01632 960112"},
        )  # fmt: skip
    network.add_professional(
        family, role="school", name="Head of year", agency=f"{sketch.name} Road School",
        about=children[0], phone="01632 960222", confirmed=draw.random() < 0.6, by=by,
    )  # fmt: skip
    if sketch.stage == "waiting":
        return None
    return network.add_professional(
        family, role="therapist", name=draw.choice(THERAPISTS), agency="Harbour Young People",
        about=children[0], email="therapy@young.example", confirmed=True, by=by,
        since=today - timedelta(days=draw.randint(30, 120)),
    )  # fmt: skip


def _programmes(
    sketch: Sketch, children: Sequence[FamilyMember], therapist: Professional | None,
    draw: Random, by: Actor,
) -> None:  # fmt: skip
    child, today = children[0], timezone.localdate()
    if therapist is None:
        if draw.random() < 0.5:
            network.write_therapy(
                child, status="none", since=today - timedelta(days=20), by=by,
                way_to_one="Asked the county’s service on the 3rd; they answer within six weeks. "
                "Meanwhile the school nurse sees the child each Friday.",
            )  # fmt: skip
        return
    begun = therapist.since or today
    network.write_therapy(
        child, status="planned", since=begun, provider=therapist.agency, by=by
    )
    network.write_therapy(
        child, status="ended" if sketch.stage == "ended" else "under-way", since=begun,
        provider=therapist.agency, therapist=therapist, by=by,
        sharing="That meetings happened, what helps at home, and any worry about safety on the "
        "same day.",
    )  # fmt: skip
    network.plan_milestone(child, kind="began", happened_on=begun, by=by)
    if sketch.stage in (3, 4, 5):
        network.plan_milestone(
            child, kind="joint-review", planned_on=today + timedelta(days=draw.randint(3, 12)),
            by=by,
        )  # fmt: skip


def _entries(
    family: Family, sketch: Sketch, adults: Sequence[FamilyMember],
    children: Sequence[FamilyMember], draw: Random, by: Actor,
) -> None:  # fmt: skip
    carer, child = adults[0], children[0]
    said = {"carer": carer.called, "child": child.called}
    _entry(family, "call", 6, [Part(draw.choice(CALLS).format(**said), (carer, child))], by)
    _entry(family, "message", 15, [Part(SCHOOL.format(**said), (child,))], by)
    if len(children) > 1 and sketch.stage != "waiting":
        other = children[1]
        _entry(family, "meeting", 24, [
            Part(REVIEW, (*adults[:2], *children)),
            Part(OWN.format(child=other.called), (other,), belongs_to=other),
        ], by)  # fmt: skip
    if sketch.name == "Marlow":
        _entry(family, "information", 30, [Part(
            "A neighbour rang the office and asked about the family. We said nothing, not even that "
            "we know them.", (carer,), staff_only=True,
        )], by)  # fmt: skip


def _entry(family: Family, kind: str, days: int, parts: list[Part], by: Actor) -> None:
    on = timezone.localdate() - timedelta(days=days)
    entries.write_entry(family, kind=kind, happened_on=on, parts=parts, by=by)


def _flag(family: Family, kind: str, words: str, second: bool, days: int, by: Actor) -> None:
    flag = entries.raise_flag(
        family, kind=kind, words=words, needs_second_person=second, by=by,
        review_on=timezone.localdate() + timedelta(days=max(days, 1)),
    )  # fmt: skip
    if days < 1:  # time has passed since: its day for looking at it again is gone
        flag.review_on = timezone.localdate() + timedelta(days=days)
        flag.save(update_fields=["review_on"])


def _minutes(
    family: Family, sketch: Sketch, children: Sequence[FamilyMember], by: Actor
) -> None:
    on = timezone.localdate() - timedelta(days=24)
    paper = pdf(MINUTES, _said(sketch, on), title=f"Network meeting, {sketch.name} family")
    entries.add_document(
        family, kind="minutes", title="Network meeting at the school", by=by, about=children,
        file=TakenIn("application/pdf", paper),
    )  # fmt: skip


def _said(sketch: Sketch, on: date) -> dict[str, object]:
    return {
        "name": f"Network meeting, {sketch.name} family", "note": "Invented, as everybody in it is",
        "facts": [["Where", f"{sketch.name} Road School"], ["When", on.isoformat()]],
        "parts": [
            {"heading": "What goes well", "items": ["Mornings are calmer", "Football on Saturdays"]},
            {"heading": "Agreed", "items": ["Who collects on Wednesdays", "An adult for each child",
                                            "Next meeting in six weeks"]},
        ],
    }  # fmt: skip
