"""Harbour's front door in the demonstration: what is considered, who waits, what was refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from safehome.config.demonstration.telephones import telephone_of
from safehome.families.models import Family, FamilyMember, Household
from safehome.people.access import Actor
from safehome.people.models import Person, Team
from safehome.referrals import actions
from safehome.referrals.body import Body
from safehome.referrals.models import Referral
from safehome.referrals.opening import opening_of
from safehome.referrals.queries.deciding import asked_now
from safehome.referrals.writing import Writing
from safehome.vault.keyring import open_families

type Acting = Callable[[str], AbstractContextManager[Actor]]

# Name of the carer, children by name and year, weeks waited, turn and why, days to the next word.
WAITING: tuple[dict[str, Any], ...] = (
    {"carer": "Leanne Everett", "kind": "birth", "children": (("Kian Everett", 2013), ("Faith Everett", 2016)),
     "weeks": 10, "level": "sooner", "because": "A baby is due in spring, and the mother asks to begin before.",
     "next": -4, "plan": "elsewhere", "where": "With the social worker; Leanne has a copy on the fridge."},
    {"carer": "Monika Zielinska", "kind": "birth", "children": (("Oskar Zielinski", 2012),),
     "weeks": 5, "level": "in-turn", "because": "As they came.", "next": 3, "plan": "none", "where": "",
     "language": "pl", "interpreter": True},
    {"carer": "Trevor Abbott", "kind": "foster", "children": (("Riley Marsh", 2014),),
     "weeks": 1, "level": "first", "because": "The placement may end without help soon.", "next": 6,
     "plan": "paper", "where": "Made with Trevor at the first talk; he keeps it in the kitchen drawer."},
)  # fmt: skip
REFUSED = (
    ("no-room", 6, "We cannot begin before the summer."), ("no-hsb", 5, "What happened is usual at this age."),
    ("other-service", 2, "The family already works well with another service."),
)  # fmt: skip
CAPACITY: tuple[tuple[str, str, list[str], list[str], int | None], ...] = (
    ("amina", "11", ["bn"], ["learning", "apart"], None), ("noor", "8", ["ar", "pl"], ["foster"], None),
    ("tom", "7", [], ["autism", "remote"], 20),
)  # fmt: skip
SIGNPOST = "Your children’s services have a family support line. Wren Social rings them with you."
SURNAMES = ("Hart", "Wood", "Thorn", "Ash", "Brook", "Field", "Ley", "Ton", "Wick", "By")
HOW = "Tired, and glad that somebody rang. Nights are calmer since the bedrooms were changed round."


def write_front_door(acting: Acting, person_of: Callable[[Actor, str], Person]) -> None:
    """Write it as Harbour's lead and manager. acting: by the beginning of somebody's e-mail."""
    with acting("mo") as by:
        for who, weight, languages, skills, days in CAPACITY:
            away = timezone.localdate() + timedelta(days=days) if days else None
            actions.set_capacity(
                person_of(by, who), weight=Decimal(weight), languages=languages, skills=skills,
                away_until=away, by=by,
            )  # fmt: skip
    for told in WAITING:
        with acting("priya") as by:
            _waits(told, by)
    with acting("priya") as by:
        _twice(by)
        _handed_in(_body("Sandra Whitlock", "birth", (("Ethan Whitlock", 2012),)), by, weeks=0)
    for reason, number, words in REFUSED:
        with acting("priya") as by:
            for place in range(number):
                _refused(reason, place, words, by)


def _body(
    carer: str, kind: str, children: tuple[tuple[str, int], ...], *, born: date | None = None,
    address: str = "", language: str = "en", interpreter: bool = False, rings: str = "",
) -> Body:  # fmt: skip
    return Body.model_validate(
        {
            "referrer": {"name": "Wren Social", "agency": "Northtown children’s services",
                         "kind": "social-care", "role": "Social worker", "phone": telephone_of("Wren Social")},
            "urgency": {"urgency": "soon", "safe_now": "yes",
                        "safe_now_words": "The children sleep apart, with a door alarm."},
            "carers": [{"name": carer, "kind": kind, "phone": telephone_of(rings or carer), "address": address,
                        "language": language, "interpreter": interpreter,
                        "safe_contact": "Ring in school hours.", "knows": "yes"}],
            "children": [
                {"name": name, "birth_date": born if born and place == 0 else date(year, 4, 9 + place),
                 "displayed": place == 0, "harmed": place == 1, "sibling": place > 0}
                for place, (name, year) in enumerate(children)
            ],
            "behaviour": {"kinds": ["touch"], "when": "year", "where": ["home"]},
            "therapy": {"status": "planned", "provider": "Northtown children’s team"},
            "telling": {"carers_agree": "yes"},
        }
    )  # fmt: skip


def _handed_in(body: Body, by: Actor, *, weeks: int) -> Referral:
    """Handed in so many weeks ago."""
    referral = actions.take_down(by=by)
    actions.hand_in_taken_down(referral, Writing(body=body), nation="england", by=by)
    at = timezone.now() - timedelta(days=7 * weeks + 1, hours=3)
    Referral.objects.filter(pk=referral.pk).update(handed_in_at=at)
    referral.handed_in_at = at
    return referral


def _waits(told: dict[str, Any], by: Actor) -> None:
    body = _body(
        told["carer"], told["kind"], told["children"], address="7 Made-up Lane, Northtown",
        language=told.get("language", "en"), interpreter=told.get("interpreter", False),
    )  # fmt: skip
    referral = _handed_in(body, by, weeks=told["weeks"])
    actions.note_look(referral, looked="nothing", looked_through=22, because="", by=by)
    _decided(referral, "yes", by)
    today = timezone.localdate()
    opened = today - timedelta(days=7 * told["weeks"])
    next_on = today + timedelta(days=told["next"])
    family = actions.open_family_from(
        referral, opening_of(body), team=_team(by), level=told["level"], because=told["because"],
        interim_plan="none", interim_words="", talked_on=opened, next_on=opened + timedelta(days=7),
        by=by,
    )  # fmt: skip
    children = FamilyMember.objects.filter(family=family, is_child=True)
    actions.check_in(
        family, happened_on=max(opened, next_on - timedelta(days=14)), how_they_are=HOW,
        each_child={one.pk: f"{one.called} is back at football." for one in children},
        interim_plan=told["plan"], interim_plan_words=told["where"], next_on=next_on, by=by,
    )  # fmt: skip


def _twice(by: Actor) -> None:
    """Somebody refers a family that is here already, written another way."""
    family = _marlows(by)
    if family is None:
        return
    jay = next(one for one in FamilyMember.objects.filter(family=family, is_child=True)
               if one.name == "Jay Marlow")  # fmt: skip
    home = Household.objects.filter(family=family)[0].address
    body = _body("Caroll Marlow", "birth", (("MARLOW, Jay", 2012),),
                 born=date.fromisoformat(jay.birth_date), address=home.replace("Street", "St."),
                 rings="Carol Marlow")  # fmt: skip
    _handed_in(body, by, weeks=0)


def _marlows(by: Actor) -> Family | None:
    families = list(Family.objects.filter(organisation_id=by.organisation_id))
    open_families([one.pk for one in families], purpose="making the demonstration")
    return next((one for one in families if one.name == "Marlow"), None)


def _refused(reason: str, place: int, words: str, by: Actor) -> None:
    name = SURNAMES[place] + SURNAMES[-1 - len(reason) % 4].lower()
    body = _body(f"Robin {name}", "birth", ((f"Alex {name}", 2009 + place),))
    referral = _handed_in(body, by, weeks=3 + place)
    _decided(referral, "no", by, reason=reason, words=words, signposts=SIGNPOST)


def _decided(referral: Referral, decision: str, by: Actor, **more: Any) -> None:
    version, asked = asked_now()
    criteria = {one.id: "met" for one in asked.criteria} if asked else {}
    actions.decide_suitability(
        referral, decision=decision, criteria=criteria, therapy="planned", pack_version=version,
        by=by, **more,
    )  # fmt: skip


def _team(by: Actor) -> UUID:
    return Team.objects.get(organisation_id=by.organisation_id, name="North").pk
