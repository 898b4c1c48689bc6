"""Slips in answers that were entered: corrected, or set aside. Both versions stay."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import one_of
from safehome.measures.models.answers import Answers
from safehome.vault.fields import SealedText


class Done(models.TextChoices):
    """What was done about a slip."""

    CORRECTED = "corrected", "Corrected"
    SET_ASIDE = "set-aside", "Set aside: entered by mistake"


class Why(models.TextChoices):
    """Why what was entered is not what was answered. The first of a correction, then of a set."""

    MISREAD = "misread", "The paper was misread"
    WRONG_BOX = "wrong-box", "The wrong box was chosen"
    WRONG_LINE = "wrong-line", "Answers were put on the wrong lines"
    MISHEARD = "misheard", "It was misheard, or understood otherwise"
    HOW = "how", "The day, or how it was answered, was put down wrongly"
    WRONG_CARER = "wrong-carer", "They are another carer’s answers"
    WRONG_POINT = "wrong-point", "They belong to another point"
    NOT_GIVEN = "not-given", "Nobody answered these: they were entered in error"


class Slip(OfFamily):
    """That a set of answers does not stand as it was entered, and why. Why: what counts is what
    the carer answered, and nothing that was written is lost.

    answers: the version with the slip; where it was corrected, the next one says that it comes
    after it. Written once, and never changed.
    """

    answers = link_to(Answers, related_name="slips")
    carer = link_to(FamilyMember)
    done = models.CharField(max_length=9, choices=Done)
    why = models.CharField(max_length=11, choices=Why)
    words = SealedText()
    found_at = models.DateTimeField(default=timezone.now)
    found_by = somebody()

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            one_of("done", Done),
            one_of("why", Why),
            # Of two who correct at once, the second is told.
            models.UniqueConstraint(fields=["organisation", "answers"], name="one_slip_a_version"),
        ]
