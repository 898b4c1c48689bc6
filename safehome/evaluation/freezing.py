"""The file of a frozen set, of what was counted: the same whether now or for an order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from django.utils import timezone

from safehome.evaluation.queries import asked_in
from safehome.evaluation.rules.counts import Counts
from safehome.evaluation.rules.frozen import freeze, numbered, thaw


def written_set(
    counts: Sequence[Counts], draw: random.Random, *, teams: Mapping[str, str],
    year: int | None = None,
) -> tuple[bytes, str]:  # fmt: skip
    """The file of a set's tallies, and its digest. year: of freezing, where that is not now."""
    content = freeze(
        counts, asked_in(counts[0]), year=year or timezone.localdate().year, draw=draw,
        names=numbered(counts, draw, teams=teams),
    )  # fmt: skip
    *_, digest = thaw(content)
    return content, digest
