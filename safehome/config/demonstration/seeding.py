"""Write the demonstration's families through the real actions."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from uuid import UUID

from django.utils import timezone

from safehome.agreements.actions import resolve_conflict
from safehome.config.demonstration import words
from safehome.config.demonstration.agreements import ask_everything, story_of
from safehome.config.demonstration.alone import (
    BY_LINK,
    FIRST,
    feedback_for_supervision,
    make_link_for,
)
from safehome.config.demonstration.answering import Answering
from safehome.config.demonstration.around import write_around
from safehome.config.demonstration.before import Before
from safehome.config.demonstration.families import FAMILIES, Adult, Child, Sketch
from safehome.config.demonstration.informing import keep_informed
from safehome.config.demonstration.plans import WITHOUT, write_exemption, write_plan
from safehome.config.demonstration.reporting import save_reports
from safehome.config.demonstration.telephones import telephone_of
from safehome.config.demonstration.waiting import write_front_door
from safehome.config.demonstration.whole_plan import WHOSE, agree_whole_plan
from safehome.evaluation.actions import freeze_set
from safehome.families import actions as families
from safehome.families.models import Family, FamilyMember, Household
from safehome.journeys import actions as journeys
from safehome.journeys.models import Session
from safehome.journeys.rules import STANCE, ChildRecord, ComponentRecord, SessionRecord
from safehome.people.access import Actor, acting_as
from safehome.people.models import Account, Person, TeamMember
from safehome.programme.models import PackVersion
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family

DAYS_BETWEEN = 7
HELD = {"ended": 13, "stopped": 4, "taken-back": 4}  # how many sessions, by stage


class Seeder:
    """Writes one family after another. Each draws from a seed of its own: in whatever order
    and by how many processes they are written, they are always the same."""

    def __init__(self, pack_version: PackVersion) -> None:
        self.version = pack_version
        self.pack: Pack = pack_of(pack_version)
        self.draw: random.Random
        self.last: UUID  # the family written last
        self.to_decide: list[tuple[Family, str]] = []  # conflicts that a supervisor has resolved

    def write(self, sketch: Sketch, *, by: Actor, team: UUID) -> None:
        self.draw = random.Random(sketch.name)  # noqa: S311 - invented families, not secrets
        family = families.open_family(name=sketch.name, team=team, by=by)
        self.last = family.pk
        homes = [
            families.add_household(
                family, name=name, by=by, address=_address(sketch, place),
                address_is_hidden=place == sketch.hidden_home,
            )
            for place, name in enumerate(sketch.homes)
        ]  # fmt: skip
        adults = [self._adult(family, adult, homes, by) for adult in sketch.adults]
        children = [self._child(family, child, homes, by) for child in sketch.children]
        self._ties(sketch, adults, children, by)
        write_around(family, sketch, adults, children, by=by)
        outlined = list(zip(adults, sketch.adults, strict=True))
        held = HELD.get(str(sketch.stage), sketch.stage)
        write_plan(
            sketch.name, family, adults, children, self.pack.manifest.plan_sections,
            begun=held not in ("waiting", 0), by=by,
        )  # fmt: skip
        begun = None if held == "waiting" else self._first(int(held), sketch)
        carers = [member for member, adult in outlined if adult.kind]
        story, today = story_of(sketch.name), timezone.localdate()
        later = [one for one in carers if story.decided and one.called in story.refuses]
        sooner = [one for one in carers if one not in later]
        ask_everything(sketch.name, sooner, before=begun.date() if begun else today, by=by)
        before = Before(self.version, by)
        if begun is None:
            before.ask_those_who_wait(sketch, family, carers)
        else:
            before.ask(sketch, outlined, begins=begun.date())
            taking_part = [
                (member, adult.joins_at)
                for member, adult in outlined
                if adult.kind and adult.takes_part
            ]
            self._journey(family, sketch, begun, taking_part, children=children, by=by)
        keep_informed(family, sketch.name, adults, by=by)
        if later:
            ask_everything(sketch.name, later, before=today, by=by)
            self.to_decide.append((family, story.decided))

    def _adult(
        self, family: Family, adult: Adult, homes: list[Household], by: Actor
    ) -> FamilyMember:
        member = families.add_member(
            family, name=adult.name, known_as=adult.name.split()[0], is_child=False, by=by,
            gender=words.gender_of(adult.name), carer_kind=adult.kind, household=homes[adult.home], needs=adult.needs,
            needs_note=adult.note, language=adult.language, phone=telephone_of(adult.name),
        )  # fmt: skip
        families.agree_safe_contact(
            member, channel=adult.channel, by=by, hours=adult.hours,
            review_on=timezone.localdate() + timedelta(days=60),
        )  # fmt: skip
        return member

    def _child(
        self, family: Family, child: Child, homes: list[Household], by: Actor
    ) -> FamilyMember:
        return families.add_member(
            family, name=child.name, known_as=child.name.split()[0], is_child=True, by=by,
            gender=words.gender_of(child.name), birth_date=date(child.born, self.draw.randint(1, 12), self.draw.randint(1, 28)),
            household=homes[child.home], has_displayed_hsb=child.displayed,
            was_harmed=child.harmed, is_sibling=child.sibling, needs=child.needs,
        )  # fmt: skip

    def _ties(
        self, sketch: Sketch, adults: list[FamilyMember], children: list[FamilyMember], by: Actor
    ) -> None:
        for member, adult in zip(adults, sketch.adults, strict=True):
            for child in children:
                families.relate(member, adult.tie, child, by=by)
        couple = [member for member, adult in zip(adults, sketch.adults, strict=True) if adult.kind]
        if len(couple) == 2:
            apart = len({member.household_id for member in couple}) > 1
            families.relate(couple[0], "former-partner" if apart else "partner", couple[1], by=by)
        for one, other in pairwise(children):
            families.relate(one, "sibling", other, by=by)

    def _journey(
        self, family: Family, sketch: Sketch, first: datetime,
        taking_part: list[tuple[FamilyMember, int]], *, children: list[FamilyMember], by: Actor,
    ) -> None:  # fmt: skip
        held = int(HELD.get(str(sketch.stage), sketch.stage))
        carers = [member for member, joins_at in taking_part if not joins_at]
        journey = journeys.start_journey(
            family, carers=carers, pack_version=self.version, by=by,
            first_session_at=first, every_days=DAYS_BETWEEN, setting=sketch.setting,
        )  # fmt: skip
        answering = Answering(
            self.pack, journey, self.draw, by, held if sketch.name == FIRST else 0
        )
        here, away = (carers[:1], carers[1:]) if sketch.name == BY_LINK else (carers, [])
        answering.at_point("baseline", here, journey.started_on)
        for carer in away:
            make_link_for(journey, carer, self.pack, by=by)
        for session in Session.objects.filter(journey=journey).order_by("number")[:held]:
            joining = [member for member, at in taking_part if at == session.number]
            on = timezone.localdate(session.planned_for)
            for member in joining:
                journeys.join_journey(journey, carer=member, on=on, by=by)
            answering.at_point("baseline", joining, on)
            carers += joining
            self._hold(session, carers, children, by)
            answering.after(session, carers)
        if sketch.stage == "taken-back":
            for carer in carers:
                journeys.withdraw_agreement(
                    carer, purpose="taking-part", on=timezone.localdate(), reason="too-much",
                    because=words.TAKEN_BACK, what_next=words.WHAT_NEXT, by=by,
                )  # fmt: skip
        elif sketch.stage in ("ended", "stopped"):
            done = sketch.stage == "ended"
            journeys.end_journey(
                journey, seen=journey.version, reason="completed" if done else "family-stopped", by=by,
                reflection=words.ENDED if done else words.STOPPED,
                carers_reflection=words.CARERS_END if done else "", what_next=words.WHAT_NEXT,
            )  # fmt: skip

    def _first(self, held: int, sketch: Sketch) -> datetime:
        """So that the next session is today, or some days either way."""
        lag = 40 if sketch.stage in ("ended", "stopped") else 0
        now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        ahead = 0 if sketch.today else self.draw.choice([-2, 1, 2, 3, 5, 6])
        day = now + timedelta(days=ahead - lag - DAYS_BETWEEN * held)
        while day.weekday() > 4 and not sketch.today:
            day += timedelta(days=1)
        return day.replace(hour=self.draw.choice([9, 10, 11, 14, 15, 16]))

    def _hold(
        self, session: Session, carers: list[FamilyMember], children: list[FamilyMember], by: Actor
    ) -> None:
        draw, place = self.draw, session.number - 1
        today = timezone.localdate()
        planned = timezone.localdate(session.planned_for)
        components = {
            component.id: ComponentRecord("delivered")
            for component in self.pack.session(session.pack_session or 1).components
        }
        if draw.random() < 0.3:
            adapted = draw.choice(list(components))
            components[adapted] = ComponentRecord("adapted", draw.choice(words.WHY), True)
        record = SessionRecord(
            held_on=min(planned, today), minutes=draw.choice([60, 65, 70, 75, 80, 90]),
            setting=session.setting,
            attendance={
                carer.pk: "came" if who == 0 or draw.random() > 0.25 else "missed"
                for who, carer in enumerate(carers)
            },
            components=components,
            words={carers[0].pk: words.WORDS[place % len(words.WORDS)]},
            children={
                child.pk: self._line(last=which == len(children) - 1, place=place)
                for which, child in enumerate(children)
            },
            wellbeing=draw.choice(words.WELLBEING),
            support_challenge=draw.choice([2, 3, 3, 3, 4]),
            home_activity=words.HOME[place % len(words.HOME)],
            next_step=words.NEXT[place % len(words.NEXT)],
            self_rating={item: draw.choice([2, 3, 3, 4]) for item in STANCE},
        )  # fmt: skip
        journeys.sign_session(session, record=record, seen=session.version, by=by)

    def _line(self, *, last: bool, place: int) -> ChildRecord:
        if last and place % 4 == 2:
            return ChildRecord(no_line="not-time")
        return ChildRecord(self.draw.choice(words.CHILD_LINES))


@cache
def _seeder() -> Seeder:
    """This process's own: reading the pack takes a second."""
    return Seeder(PackVersion.objects.defer("files").get(pack="open"))


def write_family(place: int) -> None:
    """Write the family at this place of the outline, in one transaction, and what follows on it."""
    sketch, seeder = FAMILIES[place], _seeder()
    with acting_as(worker(sketch.worker)) as by:
        team = TeamMember.objects.get(person_id=by.pk, left_at=None).team_id
        seeder.write(sketch, by=by, team=team)
    for family, decided in seeder.to_decide:
        with acting_as(worker("Ben Carter")) as by:
            open_family(family.pk, purpose="deciding")
            resolve_conflict(family, purpose="taking-part", decided=decided, goes_on=True, by=by)
    seeder.to_decide.clear()
    if sketch.name == WITHOUT:
        with acting_as(worker("Mo Brennan")) as by:
            open_family(seeder.last, purpose="sessions without a plan")
            write_exemption(Family.objects.get(pk=seeder.last), by)
    if sketch.name == FIRST:
        feedback_for_supervision(seeder.last, seeder.pack, _as)
    if sketch.name == WHOSE:
        agree_whole_plan(seeder.last, seeder.pack.manifest.plan_sections, _as)


def write_waiting() -> None:
    """Families that wait for a place, and referrals that came to nothing."""
    write_front_door(_as, _colleague)


def write_frozen() -> None:
    """A frozen set for the evaluator, made by the manager of whoever is written of."""
    with _as("Mo Brennan") as by:
        freeze_set("Evaluation, the first families", by=by)
        save_reports(by)


def _as(name: str) -> AbstractContextManager[Actor]:
    return acting_as(worker(name))


def _colleague(by: Actor, name: str) -> Person:
    """Somebody of the same organisation, by the beginning of their name."""
    return Person.objects.get(organisation_id=by.organisation_id, name__istartswith=f"{name} ")


def _address(sketch: Sketch, place: int) -> str:
    """An address of each home's own, with a postcode that no place has."""
    number = FAMILIES.index(sketch)
    return f"{2 * number + 3} Invented Street, Northtown ZZ{number % 9 + 1} {place + 1}AB"


def worker(name: str) -> Person:
    """Somebody on the staff by name, through their account: nobody is acting yet."""
    account = Account.objects.get(email__startswith=f"{name.split(maxsplit=1)[0].lower()}@")
    return Person(account_id=account.pk, name=name)
