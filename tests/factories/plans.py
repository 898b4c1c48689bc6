"""Plans for tests, made by the real actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.people.access import Actor
from safehome.plans import actions, queries, rules
from safehome.plans.actions import LineWords, VoiceWords
from safehome.plans.actions.living import BreachWords
from safehome.plans.models import Exemption, Hand, Line, Plan, Review, Version
from safehome.vault.keyring import open_family
from tests.factories.families import MadeFamily, whole_open_pack

EVENINGS = [[[0, 1, 2, 3, 4], 15 * 60 + 30, 20 * 60]]


def sections() -> dict[str, str]:
    """The sections of the open pack, code to title."""
    return dict(whole_open_pack()[0].manifest.plan_sections)


def make_plan(
    by: Actor, made: MadeFamily, *, setting: str = "home", stage: str = "whole", called: str = ""
) -> Version:
    """One for this place; where it has one, as a journey's cover is, one for another."""
    open_family(made.pk, purpose="making")
    if queries.same_place(made.family, setting=setting, called=called, household=None):
        called = f"{called} another".strip()
    return actions.begin_plan(made.family, setting=setting, stage=stage, called=called, by=by)


def make_line(
    by: Actor, version: Version, text: str, *, section: str = "SP4",
    children: Sequence[FamilyMember] = (), hands: Mapping[UUID, list[Any]] | None = None,
    professionals: Sequence[UUID] = (), **words: Any,
) -> Line:  # fmt: skip
    return actions.write_line(
        version, section=section, words=LineWords(text=text, **words), by=by,
        children=[one.pk for one in children], hands=hands or {}, professionals=professionals,
    )  # fmt: skip


def fill(by: Actor, version: Version, made: MadeFamily, *, stand: bool = True) -> Version:
    """Write everything that a version needs before it is agreed."""
    today = timezone.localdate()
    first = made.carers[0]
    for section in rules.NEEDED:
        make_line(
            by, version, f"We do what {section} asks", section=section, children=made.children,
            hands={first.pk: EVENINGS} if section == "SP4" else {first.pk: []},
        )  # fmt: skip
    for child in made.children:
        words = VoiceWords(helps="The landing light", how="drawing", asked_on=today)
        actions.write_voice(version, child, words=words, by=by)
    return ask_everybody(by, version, made, stand=stand)


def ask_everybody(by: Actor, version: Version, made: MadeFamily, *, stand: bool = True) -> Version:
    """Set the day of the next look, and write how each person stands to it."""
    today = timezone.localdate()
    actions.set_review_day(version, on=today + timedelta(days=21), by=by)
    for member in (*made.carers, *made.children) if stand else ():
        how = "content" if member.is_child else "agrees"
        actions.keep_stand(version, member, stand=how, on=today, by=by)
    return version


def make_in_force(by: Actor, made: MadeFamily, *, setting: str = "home") -> Version:
    """A plan for now, in force: a plan that needs nobody's approval."""
    version = fill(by, make_plan(by, made, setting=setting, stage="interim"), made)
    return actions.put_in_force(version, sections=sections(), by=by)


def next_version(by: Actor, version: Version, *, stage: str = "whole") -> Version:
    return actions.begin_version(Plan.objects.get(pk=version.plan_id), stage=stage, by=by)


def make_exemption(by: Actor, made: MadeFamily, *, days: int = 7) -> Exemption:
    """by: a manager or the safeguarding lead."""
    open_family(made.pk, purpose="making")
    until = timezone.localdate() + timedelta(days=days)
    return actions.exempt_family(made.family, because="They moved last night", until=until, by=by)


def make_all_of_a_plan(by: Actor, made: MadeFamily) -> dict[str, object]:
    """One of everything that has a page of its own: the ids by kind."""
    today = timezone.localdate()
    version = make_in_force(by, made)
    plan = Plan.objects.select_related("family").get(pk=version.plan_id)
    breach = actions.tell_breach(
        plan, by=by, words=BreachWords("near-miss", today, "The door stood open")
    )
    draft = next_version(by, version)
    return {
        "plan": plan.pk, "plan_version": draft.pk, "plan_breach": breach.pk, "breach": breach.pk,
        "plan_line": Line.objects.filter(version=draft)[0].pk,
        "hand": Hand.objects.filter(version=draft)[0].pk,
        "plan_review": Review.objects.filter(plan=plan)[0].pk,
        "plan_condition": actions.note_condition(
            made.family, kind="court", reference="Order of May", clash="Not before six", until=None,
            by=by,
        ).pk,
        "plan_copy": actions.give_copy(
            version, kind="standard", for_role=False, how="in-person", given_on=today,
            expires_on=today + timedelta(days=30), member=made.carers[0].pk, by=by,
        ).pk,
    }  # fmt: skip
