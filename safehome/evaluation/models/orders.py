"""What was ordered, because it takes longer than a page, and what was counted for it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.evaluation.models.reports import Chosen, Kind, Later, Part
from safehome.families.models import OfOrganisation, link_to
from safehome.kit.records import one_of
from safehome.people.models import Person


class What(models.TextChoices):
    """What was ordered."""

    REPORT = "report", "Report"
    SET = "set", "Frozen set"
    PACKET = "packet", "Packet"


class Step(models.TextChoices):
    """How far an order is. Each is written when it happens, and not before."""

    WAITING = "waiting", "Waiting"
    COUNTING = "counting", "Counting"
    COUNTING_MID = "counting-mid", "Counting up to half-way"
    ROWS = "rows", "Writing rows of answers"
    READY = "ready", "Ready"
    FAILED = "failed", "Not made"
    CANCELLED = "cancelled", "Cancelled"


class WhyNot(models.TextChoices):
    """Why what was ordered was not made."""

    ROLE = "role", "When it was counted you had no role that reads it."
    NOTHING = "nothing", "There is nothing to freeze yet: no journey has begun."
    TOO_LARGE = "too-large", "There are more rows than one frozen set may hold."
    TOO_LONG = "too-long", "After half an hour of counting it was stopped."
    STOPPED = "stopped", "Whoever was making it stopped in the middle, twice."
    FAULT = "fault", "Something went wrong while it was counted."


WHICH = (  # which team, practitioner or year: of a part that is on one, and of no other
    models.Q(part=Part.TEAM, team__isnull=False, lead__isnull=True, year__isnull=True)
    | models.Q(part=Part.LEAD, team__isnull=True, lead__isnull=False, year__isnull=True)
    | models.Q(part=Part.YEAR, team__isnull=True, lead__isnull=True, year__isnull=False)
    | models.Q(
        part__in=[Part.ALL, Part.THIS_YEAR, Part.LAST_YEAR],
        team__isnull=True, lead__isnull=True, year__isnull=True,
    )
)  # fmt: skip


class Order(Chosen):
    """A count that was ordered. Why: what takes longer than a page is made beside other work.

    It is its owner’s alone. kind: the file that was asked for, if one was. teams: the numbers
    that teams have in a frozen set, until it is finished. maker: whichever worker has it, which
    was last heard of at seen_at. A frozen set has the order’s own identifier. Kept for some
    days; then its counts are taken away, as when it is deleted, and its line stays.
    """

    what = models.CharField(max_length=6, choices=What)
    name = models.CharField(max_length=80, blank=True, default="")  # of a set; nobody's data
    kind = models.CharField(max_length=10, choices=Kind, blank=True, default="")
    teams = models.JSONField(null=True, blank=True)
    step = models.CharField(max_length=12, choices=Step, default=Step.WAITING)
    why_not = models.CharField(max_length=9, choices=WhyNot, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    maker = models.UUIDField(null=True, blank=True)
    ordered_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    step_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ordered_at", "-id"]
        constraints = [
            one_of("part", Part),
            one_of("later", Later),
            one_of("what", What),
            one_of("step", Step),
            models.CheckConstraint(condition=WHICH, name="evaluation_order_part_with_which"),
        ]
        indexes = [
            models.Index(
                fields=["ordered_at", "id"], condition=models.Q(ended_at=None),
                name="evaluation_order_to_make",
            ),
            models.Index(
                fields=["organisation", "person", "-ordered_at"],
                condition=models.Q(removed_at=None), name="evaluation_order_of",
            ),
            models.Index(
                fields=["organisation", "person", "begun_at"],
                condition=models.Q(begun_at__isnull=False), name="evaluation_order_begun",
            ),
        ]  # fmt: skip


class OrderCounts(OfOrganisation):
    """What was counted for an order, up to one later point. Why: its figures are made of it.

    Written and taken away by the database's own functions alone; no door can change it. It is
    apart from its order, whose line says how far it is while this one is still being counted.
    """

    person = link_to(Person)
    order = link_to(Order)
    later = models.CharField(max_length=3, choices=Later)
    tallies = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "later"]
        constraints = [
            one_of("later", Later),
            models.UniqueConstraint(
                fields=["organisation", "order", "later"], name="evaluation_counted_once"
            ),
        ]
