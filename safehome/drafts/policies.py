"""Who may keep a draft: whoever may write in the family's record."""

from __future__ import annotations

from safehome.families.models import Family
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import Verdict
from safehome.people.access import Actor


def may_draft(person: Actor, family: Family) -> Verdict:
    return may_write_in_family(person, family)
