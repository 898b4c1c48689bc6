"""What the page around the content needs to know, with a quiet default for each.

Context processors supply ``door``, ``person``, ``demonstration`` and ``messages``;
a page rendered without them (an error page, the gallery) still comes out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

SERVICE = "Safe Home"
GENTLE = ("portal", "reception")


@dataclass(frozen=True)
class Shell:
    door: str = "staff"
    title: str = SERVICE
    place: str = ""
    home: str = "/"
    navigation: tuple[object, ...] = ()
    footer: tuple[object, ...] = ()
    person: str = ""
    person_token: str = ""
    sign_out: str = ""
    sign_in: str = ""
    session: str = ""
    idle_minutes: int = 0
    leave: str = ""
    demonstration: bool = False
    messages: tuple[object, ...] = ()
    foot: str = ""

    @property
    def look(self) -> str:
        """Carers' and referrers' pages look the same: roomy and gentle."""
        return "portal" if self.door in GENTLE else self.door


def optional(thing: object, name: str, default: object = None) -> object:
    """A key or attribute that may be missing, although undefined names are errors."""
    if thing is None or isinstance(thing, Undefined):
        return default
    if isinstance(thing, Mapping):
        found = thing.get(name, default)
    else:
        found = getattr(thing, name, default)
    return default if found is None or isinstance(found, Undefined) else found


def _text(thing: object, name: str, default: str = "") -> str:
    return str(optional(thing, name, default))


def _several(things: object) -> tuple[object, ...]:
    return tuple(things) if isinstance(things, Iterable) else ()


@pass_context
def the_shell(context: Context) -> Shell:
    """Read the shell's few variables from the template's context."""
    door, person = context.get("door"), context.get("person")
    name, title = _text(door, "name", "staff"), _text(door, "title", SERVICE)
    # Nobody who looks over a carer's shoulder should read the service's name.
    neutral = name in GENTLE
    idle = optional(door, "idle_minutes", 0)
    return Shell(
        door=name,
        title=title if neutral else SERVICE,
        place=_text(door, "place") or ("" if neutral or title == SERVICE else title),
        home=_text(door, "home", "/"),
        navigation=_several(optional(door, "navigation", ())),
        footer=_several(optional(door, "footer", ())),
        person=_text(person, "name"),
        person_token=_text(person, "token"),
        sign_out=_text(door, "sign_out", "/sign-out/"),
        sign_in=_text(door, "sign_in", "/sign-in/"),
        session=_text(door, "session"),
        idle_minutes=idle if isinstance(idle, int) else 0,
        leave=_text(door, "leave"),
        demonstration=bool(context.get("demonstration")),
        messages=_several(context.get("messages")),
        foot=_text(door, "foot"),
    )


@pass_context
def the_banner(context: Context) -> object:
    """Whom the page is about: what its view read, or else what the door finds out; or nobody."""
    told = optional(context.get("about"), "banner")
    find = context.get("find_banner")
    return told or (find() if callable(find) else None)
