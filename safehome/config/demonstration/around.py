"""What stands around a demonstration family: professionals, programmes, entries, flags, papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from safehome.config.demonstration.families import Sketch
from safehome.config.demonstration.telephones import telephone_of
from safehome.design.pdf.press import pdf
from safehome.design.words import short_day
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
WAY_TO_ONE = (
    "Asked the county’s service on the 3rd; they answer within six weeks. Meanwhile the school "
    "nurse sees the child each Friday."
)
SHARING = "That meetings happened, what helps at home, and any worry about safety on the same day."
NEIGHBOUR = (
    "A neighbour rang the office and asked about the family. We said nothing, not even that we "
    "know them."
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
    Around(family, sketch, adults, children, by).write()


class Around:
    """Writes what stands around one family."""

    def __init__(
        self, family: Family, sketch: Sketch, adults: Sequence[FamilyMember],
        children: Sequence[FamilyMember], by: Actor,
    ) -> None:  # fmt: skip
        self.family, self.sketch, self.by = family, sketch, by
        self.adults, self.children = adults, children
        self.today = timezone.localdate()
        self.draw = Random(sketch.name)  # noqa: S311 - invented families, not secrets

    def write(self) -> None:
        self._programme(self._professionals())
        self._entries()
        if self.sketch.name in FLAGS:
            self._flag(*FLAGS[self.sketch.name])
        if self.sketch.name in ("Marlow", "Achebe", "Haywood"):
            self._minutes()

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _professionals(self) -> Professional | None:
        name, draw, by = self.sketch.name, self.draw, self.by
        who = draw.choice(WORKERS)
        worker = network.add_professional(
            self.family, role="social-worker", name=who, by=by,
            agency=COUNCILS.get(self.sketch.worker, "Harbour Council"), phone=telephone_of(who),
            email="duty@council.example", confirmed=draw.random() < 0.8,
            since=self._ago(draw.randint(60, 400)),
        )  # fmt: skip
        if name == "Marlow":
            successor = {"name": "Tess Okoro", "phone": telephone_of("Tess Okoro")}
            network.end_professional(worker, until=self._ago(20), successor=successor, by=by)
        network.add_professional(
            self.family, role="school", name="Head of year", agency=f"{name} Road School",
            about=self.children[0], phone=telephone_of(f"{name} Road School"), confirmed=draw.random() < 0.6, by=by,
        )  # fmt: skip
        if self.sketch.stage == "waiting":
            return None
        return network.add_professional(
            self.family, role="therapist", name=draw.choice(THERAPISTS), by=by, confirmed=True,
            agency="Harbour Young People", about=self.children[0], email="therapy@young.example",
            since=self._ago(draw.randint(30, 120)),
        )  # fmt: skip

    def _programme(self, therapist: Professional | None) -> None:
        child, by = self.children[0], self.by
        if therapist is None:
            if self.draw.random() < 0.5:
                network.write_therapy(
                    child, status="none", since=self._ago(20), way_to_one=WAY_TO_ONE, by=by
                )
            return
        begun = therapist.since or self.today
        agency = therapist.agency
        network.write_therapy(child, status="planned", since=begun, provider=agency, by=by)
        network.write_therapy(
            child, status="ended" if self.sketch.stage == "ended" else "under-way", since=begun,
            provider=agency, therapist=therapist, sharing=SHARING, by=by,
        )  # fmt: skip
        network.plan_milestone(child, kind="began", happened_on=begun, by=by)
        if self.sketch.stage in (3, 4, 5):
            ahead = self.today + timedelta(days=self.draw.randint(3, 12))
            network.plan_milestone(child, kind="joint-review", planned_on=ahead, by=by)

    def _entries(self) -> None:
        carer, child = self.adults[0], self.children[0]
        said = {"carer": carer.called, "child": child.called}
        self._entry("call", 6, Part(self.draw.choice(CALLS).format(**said), (carer, child)))
        self._entry("message", 15, Part(SCHOOL.format(**said), (child,)))
        if len(self.children) > 1 and self.sketch.stage != "waiting":
            other = self.children[1]
            self._entry(
                "meeting", 24, Part(REVIEW, (*self.adults[:2], *self.children)),
                Part(OWN.format(child=other.called), (other,), belongs_to=other),
            )  # fmt: skip
        if self.sketch.name == "Marlow":
            self._entry("information", 30, Part(NEIGHBOUR, (carer,), staff_only=True))

    def _entry(self, kind: str, days: int, *parts: Part) -> None:
        entries.write_entry(
            self.family, kind=kind, happened_on=self._ago(days), parts=parts, by=self.by
        )

    def _flag(self, kind: str, words: str, second: bool, days: int) -> None:
        """days: from today until its review; less than one when time has passed since."""
        flag = entries.raise_flag(
            self.family, kind=kind, words=words, needs_second_person=second, by=self.by,
            review_on=self.today + timedelta(days=max(days, 1)),
        )  # fmt: skip
        if days < 1:
            flag.review_on = self._ago(-days)
            flag.save(update_fields=["review_on"])

    def _minutes(self) -> None:
        title = f"Network meeting, {self.sketch.name} family"
        said = {
            "name": title, "note": "Invented, as everybody in it is",
            "facts": [["Where", f"{self.sketch.name} Road School"],
                      ["When", short_day(self._ago(24))]],
            "parts": [
                {"heading": "What goes well",
                 "items": ["Mornings are calmer", "Football on Saturdays"]},
                {"heading": "Agreed",
                 "items": ["Who collects on Wednesdays", "An adult for each child",
                           "Next meeting in six weeks"]},
            ],
        }  # fmt: skip
        entries.add_document(
            self.family, kind="minutes", title="Network meeting at the school", by=self.by,
            about=self.children,
            file=TakenIn("application/pdf", pdf(MINUTES, said, title=title)),
        )  # fmt: skip
