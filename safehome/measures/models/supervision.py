"""Feedback about somebody's work, which goes to supervision before they read it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import both_or_neither
from safehome.measures.models.answers import Answers


class SupervisionFirst(OfFamily):
    """That feedback of one journey goes to supervision first. Why: about somebody's own work a
    carer speaks more freely, and it is heard better, with a third person there.

    The newest row that has not ended holds. about: whose work the feedback is on.
    """

    journey_id = models.UUIDField()
    about = somebody()
    since = models.DateTimeField(default=timezone.now)
    set_by = somebody()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = somebody(optional=True)

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name_plural = "supervision first"
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "journey_id"], condition=Q(ended_at=None),
                name="supervision_first_once",
            ),
        ]  # fmt: skip


class ForSupervision(OfFamily):
    """That a set of answers is kept for supervision, and since when it was talked about.

    Why: whoever it is about sees that there is feedback, and not what it says. It holds no
    answer itself; those are shown once this is opened.
    """

    answers = link_to(Answers)
    carer = link_to(FamilyMember)
    journey_id = models.UUIDField()
    questionnaire = models.CharField(max_length=40)
    point = models.CharField(max_length=40)
    about = somebody()
    kept_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = somebody(optional=True)

    class Meta:
        ordering = ["-kept_at", "-id"]
        verbose_name_plural = "for supervision"
        constraints = [
            both_or_neither("opened_at", "opened_by"),
            models.UniqueConstraint(
                fields=["organisation", "answers"], name="for_supervision_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "journey_id", "carer", "questionnaire", "point"],
                name="for_supervision_once_a_point",
            ),
        ]
