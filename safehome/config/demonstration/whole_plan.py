"""A whole plan that was agreed, of one invented family: every section, voice and hour of it.

Begun from the plan for now, written by their practitioner, approved by the supervisor, and
then in force. Everyone in it is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.network.models import Professional
from safehome.people.access import Actor
from safehome.plans import actions
from safehome.plans.actions import LineWords, VoiceWords
from safehome.plans.models import Line, Plan, Version, Voice
from safehome.vault.keyring import open_family

WHOSE = "Doyle"
EVENINGS = [[[0, 1, 2, 3, 4], 16 * 60, 20 * 60 + 30]]
SATURDAYS = [[[5], 9 * 60, 18 * 60]]
SUNDAYS = [[[6], 9 * 60, 18 * 60]]
SCHOOL = [[[0, 1, 2, 3, 4], 8 * 60 + 30, 15 * 60 + 30]]
NIGHTS = [[[4, 5], 22 * 60, 31 * 60]]


@dataclass(frozen=True)
class Told:
    """One line. who: M the mother, F the father, S the school; kids: C the boy, A his sister."""

    section: str
    text: str
    who: Mapping[str, list[Any]]
    kids: str = "CA"
    said_by: str = ""
    more: Mapping[str, Any] | None = None


def _t(section: str, text: str, who: Any = "MF", kids: str = "CA", **more: Any) -> Told:
    hours = who if isinstance(who, dict) else {one: [] for one in who}
    return Told(section, text, hours, kids, more.pop("said_by", ""), more)


LINES = (
    _t("SP1", "We want weekends together again, and everybody at ease", said_by="M"),
    _t("SP1", "We are good at saying sorry, and at laughing at ourselves"),
    _t("SP2", "Patrick looks after Cian at his home; Siobhan looks after Aoife at hers"),
    _t("SP2", "When both children are in one home, both of us know by text who is in charge"),
    _t("SP4", "I am downstairs with Cian after school, with the doors open", {"F": EVENINGS}, "C",
       said_by="F", closeness="in-hearing", direction="both",
       step_down="Four calm weeks, and Cian’s own programme says so too",
       step_up="Two slammed doors in a day, or a worry from school", how_sure=8,
       to_a_child="Dad is downstairs after school, and the doors stay open"),
    _t("SP4", "On Saturdays all of us are together at Siobhan’s, and she stays in the room",
       {"M": SATURDAYS}, closeness="in-sight", direction="from", how_sure=7,
       how_we_know="Aoife asks for the next Saturday herself"),
    _t("SP4", "On Sundays Patrick has Cian, and they are out for most of the day",
       {"F": SUNDAYS}, "C", closeness="checking", freedom=True),
    _t("SP4", "School keeps to its own plan: a named adult, and a place to go at break",
       {"S": SCHOOL}, "C", closeness="checking", direction="both", at_place="School"),
    _t("SP5", "Everybody has a room of their own, and knocks and waits before going in"),
    _t("SP5", "On nights when both are in one home, one of us sleeps on the landing",
       {"F": NIGHTS}, closeness="in-hearing", direction="from", how_sure=6,
       to_a_child="When we are all together, a grown-up sleeps close by"),
    _t("SP5", "One person at a time in the bathroom, with the door locked"),
    _t("SP6", "Board games and football; play-fighting has become arm-wrestling at the table"),
    _t("SP6", "We ask before a hug, and “not now” is a good answer", kids="CA", said_by="M"),
    _t("SP7", "Phones and tablets charge in the kitchen from nine"),
    _t("SP7", "Patrick and Cian look at his settings together on the first of each month", "F",
       "C", direction="to"),
    _t("SP8", "Cian goes to the climbing club; his coach knows whom to ring", "F", "C",
       freedom=True, at_place="The climbing hall"),
    _t("SP8", "Sleepovers are at our homes for now, with one of us awake until all are asleep"),
    _t("SP9", "Cian goes quiet and stops eating: we slow down, and one of us sits with him", "MF",
       "C"),
    _t("SP9", "Aoife follows one of us from room to room: we stop and ask what would help", "MF",
       "A"),
    _t("SP9", "Siobhan’s own sign is that she tidies at midnight: then she rings Maeve", "M"),
    _t("SP10", "Ten minutes on Sunday evening, each says one good thing and one hard thing"),
    _t("SP10", "We use the real words for bodies, and say that every body has an owner"),
    _t("SP11", "Maeve, Siobhan’s sister, knows and comes within the hour", "M"),
    _t("SP11", "Each child has a grown-up outside: Aoife her aunt, Cian his coach"),
    _t("SP12", "First we make sure that both children are apart and have somebody with them"),
    _t("SP12", "We listen, write down their own words, and ring our practitioner; 999 if anybody "
       "is in danger"),
    _t("SP13", "If the one in charge falls ill: the other comes, or Maeve, before anything else"),
    _t("SP13", "If a cousin turns up at the door: tea for all at the table, with one of us there"),
    _t("SP14", "Cian climbs and Aoife swims, whatever kind of week it was", freedom=True),
    _t("SP14", "Aoife chooses the film on Saturdays; Cian cooks", freedom=True),
    _t("SP15", "We look at it every four weeks, and at once when somebody moves or is worried"),
)  # fmt: skip

VOICES = {
    "C": VoiceWords(
        helps="When Dad says what happens next, and when I can go climbing",
        worries="That Mum’s side will always look at me like that", tells="Dad, or Jo at the hall",
        differs="I would like Wednesdays at Mum’s, too", how="talking", shared=True,
        asked_by="his practitioner and his own therapist",
    ),
    "A": VoiceWords(
        helps="My key, my lamp, and knowing when he comes", worries="When plans change on the day",
        tells="Maeve", how="pictures", shared=True, asked_by="their practitioner",
    ),
}  # fmt: skip
ACCOUNTS = {
    "M": ("enough", "Saturdays are long, but I would not miss them.", "Maeve has Aoife on Fridays"),
    "F": ("stretched", "The landing does my back in. The evenings are good.",
          "Siobhan takes Cian’s Sunday once a month"),
}  # fmt: skip


@dataclass(frozen=True)
class Doyles:
    """The family, by the letters that the lines use."""

    family: Family
    people: Mapping[str, UUID]
    members: Mapping[str, FamilyMember]
    school: UUID

    @classmethod
    def of(cls, family: Family) -> Doyles:
        members = {one.called: one for one in FamilyMember.objects.filter(family=family)}
        known = {
            "M": members["Siobhan"], "F": members["Patrick"],
            "C": members["Cian"], "A": members["Aoife"],
        }  # fmt: skip
        school = Professional.objects.get(family=family, role="school").pk
        people = {letter: one.pk for letter, one in known.items()} | {"S": school}
        return cls(family, people, known, school)


def agree_whole_plan(
    pk: UUID, sections: Mapping[str, str], acting: Callable[[str], AbstractContextManager[Actor]]
) -> None:
    """Write it, let it be approved, and put it in force, each by whoever does that."""
    with acting("Noor Haddad") as by:
        open_family(pk, purpose="the whole plan")
        doyles = Doyles.of(Family.objects.get(pk=pk))
        plan = Plan.objects.select_related("family").get(family_id=pk, setting="home")
        version = actions.begin_version(plan, stage="whole", by=by)
        _write(version, doyles, by)
    with acting("Ben Carter") as by:
        open_family(pk, purpose="approving a plan")
        actions.approve_version(
            version, approved=True, by=by,
            comment="Clear lines, both children in it. Watch how Patrick sleeps.",
        )  # fmt: skip
    with acting("Noor Haddad") as by:
        open_family(pk, purpose="the whole plan")
        actions.put_in_force(version, sections=sections, by=by)


def _write(version: Version, doyles: Doyles, by: Actor) -> None:
    today = timezone.localdate()
    for old in Line.objects.filter(version=version):
        because = "Said more closely now, line by line."
        actions.remove_line(old, because=because, by=by)
    for one in LINES:
        words = LineWords(
            one.text, said_by_id=doyles.people[one.said_by] if one.said_by else None,
            **(one.more or {}),
        )  # fmt: skip
        actions.write_line(
            version, section=one.section, words=words, by=by, read_back=bool(one.said_by),
            children=[doyles.people[kid] for kid in one.kids],
            hands={doyles.people[who]: week for who, week in one.who.items()},
            professionals=[doyles.school] if "S" in one.who else [],
        )  # fmt: skip
    there = {one.child_id: one.revision for one in Voice.objects.filter(version=version)}
    for kid, said in VOICES.items():
        child = doyles.members[kid]
        actions.write_voice(
            version, child, words=replace(said, asked_on=today), seen=there.get(child.pk, 0), by=by
        )
    for adult, (energy, own, relief) in ACCOUNTS.items():
        actions.write_account(
            version, doyles.members[adult], energy=energy, words=own, relief=relief, by=by
        )
    actions.set_review_day(version, on=today + timedelta(days=28), by=by)
    for letter, member in doyles.members.items():
        own = {
            "M": "It is ours. I can keep to this.", "F": "I would ask for one night less.",
            "C": "It is okay, as long as climbing stays.", "A": "I like that he knocks.",
        }[letter]  # fmt: skip
        how = "content" if member.is_child else "agrees"
        actions.keep_stand(version, member, stand=how, words=own, on=today, by=by)
