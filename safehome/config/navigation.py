"""The shell around every page: the door, its navigation and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Door:
    name: str
    title: str
    navigation: tuple[Link, ...]


STAFF = (("Home", "/"), ("Families", "/families/"), ("Journeys", "/journeys/"))
OFFICE = (("Organisations", "/"), ("Programme", "/programme/"))


def door_for(path: str) -> Door:
    """The door with its navigation, the longest matching entry being the current one."""
    places = OFFICE if settings.DOOR == "office" else STAFF
    matching = [href for _, href in places if path.startswith(href)]
    here = max(matching, key=len, default="")
    links = tuple(Link(label, href, href == here) for label, href in places)
    title = "Programme office" if settings.DOOR == "office" else "Staff"
    return Door(settings.DOOR, title, links)


def shell(request: HttpRequest) -> dict[str, object]:
    """What layouts/page.html expects of every page."""
    actor = getattr(request, "actor", None)
    return {
        "door": door_for(request.path),
        "person": actor,
        "demonstration": settings.DEMONSTRATION,
    }
