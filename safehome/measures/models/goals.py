"""What a carer hopes for, in their own words, and how close it felt each time."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import one_of
from safehome.measures.models.answers import Answers
from safehome.vault.fields import SealedText


class Turn(models.TextChoices):
    """What became of a goal. The last one counts; none is ever taken out."""

    REACHED = "reached", "It is reached"
    LEFT = "left", "It is left"
    AGAIN = "again", "It is taken up again"


class Goal(OfFamily):
    """Something one carer hopes for on one journey. Why: what help is for is theirs to say.

    place: 1, 2 or 3. A goal keeps its place; once it is reached or left, another may have it.
    """

    carer = link_to(FamilyMember)
    journey_id = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    set_on = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["place", "set_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=3), name="measures_goal_place_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "journey_id", "carer"], name="goals_of")]


class GoalWording(OfFamily):
    """A goal's words from a day on. Why: put differently, it keeps what was said of it before."""

    goal = link_to(Goal)
    carer = link_to(FamilyMember)
    words = SealedText()
    since = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["organisation", "goal"], name="wordings_of")]


class GoalTurn(OfFamily):
    """That a goal was reached, left, or taken up again. Why: it is asked about while it is open."""

    goal = link_to(Goal)
    carer = link_to(FamilyMember)
    what = models.CharField(max_length=8, choices=Turn)
    on = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [one_of("what", Turn)]
        indexes = [models.Index(fields=["organisation", "goal"], name="turns_of")]


class GoalRating(OfFamily):
    """That one goal was asked about at one point, and in which words. Why: a number means what it
    was said of.

    The number itself stands in the answers, under `item`; where there is none, the
    carer would rather not say.
    """

    answers = link_to(Answers)
    goal = link_to(Goal)
    wording = link_to(GoalWording)
    carer = link_to(FamilyMember)
    item = models.CharField(max_length=40)

    class Meta:
        ordering = ["answers", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "answers", "goal"], name="goal_rated_once_a_point"
            ),
            models.UniqueConstraint(
                fields=["organisation", "answers", "item"], name="goal_rated_in_its_own_place"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "goal"], name="ratings_of")]
