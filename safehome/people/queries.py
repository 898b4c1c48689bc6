"""What the people room reads."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Invented:
    """Somebody of the demonstration, as its list shows them before anybody signs in."""

    email: str
    name: str
    line: str
    organisation: str
    door: str = "staff"


def demonstration_cast() -> list[tuple[str, list[Invented]]]:
    """The invented staff who use this door, by organisation, in the order of the file.

    Names cannot be read before signing in, so the demonstration writes them to
    a file named by SAFEHOME_CAST: a list of objects with email, name, line and
    organisation, and the door where it is not the staff's.
    """
    place = os.environ.get("SAFEHOME_CAST", "")
    if not place or not Path(place).is_file():
        return []
    everyone = [Invented(**one) for one in json.loads(Path(place).read_text())]
    here = [one for one in everyone if one.door == settings.DOOR]
    order = list(dict.fromkeys(one.organisation for one in here))
    here.sort(key=lambda one: order.index(one.organisation))
    return [(name, list(them)) for name, them in groupby(here, key=lambda one: one.organisation)]
