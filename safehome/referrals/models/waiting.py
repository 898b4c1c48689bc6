"""While a family waits, and who will work with it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from safehome.families.models import OfFamily, OfOrganisation, link_to, somebody
from safehome.kit.records import one_of
from safehome.people.models import Person
from safehome.vault.fields import SealedText


class Level(models.TextChoices):
    FIRST = "first", "First"
    SOONER = "sooner", "Sooner"
    IN_TURN = "in-turn", "In turn"


class Priority(OfFamily):
    """How soon a waiting family should begin, and why. Why: turns are changed for a reason.

    The newest holds. A word, never a number: no family is scored.
    """

    level = models.CharField(max_length=8, choices=Level)
    because = SealedText()
    set_at = models.DateTimeField(default=timezone.now)
    set_by = somebody()

    class Meta:
        ordering = ["-set_at", "-id"]
        verbose_name_plural = "priorities"
        constraints = [one_of("level", Level)]


class Interim(models.TextChoices):
    NONE = "none", "None yet"
    ELSEWHERE = "elsewhere", "Held by another agency"
    PAPER = "paper", "Made with the family, on paper"


class CheckIn(OfFamily):
    """Word with a waiting family. Why: waiting is when families are most alone."""

    happened_on = models.DateField()
    how_they_are = SealedText()
    each_child = SealedText()  # a word on every child
    interim_plan = models.CharField(max_length=10, choices=Interim)
    interim_plan_words = SealedText()  # where it lies, who holds it
    next_on = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        constraints = [one_of("interim_plan", Interim)]


class Capacity(OfOrganisation):
    """What somebody on the staff can take on. Why: work is given by room, language and skill.

    The newest holds. weight: families at once that they have room for, where an
    ordinary family weighs one.
    """

    person = link_to(Person)
    weight = models.DecimalField(max_digits=4, decimal_places=1)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    skills = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    away_until = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name_plural = "capacities"


class Allocation(OfFamily):
    """Why a family was given to somebody. Why: the choice can be explained to both."""

    person = link_to(Person)
    because = SealedText()
    weight = models.DecimalField(max_digits=3, decimal_places=1)
    reasons = models.JSONField(default=list)  # coded facts that were on the screen
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = somebody()

    class Meta:
        ordering = ["-chosen_at", "-id"]
