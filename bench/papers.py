"""How long each paper of a plan takes to print: python -m bench.papers

A whole plan of 80 lines, printed over and over in one process, after the first of its kind.
"""

from __future__ import annotations

import os
import time
from datetime import date
from secrets import token_hex
from statistics import median
from typing import Any

LINES = 80
TIMES = 15
UNTIL = date(2027, 3, 3)


def sample(turn: int = 0) -> Any:
    """An invented plan, as one copy shows it. turn: in its words, so that nothing is remembered."""
    from safehome.plans.queries.cut import Contact, Cut, CutLine, CutSection, CutVoice

    codes = [f"SP{number}" for number in range(1, 16) if number != 3]
    sections = tuple(
        CutSection(code, f"What belongs to {code}", tuple(
            CutLine(
                f"I sit where I see them both until the film {turn} is over. Then we say {place}.",
                "We play at the kitchen table.", who="Carol and Gran",
                when="Mon to Fri, 15:30 to 20:00", where="Kitchen and living room",
                children="Jay and Mina", more=(("How close", "In sight"),),
            )
            for _ in range(LINES // len(codes) + (place < LINES % len(codes)))
        ))
        for place, code in enumerate(codes)
    )  # fmt: skip
    return Cut(
        "Carol",
        "Home",
        "",
        3,
        False,
        "en",
        date(2026, 12, 1),
        date(2027, 2, 20),
        False,
        sections,
        (CutVoice("Jay", "The landing light", "Shouting", "Gran"),),
        (Contact("Pat Quinlan", "Children’s services", "01632 960555"),),
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safehome.config.settings")
    os.environ.setdefault("SAFEHOME_DJANGO_SECRET", token_hex())  # no door is opened here
    import django

    django.setup()
    from safehome.plans.models import CopyKind
    from safehome.plans.queries.papers import paper_of_cut

    for kind in CopyKind.values:
        spent = []
        for turn in range(TIMES + 1):
            made = sample(turn)
            began = time.perf_counter()
            paper = paper_of_cut(made, kind=kind, until=UNTIL, phone="01632 960001")
            spent.append((time.perf_counter() - began) * 1000)
        print(
            f"{kind:9} first {spent[0]:5.0f} ms, then median {median(spent[1:]):4.0f} ms, "
            f"longest {max(spent[1:]):4.0f} ms, {len(paper) / 1024:.0f} kB"
        )


if __name__ == "__main__":
    main()
