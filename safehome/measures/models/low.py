"""Checking in with a carer on the day their answers were low."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.measures.models.answers import Answers
from safehome.vault.fields import SealedText


class CheckInAsked(OfFamily):
    """That some answers ask a person to check in the same day. Why: nobody is left alone with them.

    of: the item, part or total that the rule of its questionnaire speaks of. It says
    nothing about a family but this.
    """

    answers = link_to(Answers)
    carer = link_to(FamilyMember)
    of = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "answers"], name="check_in_asked_once"
            )
        ]  # fmt: skip


class CheckInDone(OfFamily):
    """Who checked in, when, what they found. Why: the ask ends with a person, not with a tick."""

    asked = link_to(CheckInAsked, related_name="done")
    carer = link_to(FamilyMember)
    who = SealedText()
    checked_on = models.DateField()
    found = SealedText()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name_plural = "check-ins done"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "asked"], name="check_in_done_once")
        ]
