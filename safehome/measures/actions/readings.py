"""Saying what came of reading a translation beside the English."""

from __future__ import annotations

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.models import Reading
from safehome.measures.rules import Translation
from safehome.people.access import Actor

LONGEST = 4000  # letters of what is wrong


def say_read(one: Translation, *, wrong: str, by: Actor) -> Reading:
    """Keep that somebody read a translation: that it says the same, or what is wrong with it.

    wrong: what is wrong; empty where it says the same. Raises ValueError for too many letters.
    """
    permit(policies.may_read_wording(by, one))
    wrong = wrong.strip()
    if len(wrong) > LONGEST:
        raise ValueError(f"Use {LONGEST} letters or fewer.")
    reading = Reading.objects.create(
        organisation_id=by.organisation_id, what=one.what, language=one.language,
        fingerprint=one.print, source=one.source, same=not wrong, wrong=wrong, read_by_id=by.pk,
    )  # fmt: skip
    audit.record("wording.read", about=reading, by=by, fields=("same",))
    return reading
