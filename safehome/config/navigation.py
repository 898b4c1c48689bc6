"""The shell around every page: the door, its navigation and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from safehome.design.spoken import spoken
from safehome.evaluation.policies import READS
from safehome.journeys.queries.banner import banner_of_page
from safehome.people.access import Actor
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request
from safehome.people.models import Role
from safehome.reception.lines import AWAY
from safehome.referrals.entrance import Entrance
from safehome.referrals.policies import SEES_WAITING


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Door:
    """What the layout needs of a door. Idle minutes are a little fewer than the database's."""

    name: str
    title: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...] = ()
    sign_in: str = "/sign-in/"
    sign_out: str = "/sign-out/"
    session: str = ""
    idle_minutes: int = 0
    home: str = "/"
    place: str = ""
    foot: str = ""
    leave: str = ""


DANGER = "A child in danger now? Ring 999, or the children’s services where the child lives."
REFERRALS = (("Referrals", "/referrals/"),)
WAITING = (("Waiting list", "/waiting/"),)
OF_WAITING = ("/referrals/waiting/", "/referrals/capacity/")
OUTCOMES = (("Outcomes", "/outcomes/"),)
FROZEN = (("Frozen sets", "/outcomes/frozen/"),)
FAMILIES = (("Home", "/"), ("Families", "/families/"))
STAFF = (("Staff", "/staff/"),)
QUESTIONNAIRES = (("Questionnaires", "/instruments/"),)
OFFICE = (("Organisations", "/"), ("Programme", "/programme/"), ("Packets", "/packets/"))
IDLE_MINUTES = 18


def places_of(actor: Actor | None) -> tuple[tuple[str, str], ...]:
    """Where this person may go from every page. Nowhere, while nobody is signed in."""
    if actor is None:
        return ()
    if settings.DOOR == "office":
        return OFFICE
    if actor.has(Role.EVALUATOR):
        return FROZEN
    families = FAMILIES + REFERRALS if actor.roles & WORKS_WITH_FAMILIES else ()
    waiting = WAITING if actor.has(*SEES_WAITING) else ()
    outcomes = OUTCOMES if actor.has(*READS) else ()
    of_administrators = QUESTIONNAIRES + STAFF if actor.has(Role.ADMINISTRATOR) else ()
    return families + waiting + outcomes + of_administrators


def footer_of(actor: Actor | None) -> tuple[Link, ...]:
    """One's own account, for whoever is signed in."""
    if actor is None:
        return ()
    return _account()


@cache
def _account() -> tuple[Link, ...]:
    """The same on every page, so its addresses are made once."""
    return (
        Link("Where I am signed in", reverse("people:sessions")),
        Link("My ways of signing in", reverse("mfa_index")),
    )


def door_for(path: str, actor: Actor | None) -> Door:
    """The door with its navigation, the longest matching entry being the current one."""
    places = places_of(actor)
    matching = [
        href for _, href in places if path.startswith(href) and (href != "/" or path == "/")
    ]
    here = max(matching, key=len, default="")
    if path.startswith(OF_WAITING) and WAITING[0] in places:
        here = WAITING[0][1]
    return Door(
        name=settings.DOOR,
        title="Programme office" if settings.DOOR == "office" else "Staff",
        navigation=tuple(Link(label, href, href == here) for label, href in places),
        footer=footer_of(actor),
        session=reverse("people:session") if actor else "",
        idle_minutes=IDLE_MINUTES if actor else 0,
    )


def public_door(entrance: Entrance | None) -> Door:
    """The door for referrers: a neutral title, no navigation, and whom to ring in danger."""
    if entrance is None:
        return Door("reception", "Referral", (), foot=DANGER)
    before = reverse("reception:before", kwargs={"code": entrance.code})
    come_back = reverse("reception:return", kwargs={"code": entrance.code})
    return Door(
        "reception", "Referral", (), home=before, place=entrance.name, foot=DANGER,
        footer=(Link("Before you start", before), Link("Come back with a reference", come_back)),
    )  # fmt: skip


def private_page(home: str) -> Door:
    """A page behind a private link: no name but its own, a way out, and no word of what it is."""
    return Door(
        "reception", spoken("Page"), (), home=home, leave=AWAY,
        foot=spoken("Is anybody in danger now? Ring 999."),
    )  # fmt: skip


def shell(request: HttpRequest) -> dict[str, object]:
    """What layouts/page.html expects of every page."""
    actor = getattr(request, "actor", None)
    if settings.DOOR == "reception":
        is_private = getattr(request, "is_private", False)
        door = (
            private_page(getattr(request, "private_home", reverse("reception:lines")))
            if is_private else public_door(getattr(request, "entrance", None))
        )  # fmt: skip
    else:
        door = door_for(request.path, actor)
    return {
        "door": door,
        "person": actor,
        "demonstration": settings.DEMONSTRATION,
        "find_banner": partial(banner_of_page, cast("Request", request)),
    }
