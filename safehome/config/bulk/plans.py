"""A plan for now, of a family on a journey."""

from __future__ import annotations

from datetime import datetime, timedelta

from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.bulk.staff import Plan

# What a plan for now needs: who, how somebody looks after them, what if something happens.
LINES = (
    ("SP2", "One grown-up has the evening, and says so out loud at tea", "[]", ""),
    ("SP4", "I sit where I can see them until the film is over",
     "[[[0, 1, 2, 3, 4], 930, 1200]]", "in-sight"),
    ("SP12", "We keep everybody apart and calm, listen, and ring our practitioner", "[]", ""),
)  # fmt: skip


def write_plan_for_now(  # noqa: PLR0917 - a family and those it is about
    rows: Rows, plan: Plan, sealed: Sealer, begun: datetime, carer: str, children: list[str],
    *, now: datetime,
) -> None:  # fmt: skip
    """In force before the first session; to be looked at again in some days, or lately."""
    add, new = rows.add, rows.new_id
    ours, who = (plan.organisation, sealed.family), plan.practitioner
    begins, version = new(), new()
    review_on = (now + timedelta(days=plan.place % 25 - 3)).date()
    add("plans_plan", begins, *ours, "home", b"", begun, who, b"")
    add(
        "plans_version", version, *ours, begins, 1, "interim", "en", begun, who, review_on, begun,
        who,
    )  # fmt: skip
    for place, (section, words, week, closeness) in enumerate(LINES, start=1):
        line = new()
        text = sealed("plans_line", "text", line, words)
        add(
            "plans_line", line, *ours, version, new(), section, place, text, *(b"",) * 5, "",
            closeness, b"", b"", False, "", begun, who, 1, b"",
        )  # fmt: skip
        add("plans_hand", new(), *ours, version, line, carer, week)
        for child in children:
            add("plans_forchild", new(), *ours, version, line, child)
