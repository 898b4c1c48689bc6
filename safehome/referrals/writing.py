"""A referral while it is being written: its sections, what is typed, what was removed.

Knows no door: the same at the public door, where it is sealed with the referrer's
code, and at the staff's, where it is taken down by telephone.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict

from safehome.referrals.body import Around, Body, Carer, Child, Part

type Typed = dict[str, str | list[str]]

# Sections that hold several of something, and how many they take: enough for any
# family, and an end for whoever would fill the table.
SEVERAL: dict[str, tuple[type[Part], int]] = {
    "carers": (Carer, 12), "children": (Child, 16), "network": (Around, 20),
}  # fmt: skip


class Removed(BaseModel):
    """What was taken out last, so that it can be put back."""

    model_config = ConfigDict(extra="forbid")
    section: str
    place: int  # counted from 0
    part: dict[str, Any]


class Writing(BaseModel):
    """What is kept while it is being written.

    typed: by page ("carers.1.who"), what stands in its boxes as it was typed,
    until the page is sent and its words belong to the body.
    """

    model_config = ConfigDict(extra="forbid")
    body: Body = Body()
    typed: dict[str, Typed] = {}
    removed: Removed | None = None

    def part(self, section: str, number: int = 1) -> Part:
        """One section, or one of its several (from 1); an empty one where there is none yet."""
        if section not in SEVERAL:
            found: Part = getattr(self.body, section)
            return found
        several = getattr(self.body, section)
        kind, _ = SEVERAL[section]
        return several[number - 1] if number <= len(several) else kind()

    def count(self, section: str) -> int:
        return len(getattr(self.body, section)) if section in SEVERAL else 1

    def may_hold(self, section: str, number: int) -> bool:
        """Whether there is such a part, or it is the next to be added."""
        if section not in SEVERAL:
            return number == 1
        return 1 <= number <= min(self.count(section) + 1, SEVERAL[section][1])

    def state(self, page: str, section: str, number: int) -> str:
        """What a page was drawn from, as a short fingerprint: another tab's change shows."""
        shown = self.typed.get(page)
        drawn = shown if shown is not None else self.part(section, number).model_dump(mode="json")
        return fingerprint(drawn)

    def keep(self, page: str, typed: Typed) -> None:
        self.typed[page] = typed

    def put(self, page: str, section: str, number: int, facts: dict[str, Any]) -> None:
        """Make a page's answers part of the body. Raises pydantic's ValidationError."""
        now = self.part(section, number)
        # Validated whole: what the body does not know is refused here and not when it is read.
        new = type(now).model_validate(now.model_dump() | facts)
        if section in SEVERAL:
            several = getattr(self.body, section)
            if number <= len(several):
                several[number - 1] = new
            else:
                several.append(new)
        else:
            setattr(self.body, section, new)
        self.typed.pop(page, None)

    def remove(self, section: str, number: int) -> None:
        several = getattr(self.body, section)
        gone = several.pop(number - 1)
        self.removed = Removed(section=section, place=number - 1, part=gone.model_dump(mode="json"))
        self._renumber(section, number, -1)

    def undo(self) -> None:
        """Put back what was removed last, where it was."""
        gone, self.removed = self.removed, None
        if gone is None or gone.section not in SEVERAL:
            return
        kind, limit = SEVERAL[gone.section]
        several = getattr(self.body, gone.section)
        if len(several) >= limit:
            return
        place = min(gone.place, len(several))
        self._renumber(gone.section, place + 1, 1)
        several.insert(place, kind.model_validate(gone.part))

    def _renumber(self, section: str, number: int, step: int) -> None:
        """What was typed moves with its part; what was typed into a removed part goes with it."""
        moved: dict[str, Typed] = {}
        for page, typed in self.typed.items():
            of, place, name = page.split(".")
            if of != section or int(place) < number:
                moved[page] = typed
            elif step > 0 or int(place) > number:
                moved[f"{of}.{int(place) + step}.{name}"] = typed
        self.typed = moved

    def states(self, missing: set[str]) -> dict[str, str]:
        """For each section: "not-started", "in-progress" or "done"."""
        found = {}
        for section in Body.model_fields:
            is_typed = any(page.split(".")[0] == section for page in self.typed)
            empty = getattr(self.body, section) == Body.model_fields[section].get_default()
            if is_typed or (not empty and section in missing):
                found[section] = "in-progress"
            else:
                found[section] = "not-started" if empty else "done"
        return found


def fingerprint(shown: object) -> str:
    return hashlib.sha256(
        json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()[:16]
