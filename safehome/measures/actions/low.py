"""Asking a person to check in after low answers, and writing down that somebody did."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import ALLOW, permit
from safehome.measures import policies
from safehome.measures.models import Answers, CheckInAsked, CheckInDone
from safehome.measures.rules import newly_low, reached
from safehome.people.access import Actor
from safehome.programme.instruments import asks_today
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

LONGEST = 1000  # letters of what was found


def ask_to_check_in(
    answers: Answers, asked: Questionnaire | Instrument, *, by: Actor
) -> CheckInAsked | None:
    """Ask a person to check in today where answers reach a rule of their questionnaire.

    Called by whatever keeps answers, in the same transaction; nothing is sent to the
    carer. None where no rule is reached. Where several are, the first is named.
    """
    permit(ALLOW)  # part of keeping answers, which has asked; who answers alone asks nobody
    found = reached(asks_today(asked), answers.given, answers.scores)
    if not found:
        return None
    ask = CheckInAsked.objects.create(
        organisation_id=answers.organisation_id, family_id=answers.family_id, answers=answers,
        carer_id=answers.carer_id, of=found[0].of,
    )  # fmt: skip
    audit.record("low-answers.check-in-asked", about=ask, by=by, fields=("of",))
    return ask


def ask_again(
    before: Answers, after: Answers, asked: Questionnaire | Instrument, *, by: Actor
) -> CheckInAsked | None:
    """Ask a person to check in today where a correction shows answers lower than they seemed.

    None where somebody is still asked because of an earlier version: that is one talk. An
    earlier ask is never taken back by a correction.
    """
    permit(ALLOW)  # part of correcting, which has asked
    versions = Answers.every.filter(
        organisation_id=after.organisation_id, journey_id=after.journey_id,
        carer_id=after.carer_id, questionnaire=after.questionnaire, point=after.point,
    )  # fmt: skip
    asks = CheckInAsked.objects.filter(
        organisation_id=after.organisation_id, answers_id__in=versions.values("pk")
    )
    done = CheckInDone.objects.filter(
        organisation_id=after.organisation_id, asked_id=OuterRef("pk")
    )
    if asks.filter(~Exists(done)).exists():
        return None
    if asks.exists() and not newly_low(
        asks_today(asked), (before.given, before.scores), (after.given, after.scores)
    ):
        return None
    return ask_to_check_in(after, asked, by=by)


@transaction.atomic
def write_check_in(ask: CheckInAsked, *, who: str, on: date, found: str, by: Actor) -> CheckInDone:
    """Write who checked in, when and what they found; the ask ends with it.

    The family must be open. Raises PermissionDenied where it was written already, and
    ValueError for a day to come or for no words.
    """
    permit(policies.may_write_check_in(by, ask))
    if on > timezone.localdate():
        raise ValueError("The day is today or before.")
    if not who.strip() or not found.strip():
        raise ValueError("Say who checked in, and what they found.")
    done, made = CheckInDone.objects.get_or_create(
        organisation_id=ask.organisation_id, asked=ask,
        defaults={
            "family_id": ask.family_id, "carer_id": ask.carer_id, "who": who.strip(),
            "checked_on": on,
            "found": found.strip(), "written_by_id": by.pk,
        },
    )  # fmt: skip
    if not made:
        raise PermissionDenied("Somebody wrote this down already. Their words stand here.")
    audit.record(
        "low-answers.check-in-written", about=done, by=by, fields=("who", "checked_on", "found")
    )
    return done
