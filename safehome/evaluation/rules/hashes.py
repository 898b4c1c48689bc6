"""A short hash beside each figure: the same only for the same figure, by the same method, of the
same tallies.

A hash of small counts alone would tell them to whoever tries all counts there could be. So what
is hashed holds something that cannot be guessed: of a frozen set, a number drawn when it was
made, which lies in the set; of figures of this moment, the service's own secret.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.report import METHOD, Asked

LETTERS = 12  # of sixteen kinds: two figures of one report meet by chance once in 10^9


def digest(held: Mapping[str, Any]) -> str:
    """SHA-256 of a mapping, written in one way only, as 64 letters."""
    text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def tallies_digest(counts: Counts, asked: Sequence[Asked]) -> str:
    """SHA-256 of the tallies of this moment, whatever order the database gave them in."""
    found = asdict(counts)
    for part in ("scores", "journeys", "attendance", "referrals", "bands", "waits"):
        found[part] = sorted(json.dumps(one, sort_keys=True) for one in found[part])
    return digest({"counts": found, "asked": [asdict(one) for one in asked]})


def filters(scope: Scope, later: str) -> str:
    """Which part of everything a report is on, and which later point, in one short line.

    >>> filters(Scope(team="North"), "end"), filters(Scope(), "mid")
    ('team=North;later=end', 'all;later=mid')
    """
    parts = [("team", scope.team), ("year", scope.year), ("lead", scope.lead)]
    chosen = [f"{name}={value}" for name, value in parts if value is not None]
    return ";".join([*(chosen or ["all"]), f"later={later}"])


def figure_hash(basis: str, chosen: str, place: Sequence[str], value: float | None) -> str:
    """The hash of one figure. basis: the set's digest. place: indicator, about, part, figure.

    >>> one = figure_hash("set", "all;later=end", ("change", "All", "", "Shift"), 1.5)
    >>> one == figure_hash("set", "all;later=end", ("change", "All", "", "Shift"), 1.5)
    True
    >>> one == figure_hash("set", "all;later=mid", ("change", "All", "", "Shift"), 1.5)
    False
    """
    told = None if value is None else repr(float(value))
    return digest({"of": [METHOD, basis, chosen, *place, told]})[:LETTERS]
