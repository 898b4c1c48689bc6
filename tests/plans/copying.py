"""A family with its copies: a school, a grandmother, a home hidden, a child known to few."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from datetime import date, timedelta

import pikepdf
import pypdfium2
from django.utils import timezone

from safehome.network.models import Professional
from safehome.people.access import Actor
from safehome.plans import actions, queries
from safehome.plans.actions import LineWords, VoiceWords
from safehome.plans.models import Line, Version
from safehome.vault.fields import SealedText
from tests.factories.contacts import at_home, make_professional, reachable
from tests.factories.families import MadeFamily
from tests.factories.plans import EVENINGS, ask_everybody, make_plan, sections

HERS = "Flat 2, 12 Invented Street\nHartwell\nHW2 3CD"
# Every sealed field of a line, and what of it a part shows of a line that is its holder's.
SEALED = tuple(one.name for one in Line._meta.fields if isinstance(one, SealedText))


@dataclass(frozen=True)
class Planned:
    """A version in force with everybody around it."""

    version: Version
    made: MadeFamily
    school: Professional
    canaries: tuple[str, ...]  # words of lines in which the school has no hand

    @property
    def gran(self):
        return self.made.carers[1]


def canary_line(by: Actor, version: Version, section: str, **hands: object) -> list[str]:
    """A line with a canary in each of its sealed fields."""
    mark = f"{section}-{Line.objects.filter(version=version).count()}"
    words = {name: f"Canary {name} {mark}" for name in SEALED}
    known = {field.name for field in fields(LineWords)}
    assert set(words) <= known, set(words) - known
    actions.write_line(
        version, section=section, words=LineWords(**words, how_sure=7), by=by,
        **{"children": [], "hands": {}} | hands,
    )  # fmt: skip
    return list(words.values())


def make_planned(by: Actor, made: MadeFamily) -> Planned:
    """The first carer's home is hidden from the second; the school has one line."""
    carol, gran = made.carers[:2]
    jay, mina = made.children[:2]
    reachable(gran, by=by)
    at_home(reachable(carol, by=by), HERS, by=by, hidden=True)
    school = make_professional(
        made.family, by=by, name="Sasha Ford", agency="Northfield School", role="school",
        phone="01632 960777",
    )  # fmt: skip
    version = make_plan(by, made, stage="interim", called="Canary called")
    canaries = ["Canary called"]
    own = LineWords("Sasha meets Jay at the gate", at_place="North gate", how_we_know="He is calm")
    everyone = [jay.pk, mina.pk]
    actions.write_line(
        version, section="SP8", words=own, children=[jay.pk], by=by,
        hands={carol.pk: EVENINGS, school.pk: []}, professionals=[school.pk],
    )  # fmt: skip
    for section in ("SP1", "SP2", "SP4", "SP5", "SP9", "SP11"):
        canaries += canary_line(by, version, section, children=everyone, hands={gran.pk: EVENINGS})
    actions.write_line(
        version, section="SP12", words=LineWords("Ring Carol, then ring us"), children=everyone,
        hands={carol.pk: []}, by=by,
    )  # fmt: skip
    for child, shared in ((jay, False), (mina, True)):
        said = {
            name: f"Canary {name} {child.known_as}"
            for name in ("helps", "worries", "tells", "differs", "asked_by")
        }
        said["helps"] += " voice"
        canaries += said.values()
        actions.write_voice(
            version, child, by=by,
            words=VoiceWords(**said, how="drawing", asked_on=timezone.localdate(), shared=shared),
        )  # fmt: skip
    actions.write_account(
        version, gran, energy="too-much", words="Canary account", relief="Canary relief", by=by
    )
    canaries += ["Canary account", "Canary relief"]
    ask_everybody(by, version, made, stand=False)
    today = timezone.localdate()
    for member in (*made.carers, *made.children):
        stand = "not-content" if member.is_child else "differs"
        actions.keep_stand(version, member, stand=stand, on=today, words="Canary stand", by=by)
    canaries.append("Canary stand")
    held = actions.put_in_force(version, sections=sections(), by=by)
    return Planned(queries.version_for(by, held.pk, purpose="test"), made, school, tuple(canaries))


def give(planned: Planned, who: object, *, by: Actor, kind: str = "standard", part: bool = True,
         **more: object):  # fmt: skip
    today = timezone.localdate()
    field = "professional" if isinstance(who, Professional) else "member"
    usual = {
        "kind": kind, "for_role": part, "how": "in-person", "given_on": today,
        "expires_on": today + timedelta(days=90), field: who.pk,
    }  # fmt: skip
    return actions.give_copy(planned.version, by=by, **usual | more)


def sketch(planned: Planned, who: object, *, kind: str = "standard", whole: bool = False) -> bytes:
    return queries.sketch_of(
        planned.version, sections(), recipient=who, kind=kind, whole=whole, until=date(2027, 3, 3)
    )  # type: ignore[arg-type]


def words_of(made: bytes) -> str:
    """All that a paper says: its pages as they are read, its structure, and what it says of
    itself."""
    paper = pypdfium2.PdfDocument(made)
    said = [page.get_textpage().get_text_range() for page in paper]
    with pikepdf.open(io.BytesIO(made)) as opened:
        said += [repr(one) for one in opened.objects]
        said += [str(opened.open_metadata()), str(dict(opened.docinfo))]
    return " ".join(" ".join(said).split())
