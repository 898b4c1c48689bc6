"""Safety plans of some invented families: for now, agreed, with something to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.people.access import Actor
from safehome.plans import actions
from safehome.plans.actions import LineWords, RehearsalWords, VoiceWords
from safehome.plans.actions.living import BreachWords
from safehome.plans.models import Explained, Line, Plan, Version

AFTERNOONS = [[[0, 1, 2, 3, 4], 15 * 60 + 30, 20 * 60]]
WEEKENDS = [[[5, 6], 9 * 60, 19 * 60]]
# Section, words, whose own words (the first adult's), hours, how close.
LINES: tuple[tuple[str, str, bool, list[list[Any]], str], ...] = (
    ("SP1", "Everybody here can sleep, play and be themselves without worry", False, [], ""),
    ("SP2", "One grown-up has the evening, and says so out loud at tea", False, [], ""),
    ("SP4", "I sit where I can see them both until the film is over", True, AFTERNOONS, "in-sight"),
    ("SP4", "At weekends we take turns, two hours each", False, WEEKENDS, "in-hearing"),
    ("SP5", "We knock, wait for an answer, and open the door", False, [], ""),
    ("SP7", "Phones and tablets sleep in the kitchen from eight", False, [], ""),
    ("SP9", "Slamming doors three times in a day is our sign to slow down", False, [], ""),
    ("SP11", "We ring Gran first; she can be here in ten minutes", False, [], ""),
    ("SP12", "We keep everybody apart and calm, listen, and ring our practitioner", False, [], ""),
    ("SP14", "Football on Saturdays stays, whatever happens", False, [], ""),
)
FOR_NOW = ("SP1", "SP2", "SP4", "SP12")
# Which families, and how far their plan is.
HOW_FAR = {"Marlow": "answering", "Achebe": "for-now", "Haywood": "for-now", "Rahman": "draft"}
WITHOUT = "Petrov"  # whose sessions may begin before there is a plan
ON_A_PHONE = "Achebe"  # whose first adult was offered a copy for their telephone


def write_plan(
    name: str, family: Family, adults: Sequence[FamilyMember], children: Sequence[FamilyMember],
    sections: Mapping[str, str], *, begun: bool, by: Actor,
) -> None:  # fmt: skip
    """A plan for the family's home, as far as its sketch says. The family must be open.

    begun: whether sessions were held; home then has a plan for now at the least.
    """
    far = HOW_FAR.get(name, "")
    if begun and far in ("", "draft"):
        far = "for-now"
    if not far:
        return
    version = actions.begin_plan(family, setting="home", stage="interim", by=by)
    for section, text, own, week, closeness in LINES:
        if section in FOR_NOW or far == "draft":
            words = LineWords(
                text, said_by_id=adults[0].pk if own else None, closeness=closeness,
                freedom=section == "SP14",
            )  # fmt: skip
            actions.write_line(
                version, section=section, words=words, by=by, read_back=own,
                children=[one.pk for one in children],
                hands={one.pk: week for one in (adults[:1] if own else adults)},
            )  # fmt: skip
    if far == "draft":
        return
    today = timezone.localdate()
    for child in children[:1]:
        said = VoiceWords(
            helps="The landing light, and when somebody says good night", tells="Gran",
            how="drawing", asked_on=today, asked_by="their practitioner",
        )  # fmt: skip
        actions.write_voice(version, child, words=said, by=by)
    actions.set_review_day(version, on=today + timedelta(days=21), by=by)
    for adult in adults:
        actions.keep_stand(version, adult, stand="agrees", on=today, by=by)
    held = actions.put_in_force(version, sections=sections, by=by)
    if name == ON_A_PHONE:
        held.plan = version.plan
        actions.offer_on_phone(
            held, adults[0].pk, whole=True, expires_on=today + timedelta(days=60),
            explained=Explained.values, sections=sections, by=by,
            said_back="It is my own phone, with a lock. If anybody asks, it is my shopping notes.",
        )  # fmt: skip
    if far == "answering":
        _near_miss(version, by)


def _near_miss(version: Version, by: Actor) -> None:
    plan = Plan.objects.select_related("family").get(pk=version.plan_id)
    watched = Line.objects.filter(version=version, section="SP4").first()
    told = BreachWords(
        "near-miss", timezone.localdate(), "The doorbell rang in the middle of the film, and "
        "nobody sat with them for a quarter of an hour.", did="Sat with them again, and said so.",
        told_by="their mother", root=watched.root if watched else None,
    )  # fmt: skip
    actions.tell_breach(plan, words=told, by=by)
    _what_ifs_and_conditions(version, plan.family, watched, by)
    actions.begin_version(plan, stage="whole", by=by)


def _what_ifs_and_conditions(
    version: Version, family: Family, watched: Line | None, by: Actor
) -> None:
    today = timezone.localdate()
    actions.rehearse(
        version, by=by, words=RehearsalWords(
            "The doorbell rings while a film is on", "Whoever is nearest the door stays; the "
            "other comes in and sits down first", who="their mother and step-father",
            rehearsed_on=today, how_it_went="Two tries. The second time it took half a minute.",
            changed="The one who stays says so out loud", root=watched.root if watched else None,
        ),
    )  # fmt: skip
    actions.note_condition(
        family, kind="child-protection", reference="Northtown children’s services, plan of 2 November",
        clash="It asks for an adult in the room at all times; ours says in sight.", until=None,
        by=by, root=watched.root if watched else None,
    )  # fmt: skip
    actions.note_condition(
        family, kind="school", reference="The school’s own plan: arrives at ten to nine",
        clash="", until=today + timedelta(days=120), by=by,
    )  # fmt: skip


def write_exemption(family: Family, by: Actor) -> None:
    """A manager's word that sessions may begin before there is a plan. The family must be open."""
    actions.exempt_family(
        family, because="They move into their own flat on Friday and write the plan there. An "
        "aunt stays with them until then.", until=timezone.localdate() + timedelta(days=10), by=by,
    )  # fmt: skip
