from safehome.plans.queries.copies import Held, copies_of, may_be_cut, recipient_of
from safehome.plans.queries.cut import Cut, cut, gives_too_much
from safehome.plans.queries.found import (
    breach_for,
    condition_for,
    copy_for,
    draft_of,
    in_force_of,
    line_for,
    plan_for,
    review_for,
    version_for,
)
from safehome.plans.queries.papers import paper_of, sketch_of
from safehome.plans.queries.standing import Standing, standings_of, still_to_answer, wrote
from safehome.plans.queries.written import Draft, before, read, what_is_missing

__all__ = [
    "Cut",
    "Draft",
    "Held",
    "Standing",
    "before",
    "breach_for",
    "condition_for",
    "copies_of",
    "copy_for",
    "cut",
    "draft_of",
    "gives_too_much",
    "in_force_of",
    "line_for",
    "may_be_cut",
    "paper_of",
    "plan_for",
    "read",
    "recipient_of",
    "review_for",
    "sketch_of",
    "standings_of",
    "still_to_answer",
    "version_for",
    "what_is_missing",
    "wrote",
]  # fmt: skip
