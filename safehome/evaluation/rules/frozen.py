"""A frozen set of tallies: what an evaluator is given, and comes to the same figures from.

It holds counts by team, year and practitioner, and by bands of what carers need; questionnaires
without a word of theirs, and the version of the method. No row of anybody, no identifier, no date
but the year, no free text, and no name: teams and practitioners have numbers that are drawn anew.
Small counts are in it: it is for whoever may read answers, not for publication.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from safehome.evaluation.rules.counts import Banded, Counts, InPlace, Referred, Scored, Waited
from safehome.evaluation.rules.hashes import digest
from safehome.evaluation.rules.report import METHOD, Asked

FORMAT = 2
READS = (1, FORMAT)  # the first had no salt, and hashes of it could be guessed at


class NotAsFrozen(ValueError):
    """This is no frozen set, or it was changed since. The message says which."""


def freeze(
    counts: Sequence[Counts],
    asked: Sequence[Asked],
    *,
    year: int,
    draw: random.Random,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The file. counts: one for each later point. draw: gives teams their
    numbers and the set its salt; nobody may be able to guess it.
    """
    letters = names if names is not None else numbered(counts, draw)
    held: dict[str, Any] = {
        "format": FORMAT,
        # With it, nobody comes to small counts by trying which of them give a hash that is shown.
        "salt": f"{draw.getrandbits(128):032x}",
        "method": METHOD,
        "frozen_in": year,
        "asked": [asdict(one) for one in asked],
        "counts": [asdict(_renamed(one, letters)) for one in counts],
    }
    held["digest"] = digest(held)
    return json.dumps(held, sort_keys=True, ensure_ascii=False, indent=1).encode()


def teams_numbered(teams: Collection[str], draw: random.Random) -> dict[str, str]:
    """The names that teams have in a set, drawn anew, by their own.

    >>> sorted(teams_numbered(["North", "South"], random.Random(1)).values())
    ['Team 1', 'Team 2']
    """
    shuffled = sorted(teams)
    draw.shuffle(shuffled)
    return {team: f"Team {place}" for place, team in enumerate(shuffled, start=1)}


def numbered(
    counts: Sequence[Counts], draw: random.Random, *, teams: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The names that teams and practitioners have in a set, drawn anew, by their own.

    teams: those that were drawn before; a team that is not among them comes after them.
    """
    counted = sorted({team for one in counts for team in one.teams})
    names = dict(teams) if teams is not None else teams_numbered(counted, draw)
    for team in counted:
        names.setdefault(team, f"Team {len(names) + 1}")
    leads = sorted({lead for one in counts for lead in one.leads})
    draw.shuffle(leads)
    return names | {lead: f"Practitioner {place}" for place, lead in enumerate(leads, start=1)}


def thaw(content: bytes) -> tuple[dict[str, Counts], list[Asked], str]:
    """Counts by later point, what was asked, and the digest. Raises NotAsFrozen."""
    try:
        held = json.loads(content)
        told = held.pop("digest")
        if held["format"] not in READS:
            raise NotAsFrozen("This set is of another format; a newer Safe Home can read it.")
        if told != digest(held):
            raise NotAsFrozen("This set was changed since it was frozen.")
        if held["method"] != METHOD:
            raise NotAsFrozen(
                f"This set belongs to method {held['method']}, and this is method {METHOD}."
            )
        asked = [
            Asked(**{**one, "parts": tuple((part, title) for part, title in one["parts"])})
            for one in held["asked"]
        ]
        return {one["later"]: _counts(one) for one in held["counts"]}, asked, told
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise NotAsFrozen("This is not a frozen set of Safe Home.") from fault


def _renamed(counts: Counts, letters: Mapping[str, str]) -> Counts:
    def all_of[T: InPlace | Scored](those: Sequence[T]) -> tuple[T, ...]:
        renamed = [
            replace(one, team=letters[one.team], lead=letters.get(one.lead, "")) for one in those
        ]
        # In an order of their own: the database's would tell which team had which letter.
        return tuple(sorted(renamed, key=lambda one: json.dumps(asdict(one), sort_keys=True)))

    return replace(
        counts,
        scores=all_of(counts.scores),
        journeys=all_of(counts.journeys),
        attendance=all_of(counts.attendance),
        referrals=tuple(
            sorted(counts.referrals, key=lambda one: (one.year, one.became, one.weeks))
        ),
        bands=tuple(sorted(counts.bands, key=lambda one: json.dumps(asdict(one), sort_keys=True))),
        waits=tuple(sorted(counts.waits, key=lambda one: json.dumps(asdict(one), sort_keys=True))),
    )


def _counts(held: dict[str, Any]) -> Counts:
    return Counts(
        later=held["later"],
        scores=tuple(Scored(**one) for one in held["scores"]),
        journeys=tuple(InPlace(**one) for one in held["journeys"]),
        attendance=tuple(InPlace(**one) for one in held["attendance"]),
        referrals=tuple(Referred(**one) for one in held["referrals"]),
        bands=tuple(Banded(**one) for one in held["bands"]),
        # Sets that were frozen before anybody was asked while waiting hold none.
        waits=tuple(Waited(**one) for one in held.get("waits", ())),
    )
