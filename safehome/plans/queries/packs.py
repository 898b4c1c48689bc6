"""What the programme brings to a plan: its sections, ideas to start from, questions for children."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from safehome.families.models import FamilyMember, Need
from safehome.plans.queries.banner import age
from safehome.programme import shapes
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of, versions_in_force

# How a child is best asked, where the record says what they need.
ASKED_BY = {
    Need.SIGNING: ("signing",),
    Need.HEARING: ("pictures", "writing"),
    Need.EASY_READ: ("few-words", "pictures"),
    Need.READ_ALOUD: ("few-words",),
    Need.INTERPRETER: ("other-language",),
    Need.PREDICTABLE: ("literal",),
    Need.SHORT_STEPS: ("movement", "few-words"),
}


def pack_today(today: date) -> Pack | None:
    """The newest programme in force: a plan comes before a journey and outlives it."""
    version = versions_in_force(on=today).first()
    return pack_of(version) if version else None


def sections_today(today: date) -> dict[str, str]:
    """Section to title, in the order of the plan; empty while no programme is in force."""
    pack = pack_today(today)
    return dict(pack.manifest.plan_sections) if pack else {}


def band(child: FamilyMember, *, today: date) -> str:
    """The age band of a child, "" when the birth date is not known."""
    years = age(child, on=today)
    if years is None:
        return ""
    return "under-8" if years < 8 else "8-12" if years < 13 else "13-17"


def ideas_for(
    pack: Pack | None, section: str, *, setting: str, children: Iterable[FamilyMember], today: date
) -> list[shapes.PlanLine]:
    """Suggestions that fit this setting and the ages of these children. Never taken over unread."""
    if pack is None:
        return []
    ages = {"any", *(band(one, today=today) for one in children)}
    unknown = "" in ages  # an age that is not known leaves nothing out
    return [
        one
        for one in pack.plan_lines.get(section, ())
        if {"any", setting} & set(one.settings) and (unknown or ages & set(one.ages))
    ]


def idea_called(pack: Pack | None, section: str, name: str) -> str:
    """The words of one suggestion, "" when this section has none of that name."""
    lines = pack.plan_lines.get(section, ()) if pack else ()
    return next((one.text for one in lines if one.id == name), "")


def questions_for(pack: Pack | None, child: FamilyMember, *, today: date) -> list[shapes.Voice]:
    """What to ask a child of this age; what fits their needs comes first."""
    if pack is None:
        return []
    mine = {way for need in child.needs for way in ASKED_BY.get(Need(need), ())}
    ages = {"any", band(child, today=today)}
    fitting = [one for one in pack.voices if "" in ages or ages & set(one.ages)]
    first = [one for one in fitting if mine & set(one.needs)]
    rest = [one for one in fitting if one not in first and "any" in one.needs]
    return [*first, *rest]
