"""Who delivers the programme: organisations and their teams."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.kit.records import one_of


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class Organisation(models.Model):
    """An organisation that delivers the programme, or the programme office.

    Why: everything about a family belongs to exactly one of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    code = models.SlugField(max_length=12, unique=True)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    is_office = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [one_of("nation", Nation)]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team in an organisation. Why: a supervisor sees the families of the teams they lead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_named_once")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody's time in a team. Why: who leads a team decides which families they see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, db_constraint=False, related_name="members"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, db_constraint=False, related_name="teams"
    )
    leads = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "person"],
                condition=models.Q(left_at=None),
                name="in_a_team_once",
            )
        ]
